import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import ipaddr from "ipaddr.js";
import { env } from "@/lib/env";

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Parses TRUSTED_PROXIES: comma-separated CIDRs or addresses. Throws a plain sentence for a wrong one. */
export function parseRanges(list: string): Range[] {
  return list
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      try {
        if (part.includes("/")) return ipaddr.parseCIDR(part);
        const address = ipaddr.parse(part);
        return [address, address.kind() === "ipv4" ? 32 : 128] as Range;
      } catch {
        throw new Error(`TRUSTED_PROXIES: ${part} is neither an address nor a CIDR.`);
      }
    });
}

function contains(ranges: readonly Range[], text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return ranges.some(([network, bits]) => address.kind() === network.kind() && address.match(network, bits));
}

/**
 * The address of a request's client: the right-most one in X-Forwarded-For that is no trusted proxy, when the
 * connection itself comes from one; else the connection's.
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, ranges: readonly Range[]): string {
  const plain = ipaddr.isValid(peer) ? ipaddr.process(peer).toString() : peer;
  if (ranges.length === 0 || !forwardedFor || !contains(ranges, plain)) return plain;
  const hops = forwardedFor.split(",").map((hop) => hop.trim());
  for (const hop of hops.reverse()) {
    if (!ipaddr.isValid(hop)) return plain;
    if (!contains(ranges, hop)) return ipaddr.process(hop).toString();
  }
  return plain;
}

let trusted: Range[] | undefined;
const trustedRanges = () => {
  trusted ??= parseRanges(env().TRUSTED_PROXIES);
  return trusted;
};

/** True when the connection comes from a trusted proxy. */
export function fromTrustedProxy(request: IncomingMessage): boolean {
  const ranges = trustedRanges();
  return ranges.length > 0 && contains(ranges, request.socket.remoteAddress ?? "");
}

/** Addresses of connections whose peer is the client itself; one serves many requests. */
const peers = new WeakMap<Socket, string>();

export function addressOf({ headers, socket }: IncomingMessage): string {
  const known = peers.get(socket);
  if (known !== undefined) return known;
  const forwarded = headers["x-forwarded-for"];
  const list = Array.isArray(forwarded) ? forwarded.join(",") : forwarded;
  const address = clientAddress(socket.remoteAddress ?? "", list, trustedRanges());
  if (trustedRanges().length === 0) peers.set(socket, address);
  return address;
}
