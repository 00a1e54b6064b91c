import { randomBytes } from "node:crypto";
import { hashPassword } from "../access/password";
import { ROLES, type Role } from "../access/permissions";
import type { ProtectionLevel } from "../explain/decision";
import type { Prisma } from "../generated/prisma/client";
import { insertInput } from "../inputs/insert-input";
import { createOrganization, createWorkspaceRows } from "../settings/create-organization";
import { DAY } from "./customer";
import type { DemoFile, DemoInput } from "./demo-file";
import { PEOPLE } from "./people";
import type { InputName } from "./send";

/** Kestrel & Finch: outdoor clothing and slow journeys. Invented. */
const COMPANY = "Kestrel & Finch";
const PARTNER = "Pouncer";

type WorkspaceName = "shop" | "journeys" | "lab";
const WORKSPACES: readonly { readonly name: WorkspaceName; readonly title: string; readonly timeZone: string }[] = [
  { name: "shop", title: "Kestrel Shop", timeZone: "Europe/Amsterdam" },
  { name: "journeys", title: "Finch Journeys", timeZone: "Europe/Amsterdam" },
  { name: "lab", title: "Loyalty Lab", timeZone: "UTC" },
];

type InputPlan = {
  readonly name: InputName;
  readonly workspace: WorkspaceName;
  readonly title: string;
  readonly kind: string;
  readonly level?: ProtectionLevel;
  readonly partner?: string;
  readonly actAs?: string;
};

const INPUTS: readonly InputPlan[] = [
  { name: "web", workspace: "shop", title: "Web", kind: "web" },
  { name: "ios", workspace: "shop", title: "iOS", kind: "ios" },
  { name: "android", workspace: "shop", title: "Android", kind: "android" },
  { name: "till", workspace: "shop", title: "Store tills", kind: "custom_feed", level: "create_and_update" },
  { name: "crm", workspace: "shop", title: "CRM sync", kind: "custom_feed", level: "update_only" },
  { name: "wifi", workspace: "shop", title: "Store Wi-Fi (trial)", kind: "custom_feed", level: "read_only" },
  { name: "pouncer", workspace: "shop", title: "Pouncer Loyalty", kind: "partner_feed", partner: PARTNER },
  { name: "upload", workspace: "shop", title: "Monthly customer file", kind: "csv_feed" },
  { name: "journeysWeb", workspace: "journeys", title: "Web", kind: "web" },
  { name: "journeysIos", workspace: "journeys", title: "iOS", kind: "ios" },
  { name: "booking", workspace: "journeys", title: "Booking engine", kind: "custom_feed" },
  { name: "reviews", workspace: "journeys", title: "Wayfarer Reviews", kind: "partner_feed", partner: "Wayfarer" },
  { name: "labWeb", workspace: "lab", title: "Web", kind: "web" },
  { name: "labFeed", workspace: "lab", title: "Survey results", kind: "custom_feed" },
];

/** Names of the members, one per role. */
const MEMBERS: Readonly<Record<Role, string>> = {
  Admin: "Marit Greylag",
  "Admin & Compliance": "Joost Corncrake",
  "Support Access": "Sena Wheatear",
  Compliance: "Otto Shrike",
  User: "Petra Crossbill",
  Marketer: "Mo Twite",
  QA: "Quinn Dabchick",
  "Read Only": "Rhea Snipe",
  "Audiences Only": "Abel Ruffe",
};

/** Key of each input, by which `ingest` finds its rules. */
export function inputKeys({ workspaces }: DemoFile): ReadonlyMap<InputName, string> {
  const titles = new Map(WORKSPACES.map(({ name, title }) => [name, title]));
  return new Map(
    INPUTS.flatMap(({ name, workspace, title }): [InputName, string][] => {
      const inputs = workspaces.find((one) => one.name === titles.get(workspace))?.inputs;
      const key = inputs?.find((input) => input.name === title)?.key;
      return key === undefined ? [] : [[name, key]];
    }),
  );
}

/** The rows of the company: workspaces, inputs, privacy settings, members, one API credential. Secrets are random. */
export async function createCompany(tx: Prisma.TransactionClient, now: number, url: string): Promise<DemoFile> {
  const createdAt = now - 62 * DAY;
  const { orgId, accountId } = await createOrganization(tx, { name: COMPANY, accountName: COMPANY, now: createdAt });
  const workspaces = await createWorkspaces(tx, { orgId, accountId }, createdAt);
  await setPrivacy(tx, accountId, workspaces, createdAt);
  const byWorkspace = new Map<WorkspaceName, DemoInput[]>(WORKSPACES.map(({ name }) => [name, []]));
  for (const plan of INPUTS) {
    const { title, kind, level, partner, actAs } = plan;
    const workspaceId = workspaces[plan.workspace];
    const made = await insertInput(tx, {
      workspaceId,
      name: title,
      kind,
      protectionLevel: level,
      partner,
      actAs,
      now: createdAt,
    });
    const protectionLevel = kind.endsWith("_feed") ? (level ?? "create_and_update") : null;
    byWorkspace
      .get(plan.workspace)
      ?.push({ id: made.id, name: title, kind, key: made.key, secret: made.secret, protectionLevel });
  }
  await saveTesterDevices(tx, accountId, createdAt);
  return {
    url,
    orgId,
    accountId,
    users: await createMembers(tx, accountId, createdAt),
    workspaces: WORKSPACES.map(({ name, title }) => ({
      id: workspaces[name],
      name: title,
      inputs: byWorkspace.get(name) ?? [],
    })),
    apiCredentials: [await createCredential(tx, accountId, Object.values(workspaces), createdAt)],
  };
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
    data: { accountId, name: "Demo scripts", clientId, secretHash, workspaceIds, createdAt: BigInt(now) },
  });
  return { clientId, clientSecret, workspaceIds };
}
