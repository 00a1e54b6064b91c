import { randomBytes } from "node:crypto";
import { encryptSecret } from "../access/keys";
import type { ProtectionLevel } from "../explain/decision";
import type { Prisma } from "../generated/prisma/client";
import { kindOf } from "./kinds";

export type NewInput = {
  readonly workspaceId: number;
  /** A name of INPUT_KINDS. */
  readonly kind: string;
  readonly name: string;
  readonly partner?: string;
  readonly actAs?: string;
  /** For feeds; platforms have none. Default create_and_update. */
  readonly protectionLevel?: ProtectionLevel;
  readonly isDebug?: boolean;
  /** Epoch ms. */
  readonly now: number;
};

export type KeyPair = { readonly key: string; readonly secret: string };

/** A new key and secret. SDKs take the part before the first hyphen of a key for a data centre's name. */
export function newKeyPair(): KeyPair {
  return { key: `us1-${randomBytes(16).toString("hex")}`, secret: randomBytes(36).toString("base64url") };
}

/**
 * The row of a new input: the verb `createInput`, the seed and the tests begin with it. Returns the secret in the
 * clear, which nothing keeps. Web inputs take the key alone, as the browser SDK sends it.
 */
export async function insertInput(
  tx: Prisma.TransactionClient,
  input: NewInput,
): Promise<KeyPair & { readonly id: number }> {
  const isFeed = kindOf(input.kind).group === "feed";
  const pair = newKeyPair();
  const row = await tx.input.create({
    data: {
      workspaceId: input.workspaceId,
      kind: input.kind,
      name: input.name,
      partner: input.partner,
      actAs: input.actAs,
      protectionLevel: isFeed ? (input.protectionLevel ?? "create_and_update") : null,
      isDebug: input.isDebug ?? false,
      key: pair.key,
      secretEncrypted: encryptSecret(pair.secret),
      allowKeyOnly: input.kind === "web",
      createdAt: BigInt(input.now),
    },
  });
  return { ...pair, id: row.id };
}
