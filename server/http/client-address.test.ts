import { describe, expect, test } from "vitest";
import { clientAddress, parseRanges } from "./client-address";

const proxies = parseRanges("10.0.0.0/8, 192.0.2.7, 2001:db8::/32");

describe("a client's address", () => {
  test.each<[string, string | undefined, string, string]>([
    ["203.0.113.9", "198.51.100.4", "203.0.113.9", "a stranger's header counts for nothing"],
    ["10.1.2.3", "198.51.100.4", "198.51.100.4", "a trusted proxy's does"],
    ["::ffff:10.1.2.3", "198.51.100.4", "198.51.100.4", "also over a mapped address"],
    ["10.1.2.3", "198.51.100.4, 192.0.2.7", "198.51.100.4", "proxies of a chain are passed over"],
    ["10.1.2.3", "6.6.6.6, 198.51.100.4, 10.9.9.9", "198.51.100.4", "what a client itself claimed is left of it"],
    ["2001:db8::5", "2a00::1", "2a00::1", "IPv6"],
    ["10.1.2.3", "unknown", "10.1.2.3", "nonsense ends the search"],
    ["10.1.2.3", undefined, "10.1.2.3", "no header"],
    ["10.1.2.3", "10.4.4.4", "10.1.2.3", "nobody but proxies"],
  ])("from %s with %s is %s: %s", (peer, header, expected) => {
    expect(clientAddress(peer, header, proxies)).toBe(expected);
  });

  test("is the connection's when nobody is trusted", () => {
    expect(clientAddress("10.1.2.3", "198.51.100.4", [])).toBe("10.1.2.3");
  });

  test("a wrong range stops the boot with a sentence", () => {
    expect(() => parseRanges("10.0.0.0/8,proxy")).toThrow("TRUSTED_PROXIES: proxy is neither an address nor a CIDR.");
  });
});
