import { createHash, randomBytes } from "node:crypto";
import { prisma } from "../prisma";

const DAY_MS = 86_400_000;

/**
 * A new one-time token for the set-up page, in the clear, which nothing keeps; earlier ones stop working. Null when
 * the installation already has a member. `now` in epoch ms.
 */
export async function createSetupToken(now: number): Promise<string | null> {
  return prisma().$transaction(async (tx) => {
    if ((await tx.member.count()) > 0) return null;
    await tx.oneTimeToken.deleteMany({ where: { kind: "setup" } });
    const token = randomBytes(24).toString("base64url");
    await tx.oneTimeToken.create({
      data: {
        hash: createHash("sha256").update(token).digest("hex"),
        kind: "setup",
        createdAt: BigInt(now),
        expiresAt: BigInt(now + 7 * DAY_MS),
      },
    });
    return token;
  });
}
