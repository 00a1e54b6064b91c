import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { verifyPassword } from "../access/password";
import { ROLES } from "../access/permissions";
import { OUTCOMES } from "../explain/decision";
import { findInput, secretMatches } from "../inputs/find-input";
import { type DemoFile, readDemoFile } from "./demo-file";
import { PEOPLE } from "./people";
import { seedDemo } from "./seed";

const db = await testDatabase();
let dataDir: string;
let file: DemoFile;
const now = Date.now();
const options = () => ({ now, dataDir, url: "http://127.0.0.1:3999", customers: 60, report: () => {} });

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "demo-"));
  file = await seedDemo(options());
});
afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
  await db.close();
});

describe("the demo seed", () => {
  test("writes demo.json for its owner only", async () => {
    expect(await readDemoFile(dataDir)).toEqual(file);
    expect((await stat(path.join(dataDir, "demo.json"))).mode & 0o777).toBe(0o600);
  });

  test("has the inputs that scripts rely on", async () => {
    const [shop, journeys, lab] = file.workspaces;
    expect(shop?.inputs.map(({ kind, protectionLevel }) => [kind, protectionLevel])).toEqual([
      ["web", null],
      ["ios", null],
      ["android", null],
      ["custom_feed", "create_and_update"],
      ["custom_feed", "update_only"],
      ["custom_feed", "read_only"],
      ["partner_feed", "create_and_update"],
      ["csv_feed", "create_and_update"],
    ]);
    const scopes = await db.query<{ id: number; scope: number }>(
      "SELECT id, identity_scope_id AS scope FROM workspace ORDER BY id",
    );
    expect(scopes.map(({ id }) => id)).toEqual([shop?.id, journeys?.id, lab?.id]);
    expect(scopes[0]?.scope).toBe(scopes[1]?.scope);
    expect(scopes[0]?.scope).not.toBe(scopes[2]?.scope);
    for (const { key, secret } of file.workspaces.flatMap(({ inputs }) => inputs)) {
      const credential = await findInput(key);
      expect(credential && secretMatches(credential, secret)).toBe(true);
    }
  });

  test("has a member per role, with the password of the file", async () => {
    const members = await db.query<{ role: string; email: string; hash: string }>(
      `SELECT s.role, m.email, m.password_hash AS hash FROM member m JOIN membership s ON s.member_id = m.id ORDER BY m.id`,
    );
    expect(members.map(({ role }) => role)).toEqual([...ROLES]);
    expect(file.users.map(({ email }) => email)).toEqual(members.map(({ email }) => email));
    const [admin] = members;
    expect(await verifyPassword(admin?.hash ?? "", file.users[0]?.password ?? "")).toBe(true);
  });

  test("shows every outcome of a batch, in rows without a gap", async () => {
    const outcomes = await db.query<{ outcome: string }>("SELECT DISTINCT outcome FROM batch");
    // The one alias of the demo is executed.
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(
      OUTCOMES.filter((outcome) => outcome !== "skipped").sort(),
    );
    const counted = await db.query<{ first: number; last: number; rows: number; misplaced: boolean }>(
      `SELECT min(seq)::int AS first, max(seq)::int AS last, count(*)::int AS rows,
              EXISTS (SELECT FROM batch_default) AS misplaced FROM batch GROUP BY workspace_id`,
    );
    expect(counted.every(({ first, last, rows, misplaced }) => first === 1 && last === rows && !misplaced)).toBe(true);
  });

  test.each(Object.values(PEOPLE))(
    "knows $firstName $lastName by customer ID and e-mail as one profile",
    async (person) => {
      const rows = await db.query<{ mpid: string }>(
        "SELECT DISTINCT mpid FROM identity WHERE value = ANY($1) AND type IN ('customer_id', 'email') AND scope_id = (SELECT min(id) FROM identity_scope)",
        [[person.customerId, person.email]],
      );
      expect(rows).toHaveLength(1);
    },
  );

  test("tells who chose the levels of the feeds, and why one was lowered", async () => {
    const rows = await db.query<{ action: string; target: string; reason: string | null }>(
      "SELECT action, target_name AS target, reason FROM audit_log WHERE actor = 'Marit Greylag' ORDER BY at, id",
    );
    expect(rows.filter(({ action }) => action === "input.create")).toHaveLength(8);
    expect(rows.at(-1)).toMatchObject({ action: "input.protection.update", target: "CRM sync" });
    expect(rows.at(-1)?.reason).toMatch(/never visited/);
  });

  test("saves the tester's devices, which the stream then finds", async () => {
    const found = await db.query(
      `SELECT d.name FROM saved_device d WHERE EXISTS (SELECT FROM batch b WHERE b.device_id = d.device_id) ORDER BY d.id`,
    );
    expect(found).toEqual([{ name: "Quill's phone" }, { name: "Quill's browser" }]);
  });

  test("tells the stories: a conversion, a blocked partner, about 5,000 events", async () => {
    const of = async (customerId: string) =>
      (
        await db.query<{ mpid: string }>(
          "SELECT mpid FROM identity WHERE type = 'customer_id' AND value = $1 ORDER BY scope_id",
          [customerId],
        )
      )[0]?.mpid;
    const [bram] = await db.query<{ first: number; known: number }>(
      `SELECT first_seen::float8 AS first, (identities::json -> 'customer_id' -> 0 ->> 'f')::float8 AS known FROM profile WHERE mpid = $1`,
      [await of(PEOPLE.bram.customerId)],
    );
    expect((bram?.known ?? 0) - (bram?.first ?? 0)).toBeGreaterThan(5 * 86_400_000);
    const ada = await db.query<{ key: string; value: string }>(
      "SELECT key, value FROM user_attribute WHERE mpid = $1 AND workspace_id = $2 AND key IN ('$firstname', '$city', 'loyalty_tier') ORDER BY key",
      [await of(PEOPLE.ada.customerId), file.workspaces[0]?.id],
    );
    expect(ada.map(({ value }) => value)).toEqual(['"Amersfoort"', '"Ada"', '"Apex"']);
    const [tariq] = await db.query<{ events: number }>("SELECT count(*)::int AS events FROM event WHERE mpid = $1", [
      await of(PEOPLE.tariq.customerId),
    ]);
    expect(tariq?.events).toBeGreaterThan(4_500);
  });

  const told = async (where: string, values: unknown[]) =>
    (
      await db.query<{ kind: string; outcome: string }>(
        `SELECT kind, outcome FROM batch WHERE ${where} ORDER BY seq`,
        values,
      )
    ).map(({ kind, outcome }) => `${kind} ${outcome}`);

  test("has browsers that name people by the MPID that they were answered", async () => {
    const found = await db.query(
      `SELECT DISTINCT b.decision::json #>> '{identity,by}' AS by
       FROM batch b JOIN raw_request r ON r.id = b.request_id WHERE r.path LIKE '/v3/JS/%' AND b.outcome <> 'duplicate'`,
    );
    expect(found).toEqual([{ by: "mpid" }]);
  });

  test("tells the browser SDK's whole life by one customer, who keeps the MPID", async () => {
    const [das] = PEOPLE.fenna.devices.map((device) => device.das);
    const requests = await db.query<{ kind: string; mpid: string; email: string | null }>(
      `SELECT DISTINCT ON (kind) kind, mpid FROM batch
       WHERE (das = $1 OR mpid = (SELECT mpid FROM identity WHERE type = 'customer_id' AND value = $2)) AND kind <> 'batch'
       ORDER BY kind, seq`,
      [das, PEOPLE.fenna.customerId],
    );
    expect(requests.map(({ kind }) => kind)).toEqual(["identify", "login", "logout", "modify"]);
    const [identified, signedUp, signedOut, modified] = requests.map(({ mpid }) => mpid);
    expect([signedUp, modified]).toEqual([identified, identified]);
    expect(signedOut).not.toBe(identified);
    expect(await db.query("SELECT value FROM identity WHERE mpid = $1 AND type = 'email'", [identified])).toEqual([
      { value: PEOPLE.fenna.email },
    ]);
  });

  test("gives a customer, by an executed alias, what the browser did before", async () => {
    const [das] = PEOPLE.otis.devices.map((device) => device.das);
    expect(await told("kind = 'alias' AND das = $1", [das])).toEqual(["alias scheduled", "alias executed"]);
    const [entry] = await db.query<{
      state: string;
      events: number;
      mine: boolean;
      due: string;
      finished: string;
      days: number;
    }>(
      `SELECT a.state, (SELECT ($2 - first_seen) / 86400000.0 FROM profile WHERE mpid = a.destination_mpid)::float8 AS days, a.due_at AS due, a.finished_at AS finished, d.value = $1 AS mine,
              (SELECT count(*)::int FROM event e WHERE e.mpid = a.source_mpid AND e.event_time BETWEEN a.start_at AND a.end_at) AS events
       FROM alias_request a JOIN identity d ON d.mpid = a.destination_mpid AND d.type = 'customer_id'`,
      [PEOPLE.otis.customerId, now],
    );
    // The tills knew the account two days later.
    expect(entry?.days).toBeGreaterThan(14.9);
    expect(entry).toMatchObject({ state: "executed", mine: true });
    expect(entry?.finished).toBe(entry?.due);
    expect(entry?.events).toBeGreaterThan(20);
  });

  test("shows the tester's logins and the modify that was refused among the last minutes", async () => {
    const rows = await told(
      "environment = 'development' AND kind <> 'batch' AND received_at > $1 AND (das = $2 OR das IS NULL)",
      [now - 60 * 60_000, PEOPLE.quill.devices.find(({ kind }) => kind === "web")?.das],
    );
    expect(rows).toEqual(["identify created", "login updated", "logout created", "login updated", "modify rejected"]);
  });

  test("has an account-level membership of six named people, which the CRM tries to change", async () => {
    const rows = await db.query<{ value: string; set_by: string }>(
      `SELECT v.value, v.set_by FROM account_attribute_value v JOIN identity i USING (mpid)
       WHERE v.key = 'membership' AND i.type = 'customer_id' ORDER BY i.value`,
    );
    expect(rows[0]).toEqual({ value: '"Founding member"', set_by: "Joost Corncrake" });
    expect(rows.map(({ set_by }) => set_by).slice(1)).toEqual(Array(5).fill("API credential Demo scripts"));
    const [ada] = await db.query<{ own: string; blocked: number }>(
      `SELECT a.value AS own, (SELECT count(*)::int FROM batch b WHERE b.mpid = a.mpid AND b.refused
                                 AND b.decision LIKE '%"key":"membership"%"storedTier":2%') AS blocked
       FROM user_attribute a WHERE a.key = 'membership'`,
    );
    expect(ada).toEqual({ own: '"Trial, ends in spring"', blocked: 1 });
  });

  test("refuses a database that holds an organisation, and leaves it and the file alone", async () => {
    await expect(seedDemo(options())).rejects.toMatchObject({ code: "conflict" });
    expect(await db.query("SELECT count(*)::int AS n FROM organization")).toEqual([{ n: 1 }]);
    expect(await readDemoFile(dataDir)).toEqual(file);
  });
});
