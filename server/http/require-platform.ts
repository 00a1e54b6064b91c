import { CodedError } from "@/lib/errors";
import type { Approach } from "@/lib/inputs/admits";
import { type Credential, findInput } from "@/lib/inputs/find-input";
import { type Body, readBytes } from "./body";
import { requireKeyOnly } from "./key-only";
import { approachOf, requireInput } from "./require-input";
import { CLOCK_TOLERANCE_MS, isSignedBy, parseSignatureDate } from "./signature";
import type { AppContext } from "./types";

export type Authenticated = {
  readonly credential: Credential;
  readonly approach: Approach;
  readonly body: Body;
};

/**
 * Who a request to the identity API comes from, in one of its three ways, and its body, which a signature needs:
 * Basic credentials; `x-mp-key`, `Date` and `x-mp-signature`; or `x-mp-key` alone where the input allows that.
 * Throws `unauthenticated` when a header is missing, `forbidden` when what it says is wrong, and what `readBytes`
 * throws. https://docs.mparticle.com/developers/apis/idsync/http
 */
export async function requirePlatform(c: AppContext, now: number): Promise<Authenticated> {
  const { headers } = c.env.incoming;
  const approach = approachOf(c, { keyOnly: false });
  if (headers.authorization) return { credential: await requireInput(c), approach, body: await readBytes(c) };
  const [key, signature] = [headers["x-mp-key"], headers["x-mp-signature"]];
  if (typeof key !== "string" || key === "") {
    throw new CodedError("unauthenticated", "Neither the Authorization nor the x-mp-key header is there.");
  }
  if (typeof signature === "string") return await requireSignature(c, key, signature, now);
  return {
    credential: await requireKeyOnly(key),
    approach: approachOf(c, { keyOnly: true }),
    body: await readBytes(c),
  };
}

async function requireSignature(c: AppContext, key: string, signature: string, now: number): Promise<Authenticated> {
  const { headers, method = "", url = "" } = c.env.incoming;
  const { date } = headers;
  if (!date) throw new CodedError("unauthenticated", "A signed request needs a Date header.");
  const sentAt = parseSignatureDate(date);
  if (sentAt === null || Math.abs(now - sentAt) > CLOCK_TOLERANCE_MS) {
    throw new CodedError("forbidden", "The Date header is no ISO 8601 time in UTC within 15 minutes of now.");
  }
  const credential = await findInput(key);
  if (!credential?.rules.enabled) throw wrongSignature();
  const body = await readBytes(c);
  if (body.sent.length === 0 && body.byteSize > 0) {
    throw new CodedError("too_large", "The request is larger than 256 KB.");
  }
  if (!isSignedBy(credential.secret, { method, date, path: url, body: body.sent }, signature)) throw wrongSignature();
  return { credential, approach: approachOf(c, { keyOnly: false }), body };
}

const wrongSignature = () => new CodedError("forbidden", "The key and signature are not those of an active input.");
