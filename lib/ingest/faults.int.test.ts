import { inflateSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { openGate } from "../../tests/gate";
import { answerTo, peopleOf, send, storedBatch } from "../../tests/send";
import { acceptedOf, startSender } from "../../tests/sender";
import { drain, openWriter } from "./index";

const db = await testDatabase();
const gate = await openGate(db.url);
process.env.DATABASE_URL = gate.url;
let org: MadeOrganization;
beforeAll(async () => {
  org = await makeOrganization();
});
afterAll(async () => {
  await drain();
  await db.close();
  await gate.shut();
});
afterEach(async () => {
  await db.query("DROP TRIGGER IF EXISTS fault ON profile; DROP TRIGGER IF EXISTS fault ON batch");
});

const customer = (value: string, more = {}) => ({ user_identities: { customer_id: value }, ...more });
const UNAVAILABLE = { code: "database_unavailable", details: { retryAfterSeconds: 1 } };

/** The database refuses rows with this SQLSTATE as long as the condition over NEW holds. */
async function refuse(table: "profile" | "batch", condition: string, sqlstate: string): Promise<void> {
  await db.query(
    `CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN IF ${condition} THEN RAISE EXCEPTION 'fault' USING ERRCODE = '${sqlstate}'; END IF; RETURN NEW; END $$;
     CREATE TRIGGER fault BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION fault()`,
  );
}

const batchCount = async () => (await db.query<{ n: number }>("SELECT count(*)::int AS n FROM batch"))[0]?.n ?? 0;

describe("a batch that the database refuses", () => {
  test.each(["22P05", "23514", "P0001"])(
    "with %s is stored as rejected, once, with its bytes; the others of its request are stored",
    async (state) => {
      await refuse("profile", "NEW.identities LIKE '%poison%'", state);
      const before = await batchCount();
      const answer = await answerTo(org.inputs.web.key, [
        customer(`before-${state}`),
        customer(`poison-${state}`, { source_request_id: `poison-${state}` }),
        customer(`after-${state}`),
      ]);
      expect(answer).toMatchObject({
        status: "accepted",
        batches: [{ outcome: "created" }, { outcome: "rejected", mpid: null }, { outcome: "created" }],
      });
      expect(await batchCount()).toBe(before + 3);
      const [, poison] = answer.status === "accepted" ? answer.batches : [];
      if (!poison) throw new Error("not stored");
      const batch = await storedBatch(db, poison.id);
      expect(batch).toMatchObject({
        body: null,
        environment: "production",
        decision: { reasons: [{ code: "poison_batch", params: { sqlstate: state } }] },
      });
      const [raw] = await db.query<{ body: Buffer }>("SELECT body FROM raw_request WHERE id = $1", [batch.request_id]);
      expect(raw && inflateSync(raw.body).toString()).toContain(`poison-${state}`);
      expect(await db.query("SELECT 1 FROM identity WHERE value = $1", [`poison-${state}`])).toEqual([]);

      await db.query("DROP TRIGGER fault ON profile");
      const mended = customer(`poison-${state}`, { source_request_id: `poison-${state}` });
      expect(await send(org.inputs.web.key, mended)).toMatchObject([{ outcome: "created" }]);
      expect(await send(org.inputs.web.key, mended)).toMatchObject([{ outcome: "duplicate" }]);
    },
  );

  test("alone is a bad request, with a row that says so", async () => {
    await refuse("profile", "NEW.identities LIKE '%poison%'", "22P05");
    const answer = await answerTo(org.inputs.web.key, customer("poison-alone"));
    expect(answer).toMatchObject({
      status: "bad_request",
      messages: [expect.any(String)],
      batches: [{ outcome: "rejected" }],
    });
  });

  test("harms none of the requests that wait with it", async () => {
    await refuse("profile", "NEW.identities LIKE '%poison%'", "23514");
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        answerTo(org.inputs.web.key, customer(i % 10 === 3 ? `poison-${i}` : `sound-${i}`)),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      answers.map((_, i) => (i % 10 === 3 ? "bad_request" : "accepted")),
    );
    expect(await db.query("SELECT count(*)::int AS n FROM identity WHERE value LIKE 'sound-%'")).toEqual([{ n: 36 }]);
  });
});

describe("a full disk", () => {
  test("fails the request whole, and the next one works", async () => {
    await refuse("batch", "NEW.body LIKE '%no-room%'", "53100");
    const before = { people: await peopleOf(db), batches: await batchCount() };
    const full = answerTo(org.inputs.web.key, [customer("room"), customer("no-room"), customer("more-room")]);
    await expect(full).rejects.toMatchObject(UNAVAILABLE);
    expect({ people: await peopleOf(db), batches: await batchCount() }).toEqual(before);
    expect(await send(org.inputs.web.key, customer("room"))).toMatchObject([{ outcome: "created" }]);
  });
});

describe("a lost race", () => {
  test.each(["40P01", "40001", "55P03"])("%s is tried again and not seen by the sender", async (state) => {
    await db.query("DROP SEQUENCE IF EXISTS tries; CREATE SEQUENCE tries");
    await refuse("profile", "nextval('tries') <= 2", state);
    expect(await send(org.inputs.web.key, customer(`race-${state}`))).toMatchObject([{ outcome: "created" }]);
    expect(await db.query("SELECT count(*)::int AS n FROM identity WHERE value = $1", [`race-${state}`])).toEqual([
      { n: 1 },
    ]);
  });

  test("that never ends is unavailable, not for ever busy", async () => {
    await refuse("profile", "true", "40P01");
    await expect(answerTo(org.inputs.web.key, customer("for-ever"))).rejects.toMatchObject(UNAVAILABLE);
  });
});

describe("a database that goes away", () => {
  test("is unavailable while it is gone, and works again without a restart", async () => {
    await send(org.inputs.web.key, customer("before-the-fall"));
    await gate.shut();
    for (let i = 0; i < 3; i += 1) {
      await expect(answerTo(org.inputs.web.key, customer(`gone-${i}`))).rejects.toMatchObject(UNAVAILABLE);
    }
    await gate.open();
    expect(await send(org.inputs.web.key, customer("after-the-fall"))).toMatchObject([{ outcome: "created" }]);
    expect(await db.query("SELECT 1 FROM identity WHERE value LIKE 'gone-%'")).toEqual([]);
  });

  test("in the middle of many requests answers each of them, one way or the other", async () => {
    const answers = Promise.allSettled(
      Array.from({ length: 300 }, (_, i) =>
        answerTo(org.inputs.web.key, customer(`storm-${i}`, { source_request_id: `storm-${i}` })),
      ),
    );
    await gate.shut();
    await gate.open();
    for (const [i, answer] of (await answers).entries()) {
      if (answer.status === "rejected") expect(answer.reason).toMatchObject(UNAVAILABLE);
      else expect(await db.query("SELECT 1 FROM identity WHERE value = $1", [`storm-${i}`])).toHaveLength(1);
    }
    const again = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        send(org.inputs.web.key, customer(`storm-${i}`, { source_request_id: `storm-${i}` })),
      ),
    );
    expect(again.flat().filter(({ outcome }) => outcome !== "duplicate" && outcome !== "created")).toEqual([]);
    expect(await db.query("SELECT count(*)::int AS n FROM identity WHERE value LIKE 'storm-%'")).toEqual([{ n: 300 }]);
  });

  test("without a word is given up after a while, also for the goodbye", async () => {
    const writer = await openWriter(300);
    const ping = { name: "ping", text: "SELECT 1 AS one", values: [] };
    expect(await writer.fly([ping])).toEqual([{ command: "SELECT", rows: [{ one: 1 }] }]);
    gate.freezeLast();
    await expect(Promise.all([writer.fly([ping]), writer.fly([ping])])).rejects.toThrow();
    expect(writer.broken()).toBe(true);
    await writer.close();
    const other = await openWriter(300);
    gate.freezeLast();
    await other.close();
  });

  test("cuts idle connections, which are replaced", async () => {
    await send(org.inputs.web.key, customer("idle"));
    await db.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ingest' AND datname = current_database()",
    );
    const answers = await Promise.allSettled([
      answerTo(org.inputs.web.key, customer("idle")),
      answerTo(org.inputs.web.key, customer("idle")),
    ]);
    for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toMatchObject(UNAVAILABLE);
    expect(await send(org.inputs.web.key, customer("idle"))).toMatchObject([{ outcome: "updated" }]);
  });
});

describe("a process that is killed in the middle of ingest", () => {
  test("has stored every batch that it acknowledged, once; sent again, none is doubled", async () => {
    const keys = [org.inputs.android.key];
    const task = { keys, name: "killed", concurrency: 16, bulk: 6, people: 30, until: Date.now() + 60_000 };
    const sender = startSender(task);
    await sender.accepted(300);
    sender.child.kill("SIGKILL");
    await sender.ended;
    const acknowledged = [...acceptedOf(sender).keys()];
    const stored = async () =>
      (
        await db.query<{ id: string }>(
          "SELECT body::jsonb->>'source_request_id' AS id FROM batch WHERE input_id = $1 AND outcome <> 'duplicate'",
          [org.inputs.android.id],
        )
      ).map(({ id }) => id);
    const first = await stored();
    expect(new Set(first).size).toBe(first.length);
    expect(acknowledged.filter((id) => !first.includes(id))).toEqual([]);

    const all = Array.from({ length: first.length + 200 }, (_, i) => `killed-${i + 1}`);
    for (let i = 0; i < all.length; i += 100) {
      await send(
        org.inputs.android.key,
        all.slice(i, i + 100).map((id) => customer("killed", { source_request_id: id })),
      );
    }
    const last = await stored();
    expect(new Set(last).size).toBe(last.length);
    expect(all.filter((id) => !last.includes(id))).toEqual([]);
    const [numbers] = await db.query(
      `SELECT count(*) = max(b.seq) AND max(b.seq) = max(c.seq) AS sound
       FROM batch b JOIN workspace_counter c USING (workspace_id) WHERE workspace_id = $1`,
      [org.workspaces[0].id],
    );
    expect(numbers).toEqual({ sound: true });
  });
});
