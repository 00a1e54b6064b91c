import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { setIdentitySettings } from "../../tests/identity-settings";
import { send } from "../../tests/send";
import { MASKED } from "../access/masking";
import type { BatchKind } from "../explain/batch-kinds";
import { drain } from "../ingest";
import { findInput } from "../inputs/find-input";
import type { Int64, Mpid } from "../int64";
import { getLiveBatch, readLivePage } from "../live";
import { batchDetail, provenanceOf, timeline } from "../profile";
import { identify, modify } from "./index";

/** What the people's screens show of requests to the identity API. */

const db = await testDatabase();
let org: MadeOrganization;
let workspaceId: number;
let mpid: Mpid;
const EMAILS = ["juno.okafor@example.test", "juno@example.test"] as const;

async function callOf(environment: string, body: Record<string, unknown>) {
  const credential = await findInput(org.inputs.web.key);
  if (!credential) throw new Error("No input has this key.");
  const bytes = Buffer.from(JSON.stringify({ environment, ...body }));
  return { credential, path: "/", receivedAt: Date.now(), body: bytes, byteSize: bytes.length, readOnly: false };
}

async function rowOf(kind: BatchKind, environment: string): Promise<Int64> {
  const [row] = await db.query<{ id: Int64 }>(
    "SELECT id FROM batch WHERE kind = $1 AND environment = $2 AND outcome <> 'rejected' ORDER BY id DESC LIMIT 1",
    [kind, environment],
  );
  if (!row) throw new Error(`There is no ${kind} row.`);
  return row.id;
}

beforeAll(async () => {
  org = await makeOrganization();
  workspaceId = org.workspaces[0].id;
  for (const environment of ["development", "production"]) {
    const ids = { customerid: `juno-${environment}`, email: EMAILS[0], device_application_stamp: "stamp-1" };
    const answer = await identify(
      "login",
      await callOf(environment, { known_identities: ids, request_id: `r-${environment}` }),
    );
    if (answer.status !== "ok" || !answer.identified.mpid) throw new Error(answer.status);
    mpid = answer.identified.mpid;
    const change = { identity_type: "email", old_value: EMAILS[0], new_value: EMAILS[1] };
    await modify(mpid, await callOf(environment, { identity_changes: [change] }));
  }
  await send(org.inputs.web.key, { environment: "development", user_identities: { customer_id: "somebody" } });
  await modify("42", await callOf("development", { identity_changes: [] }));
});
afterAll(async () => {
  await drain();
  await db.close();
});

describe("the Live Stream", () => {
  test("shows requests beside batches, each with its kind and identities", async () => {
    const { rows } = await readLivePage(org.context("QA"), { workspaceId });
    expect(rows.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ["modify", "rejected"],
      ["batch", "created"],
      ["modify", "updated"],
      ["login", "created"],
    ]);
    expect(rows[2]?.identities).toEqual([{ type: "email", value: EMAILS[1] }]);
    expect(rows[3]?.identities[0]).toEqual({ type: "customer_id", value: "juno-development" });
  });

  test.each(["login", "modify", "batch"] as const)("narrows to %s", async (kind) => {
    const { rows } = await readLivePage(org.context("QA"), { workspaceId, kind });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.kind === kind)).toBe(true);
  });
});

describe("a reader of masked values", () => {
  test.each(["login", "modify"] as const)("sees no value of a %s request, and which types it had", async (kind) => {
    const ctx = org.context("QA");
    const batchId = await rowOf(kind, "production");
    const live = await getLiveBatch(ctx, batchId);
    const text = JSON.stringify(live);
    for (const value of [...EMAILS, "juno-production"]) expect(text).not.toContain(value);
    const body = JSON.parse(live.body ?? "null");
    if (kind === "login") expect(body.known_identities).toMatchObject({ customer_id: MASKED, email: MASKED });
    else expect(body.identity_changes).toEqual([{ identity_type: "email", old_value: MASKED, new_value: MASKED }]);
    expect(body.environment).toBe("production");
  });

  test("sees them in plain in development", async () => {
    const live = await getLiveBatch(org.context("QA"), await rowOf("login", "development"));
    expect(live.body).toContain(EMAILS[0]);
  });
});

describe("a person's timeline", () => {
  test("shows the requests at their receipt, with the request and the Decision behind", async () => {
    const ctx = org.context("Admin");
    const page = await timeline(ctx, { workspaceId, mpid, limit: 50 });
    expect(page.items.map(({ batchId }) => page.batches[batchId])).toMatchObject([
      { kind: "modify", identityTypes: ["email"] },
      { kind: "login", identityTypes: ["customer_id", "email", "device_application_stamp"] },
    ]);
    const detail = await batchDetail(ctx, { batchId: await rowOf("login", "production") });
    expect(detail).toMatchObject({ kind: "login", mpid, outcome: "created" });
    expect(JSON.parse(detail.outbound ?? "null")).toMatchObject({
      request_id: "r-production",
      known_identities: { email: EMAILS[0] },
    });
    expect(JSON.parse(detail.decision)).toMatchObject({ endpoint: "login" });
  });

  test("says where an identity came from", async () => {
    const { entries } = await provenanceOf(org.context("Admin"), { workspaceId, mpid, kind: "identity", key: "email" });
    expect(entries.map(({ result, value, before }) => [result, value ?? before])).toEqual([
      ["set", EMAILS[1]],
      ["removed", EMAILS[0]],
      ["set", EMAILS[0]],
    ]);
    expect(entries[0]?.batchId).toBe(await rowOf("modify", "production"));
  });

  test("names the types that a request was about, found or changed, removed or refused alike", async () => {
    const known_identities = { customerid: "types-of-one", email: "types@example.test" };
    const ask = async () => identify("identify", await callOf("production", { known_identities }));
    const [first] = [await ask(), await ask()];
    if (first.status !== "ok" || !first.identified.mpid) throw new Error(first.status);
    const person = first.identified.mpid;
    const gone = { identity_type: "email", old_value: known_identities.email, new_value: null };
    await modify(person, await callOf("production", { identity_changes: [gone] }));
    await setIdentitySettings(org.workspaces[0].identityScopeId, { immutableTypes: ["customer_id"] });
    const other = { identity_type: "customerid", old_value: known_identities.customerid, new_value: "another" };
    await modify(person, await callOf("production", { identity_changes: [other] }));
    const { items, batches } = await timeline(org.context("Admin"), { workspaceId, mpid: person, limit: 50 });
    expect(items.map(({ batchId }) => batches[batchId])).toMatchObject([
      { kind: "modify", outcome: "rejected", identityTypes: ["customer_id"] },
      { kind: "modify", outcome: "updated", identityTypes: ["email"] },
      { kind: "identify", outcome: "updated", identityTypes: ["customer_id", "email"] },
      { kind: "identify", outcome: "created", identityTypes: ["customer_id", "email"] },
    ]);
  });
});
