// Fills the empty, migrated database of DATABASE_URL for the bench and prints what a run has to know, as JSON.
import pg from "pg";
import { closeDatabase } from "../../lib/db";
import { insertInput, type KeyPair } from "../../lib/inputs/insert-input";
import { ensurePartitions } from "../../lib/jobs/partitions";
import { prisma } from "../../lib/prisma";
import { createOrganization, createWorkspaceRows } from "../../lib/settings/create-organization";
import { datasetStatements, PAST_MS } from "./dataset";

/** What a run has to know of its database. */
export type Fixture = {
  readonly orgId: number;
  readonly accountId: number;
  readonly workspaceId: number;
  readonly scopeId: number;
  readonly memberId: number;
  readonly inputId: number;
  /** `Authorization` header of the feed that the load comes from. */
  readonly authorization: string;
  /** The same of a web input: identity requests want platform credentials. */
  readonly platformAuthorization: string;
  readonly profiles: number;
};

const DAY_MS = 86_400_000;

const basic = ({ key, secret }: KeyPair) => `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`;

async function makeOrganization() {
  const now = Date.now();
  return prisma().$transaction(async (tx) => {
    const owner = await createOrganization(tx, {
      name: "Larkhaven Outfitters",
      accountName: "Larkhaven Outfitters",
      now,
    });
    const { workspaceId, identityScopeId } = await createWorkspaceRows(tx, { ...owner, name: "Storefront", now });
    const input = await insertInput(tx, { workspaceId, kind: "custom_feed", name: "Till", now });
    const web = await insertInput(tx, { workspaceId, kind: "web", name: "Shop", now });
    const member = await tx.member.create({
      data: {
        email: "admin@larkhaven.example",
        name: "Tamsin Oakenfold",
        createdAt: BigInt(now),
        memberships: { create: { accountId: owner.accountId, role: "Admin", createdAt: BigInt(now) } },
      },
    });
    return {
      ...owner,
      workspaceId,
      scopeId: identityScopeId,
      memberId: member.id,
      inputId: input.id,
      authorization: basic(input),
      platformAuthorization: basic(web),
    };
  });
}

async function fill(url: string, profiles: number): Promise<Fixture> {
  const now = Date.now();
  await ensurePartitions(now - PAST_MS - DAY_MS, now + 62 * DAY_MS);
  const made = await makeOrganization();
  await closeDatabase();
  const client = new pg.Client({ connectionString: url, application_name: "bench" });
  await client.connect();
  try {
    await client.query("SET synchronous_commit = off; SET work_mem = '256MB'");
    for (const [what, sql] of datasetStatements({ ...made, profiles, now })) {
      const started = Date.now();
      await client.query(sql);
      process.stderr.write(`  ${what}: ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
    }
    await client.query("VACUUM (FREEZE, ANALYZE)");
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
  return { ...made, profiles };
}

const { DATABASE_URL = "" } = process.env;
process.stdout.write(JSON.stringify(await fill(DATABASE_URL, Number(process.argv[2]))));
