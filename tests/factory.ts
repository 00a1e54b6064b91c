import type { Context } from "../lib/access/context";
import { ROLES, type Role } from "../lib/access/permissions";
import type { ProtectionLevel } from "../lib/explain/decision";
import { insertInput } from "../lib/inputs/insert-input";
import { prisma } from "../lib/prisma";
import { createOrganization, createWorkspaceRows } from "../lib/settings/create-organization";

export type MadeInput = {
  readonly id: number;
  readonly kind: string;
  readonly key: string;
  readonly secret: string;
  readonly protectionLevel: ProtectionLevel | null;
  /** `Authorization` header of a request from this input. */
  readonly authorization: string;
};
export type MadeWorkspace = { readonly id: number; readonly name: string; readonly identityScopeId: number };
export type InputName = "web" | "ios" | "android" | "custom" | "updateOnly" | "readOnly" | "partner" | "csv";

const INPUTS: Record<InputName, { kind: string; protectionLevel?: ProtectionLevel; partner?: string }> = {
  web: { kind: "web" },
  ios: { kind: "ios" },
  android: { kind: "android" },
  custom: { kind: "custom_feed", protectionLevel: "create_and_update" },
  updateOnly: { kind: "custom_feed", protectionLevel: "update_only" },
  readOnly: { kind: "custom_feed", protectionLevel: "read_only" },
  partner: { kind: "partner_feed", protectionLevel: "create_and_update", partner: "Quillmark" },
  csv: { kind: "csv_feed", protectionLevel: "create_and_update" },
};

export type MadeOrganization = {
  readonly orgId: number;
  readonly accountId: number;
  /** The first two share an identity scope, the third has its own. */
  readonly workspaces: readonly [MadeWorkspace, MadeWorkspace, MadeWorkspace];
  /** Inputs of the first workspace. */
  readonly inputs: Readonly<Record<InputName, MadeInput>>;
  /** One member per role, without a password. */
  readonly members: Readonly<Record<Role, { readonly id: number; readonly email: string }>>;
  /** Who asks, in that role. */
  readonly context: (role: Role) => Context;
  /** One more input, in the first workspace unless told otherwise. */
  readonly addInput: (input: {
    kind: string;
    workspaceId?: number;
    protectionLevel?: ProtectionLevel;
    partner?: string;
    actAs?: string;
    isDebug?: boolean;
  }) => Promise<MadeInput>;
};

async function makeInput(
  workspaceId: number,
  name: string,
  input: { kind: string; protectionLevel?: ProtectionLevel; partner?: string; actAs?: string; isDebug?: boolean },
): Promise<MadeInput> {
  const made = await insertInput(prisma(), { workspaceId, name, now: Date.now(), ...input });
  const protectionLevel = input.kind.endsWith("_feed") ? (input.protectionLevel ?? "create_and_update") : null;
  const authorization = `Basic ${Buffer.from(`${made.key}:${made.secret}`).toString("base64")}`;
  return { ...made, kind: input.kind, protectionLevel, authorization };
}

let made = 0;

/**
 * An organisation as the demo has it: an account, three workspaces, inputs of each kind, a member per role.
 * Real rows in the database that `testDatabase()` chose; several may be made in one.
 */
export async function makeOrganization(name = `Brightwharf ${++made}`): Promise<MadeOrganization> {
  const now = Date.now();
  const rows = await prisma().$transaction(async (tx) => {
    const owner = await createOrganization(tx, { name, accountName: name, now });
    const first = await createWorkspaceRows(tx, { ...owner, name: "Storefront", now });
    const { identityScopeId } = first;
    const second = await createWorkspaceRows(tx, { ...owner, name: "Loyalty", identityScopeId, now });
    const third = await createWorkspaceRows(tx, { ...owner, name: "Sandbox", now });
    const members = {} as Record<Role, { id: number; email: string }>;
    for (const role of ROLES) {
      const email = `${role.toLowerCase().replace(/[^a-z]+/g, ".")}.${owner.accountId}@example.test`;
      const member = await tx.member.create({
        data: {
          email,
          name: `${role} of ${name}`,
          createdAt: BigInt(now),
          memberships: { create: { accountId: owner.accountId, role, createdAt: BigInt(now) } },
        },
      });
      members[role] = { id: member.id, email };
    }
    const named = (made: typeof first, workspaceName: string): MadeWorkspace => ({
      id: made.workspaceId,
      name: workspaceName,
      identityScopeId: made.identityScopeId,
    });
    const workspaces: [MadeWorkspace, MadeWorkspace, MadeWorkspace] = [
      named(first, "Storefront"),
      named(second, "Loyalty"),
      named(third, "Sandbox"),
    ];
    return { ...owner, workspaces, members };
  });
  const workspaceId = rows.workspaces[0].id;
  const inputs = {} as Record<InputName, MadeInput>;
  for (const [inputName, input] of Object.entries(INPUTS) as [InputName, (typeof INPUTS)[InputName]][]) {
    inputs[inputName] = await makeInput(workspaceId, inputName, input);
  }
  return {
    ...rows,
    inputs,
    context: (role) => ({
      member: { ...rows.members[role], name: `${role} of ${name}`, theme: "system", timeZone: "utc" },
      orgId: rows.orgId,
      accountId: rows.accountId,
      accountName: name,
      role,
      workspaces: rows.workspaces.map((workspace) => ({ ...workspace, timeZone: "UTC" })),
      requestId: "test",
    }),
    addInput: (input) => makeInput(input.workspaceId ?? workspaceId, input.kind, input),
  };
}
