import { randomBytes } from "node:crypto";
import { hashPassword } from "../access/password";
import { ROLES } from "../access/permissions";
import type { Prisma } from "../generated/prisma/client";
import { insertInput } from "../inputs/insert-input";
import { kindOf } from "../inputs/kinds";
import { createOrganization, createWorkspaceRows } from "../settings/create-organization";
import { writeFeedHistory } from "./audit";
import { COMPANY, INPUTS, MEMBERS, PARTNER, WORKSPACES, type WorkspaceName } from "./company-plan";
import { DAY } from "./customer";
import type { DemoFile, DemoInput } from "./demo-file";
import { MEMBERSHIP } from "./membership";
import { PEOPLE } from "./people";

/** The rows of the company: workspaces, inputs, privacy settings, members, one API credential. Secrets are random. */
export async function createCompany(tx: Prisma.TransactionClient, now: number, url: string): Promise<DemoFile> {
  const createdAt = now - 62 * DAY;
  const { orgId, accountId } = await createOrganization(tx, { name: COMPANY, accountName: COMPANY, now: createdAt });
  const workspaces = await createWorkspaces(tx, { orgId, accountId }, createdAt);
  await setPrivacy(tx, accountId, workspaces, createdAt);
  await tx.accountAttribute.create({ data: { accountId, ...MEMBERSHIP, createdAt: BigInt(createdAt) } });
  const users = await createMembers(tx, accountId, createdAt);
  const inputs = new Map<WorkspaceName, DemoInput[]>();
  for (const { name } of WORKSPACES) inputs.set(name, await createInputs(tx, name, workspaces[name], createdAt));
  const feeds = WORKSPACES.flatMap(({ name }) =>
    (inputs.get(name) ?? []).flatMap(({ id, name: title, kind, protectionLevel }) =>
      protectionLevel ? [{ id, workspaceId: workspaces[name], name: title, kind, protectionLevel }] : [],
    ),
  );
  await writeFeedHistory(tx, accountId, feeds, createdAt);
  await saveTesterDevices(tx, accountId, createdAt);
  return {
    url,
    orgId,
    accountId,
    users,
    workspaces: WORKSPACES.map(({ name, title }) => ({
      id: workspaces[name],
      name: title,
      inputs: inputs.get(name) ?? [],
    })),
    apiCredentials: [await createCredential(tx, accountId, Object.values(workspaces), createdAt)],
  };
}

async function createInputs(
  tx: Prisma.TransactionClient,
  workspace: WorkspaceName,
  workspaceId: number,
  now: number,
): Promise<DemoInput[]> {
  const made: DemoInput[] = [];
  for (const { title: name, kind, level, partner } of INPUTS.filter((plan) => plan.workspace === workspace)) {
    const isFeed = kindOf(kind).group === "feed";
    const { id, key, secret } = await insertInput(tx, {
      workspaceId,
      name,
      kind,
      protectionLevel: level,
      partner,
      now,
    });
    made.push({ id, name, kind, key, secret, protectionLevel: isFeed ? (level ?? "create_and_update") : null });
  }
  return made;
}

async function createWorkspaces(
  tx: Prisma.TransactionClient,
  owner: { orgId: number; accountId: number },
  now: number,
): Promise<Record<WorkspaceName, number>> {
  const [shop, journeys, lab] = WORKSPACES;
  if (!shop || !journeys || !lab) throw new Error("The demo has three workspaces.");
  const first = await createWorkspaceRows(tx, { ...owner, name: shop.title, timeZone: shop.timeZone, now });
  const { identityScopeId } = first;
  const second = await createWorkspaceRows(tx, {
    ...owner,
    name: journeys.title,
    timeZone: journeys.timeZone,
    identityScopeId,
    now,
  });
  const third = await createWorkspaceRows(tx, { ...owner, name: lab.title, timeZone: lab.timeZone, now });
  return { shop: first.workspaceId, journeys: second.workspaceId, lab: third.workspaceId };
}

async function setPrivacy(
  tx: Prisma.TransactionClient,
  accountId: number,
  { shop, journeys }: Record<WorkspaceName, number>,
  now: number,
): Promise<void> {
  const createdAt = BigInt(now);
  await tx.workspace.updateMany({
    where: { id: { in: [shop, journeys] } },
    data: { gdprEnabled: true, ccpaEnabled: true },
  });
  await tx.gdprPurpose.createMany({
    data: [shop, journeys].flatMap((workspaceId) =>
      ["advertising", "analytics", "email_marketing"].map((purpose) => ({ workspaceId, purpose, createdAt })),
    ),
  });
  await tx.partnerIdentity.createMany({
    data: [
      { accountId, name: "pouncer_member", partner: PARTNER, createdAt },
      { accountId, name: "wayfarer_author", partner: "Wayfarer", createdAt },
    ],
  });
}

/** The tester's devices, by the ids that the Live Stream's filter goes by. */
async function saveTesterDevices(tx: Prisma.TransactionClient, accountId: number, now: number): Promise<void> {
  const createdAt = BigInt(now);
  await tx.savedDevice.createMany({
    data: PEOPLE.quill.devices.map(({ kind, das, vendorId, advertisingId, limitAdTracking }) => ({
      accountId,
      platform: kind === "ios" ? "iOS" : "web",
      deviceId: kind === "ios" ? (limitAdTracking ? vendorId : advertisingId) : das,
      name: kind === "ios" ? "Quill's phone" : "Quill's browser",
      createdAt,
    })),
  });
}

const newPassword = () => randomBytes(12).toString("base64url");

async function createMembers(tx: Prisma.TransactionClient, accountId: number, now: number): Promise<DemoFile["users"]> {
  const createdAt = BigInt(now);
  const users = [];
  for (const role of ROLES) {
    const name = MEMBERS[role];
    const email = `${name.toLowerCase().replace(" ", ".")}@kestrelfinch.example`;
    const password = newPassword();
    const passwordHash = await hashPassword(password);
    await tx.member.create({
      data: { name, email, passwordHash, createdAt, memberships: { create: { accountId, role, createdAt } } },
    });
    users.push({ role, email, password });
  }
  return users;
}

async function createCredential(
  tx: Prisma.TransactionClient,
  accountId: number,
  workspaceIds: number[],
  now: number,
): Promise<DemoFile["apiCredentials"][number]> {
  const clientId = randomBytes(16).toString("hex");
  const clientSecret = randomBytes(32).toString("base64url");
  const secretHash = await hashPassword(clientSecret);
  await tx.apiCredential.create({
    data: {
      accountId,
      name: "Demo scripts",
      clientId,
      secretHash,
      apis: ["profile", "account_attributes"],
      workspaceIds,
      createdAt: BigInt(now),
    },
  });
  return { clientId, clientSecret, workspaceIds };
}
