import { Jwt } from "hono/utils/jwt";
import { z } from "zod";
import { query } from "../db";
import { env } from "../env";
import type { ApiCaller } from "./api-caller";
import { deriveKey } from "./keys";

/** Tokens end after 8 hours. https://docs.mparticle.com/developers/apis/profile-api */
export const TOKEN_SECONDS = 8 * 3600;

const ALGORITHM = "HS256";
const claimsSchema = z.object({ sub: z.string(), credential: z.number().int(), exp: z.number() });
const key = () => deriveKey("token").toString("hex");

/** A signed token (JWT) that names the credential and nothing else. `now` in epoch ms. */
export async function signToken(credential: { id: number; clientId: string }, now: number): Promise<string> {
  const iat = Math.floor(now / 1000);
  const { PUBLIC_URL } = env();
  const claims = { iss: PUBLIC_URL, aud: PUBLIC_URL, sub: credential.clientId, credential: credential.id };
  return await Jwt.sign({ ...claims, iat, exp: iat + TOKEN_SECONDS }, key(), ALGORITHM);
}

/**
 * Who shows the token, as their credential is now: one that was deactivated or deleted since is nobody. Null for a
 * token that expired or was not made here.
 */
export async function callerOf(token: string): Promise<ApiCaller | null> {
  const { PUBLIC_URL } = env();
  // Not `iat`: the clock of the copy that signed may be a moment ahead.
  const expected = { alg: ALGORITHM, iss: PUBLIC_URL, aud: PUBLIC_URL, iat: false } as const;
  const payload = await Jwt.verify(token, key(), expected).catch(() => null);
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) return null;
  const [row] = await query<{
    name: string;
    org_id: number;
    account_id: number;
    apis: string[];
    workspace_ids: number[];
  }>(
    `SELECT c.name, a.org_id, c.account_id, c.apis, c.workspace_ids
     FROM api_credential c JOIN account a ON a.id = c.account_id
     WHERE c.id = $1 AND c.client_id = $2 AND c.active`,
    [claims.data.credential, claims.data.sub],
    "api-caller",
  );
  if (!row) return null;
  return {
    credentialId: claims.data.credential,
    name: row.name,
    orgId: row.org_id,
    accountId: row.account_id,
    apis: row.apis,
    workspaceIds: row.workspace_ids,
  };
}
