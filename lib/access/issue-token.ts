import { z } from "zod";
import { query } from "../db";
import { env } from "../env";
import { CodedError } from "../errors";
import { signToken, TOKEN_SECONDS } from "./api-token";
import { hashPassword, verifyPassword } from "./password";
import { countFailure, forgetFailures, waitBeforeSignIn } from "./sign-in-throttle";

const text = z.string().min(1).max(1024);
const requestSchema = z.object({ client_id: text, client_secret: text, audience: text, grant_type: text });

/** Names of RFC 6749, 5.2, and of RFC 8707 for the audience; a wrong client is `access_denied`, as documented. */
export type TokenResult =
  | { readonly ok: true; readonly accessToken: string; readonly expiresInSeconds: number }
  | {
      readonly ok: false;
      readonly error: "invalid_request" | "unsupported_grant_type" | "invalid_target" | "access_denied";
      readonly description: string;
    };

/** The audience that clients of the original name; ours is the other one. */
const DOCUMENTED_AUDIENCE = "https://api.mparticle.com";

/** Verified when there is no such client, so that both answers take the same time. */
let decoy: Promise<string> | undefined;

/**
 * A token for the client of an API credential. https://docs.mparticle.com/developers/apis/profile-api
 * The same answer in the same time for an unknown, a deactivated and a wrong client. `address` is the client's, `now`
 * in epoch ms. Throws `rate_limited` after repeated failures, as sign-in does.
 */
export async function issueToken(body: unknown, address: string, now: number): Promise<TokenResult> {
  const request = requestSchema.safeParse(body);
  if (!request.success) {
    const field = request.error.issues[0]?.path.join(".") || "The body";
    return { ok: false, error: "invalid_request", description: `${field} is missing or is no text.` };
  }
  const { client_id: clientId, client_secret: secret, audience, grant_type: grant } = request.data;
  if (grant !== "client_credentials") {
    return { ok: false, error: "unsupported_grant_type", description: "Only client_credentials is supported." };
  }
  if (![DOCUMENTED_AUDIENCE, env().PUBLIC_URL].includes(audience.replace(/\/$/, ""))) {
    return { ok: false, error: "invalid_target", description: "The audience is not this API." };
  }
  const waitMs = await waitBeforeSignIn(clientId, address, now);
  if (waitMs > 0) {
    throw new CodedError("rate_limited", "Too many failed attempts.", { retryAfterSeconds: Math.ceil(waitMs / 1000) });
  }
  const id = await credentialOf(clientId, secret);
  if (id === null) {
    await countFailure(clientId, address, now);
    return { ok: false, error: "access_denied", description: "The client is not known, or its secret is wrong." };
  }
  await forgetFailures(clientId, address);
  return { ok: true, accessToken: await signToken({ id, clientId }, now), expiresInSeconds: TOKEN_SECONDS };
}

async function credentialOf(clientId: string, secret: string): Promise<number | null> {
  decoy ??= hashPassword("nobody's secret");
  const [row] = await query<{ id: number; secret_hash: string; active: boolean }>(
    "SELECT id, secret_hash, active FROM api_credential WHERE client_id = $1",
    [clientId],
  );
  const matches = await verifyPassword(row?.secret_hash ?? (await decoy), secret);
  return row?.active && matches ? row.id : null;
}
