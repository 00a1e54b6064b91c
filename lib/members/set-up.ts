import { z } from "zod";
import { createMember } from "../access/create-member";
import { hashPassword } from "../access/password";
import { hashToken } from "../access/tokens";
import { query } from "../db";
import { CodedError } from "../errors";
import { parseInput } from "../parse-input";
import { prisma } from "../prisma";
import { createOrganization, createWorkspaceRows } from "../settings/create-organization";
import { emailField, nameField, passwordField } from "./member-fields";

export const setUpSchema = z.object({
  token: z.string().trim().max(200),
  organization: nameField,
  workspace: nameField,
  name: nameField,
  email: emailField,
  password: passwordField,
});
export type SetUpInput = z.input<typeof setUpSchema>;

/** True until the first member exists. */
export async function needsSetUp(): Promise<boolean> {
  const [row] = await query<{ empty: boolean }>("SELECT NOT EXISTS (SELECT FROM member) AS empty");
  return row?.empty ?? false;
}

/**
 * Makes the organisation, its first workspace and the first Admin, by the token that the console printed; works
 * once. Throws `forbidden` for a wrong token, `conflict` when it is done already.
 */
export async function setUp(input: SetUpInput): Promise<{ readonly email: string }> {
  const { token, organization, workspace, name, email, password } = parseInput(setUpSchema, input);
  const passwordHash = await hashPassword(password);
  const now = Date.now();
  return await prisma().$transaction(async (tx) => {
    const used = await tx.oneTimeToken.updateMany({
      where: { hash: hashToken(token), kind: "setup", usedAt: null, expiresAt: { gt: BigInt(now) } },
      data: { usedAt: BigInt(now) },
    });
    if (used.count !== 1) {
      throw new CodedError("forbidden", "This is not the token that the console printed, or it was used already.", {
        field: "token",
      });
    }
    if ((await tx.member.count()) > 0) throw new CodedError("conflict", "This installation is set up already.");
    const owner = await createOrganization(tx, { name: organization, accountName: organization, now });
    await createWorkspaceRows(tx, { ...owner, name: workspace, now });
    await createMember(tx, { email, name, passwordHash, role: "Admin", accountId: owner.accountId });
    return { email };
  });
}
