import { setImmediate, setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { requestOf } from "../../tests/call";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { advisoryLocks } from "../../tests/locks";
import { answerTo, customEvent, send, sendBytes, sendOne, storedBatch } from "../../tests/send";
import { drain, ingest, openWriter, type Writer } from "./index";
import { ingestQueue } from "./queue";

const db = await testDatabase();
const writer = await openWriter();
let org: MadeOrganization;
beforeAll(async () => {
  org = await makeOrganization();
});
afterAll(async () => {
  await drain();
  await writer.close();
  await db.close();
});

const customer = (value: string) => ({ user_identities: { customer_id: value } });

/** The same writer, and the names of the statements that ran on it. */
function counting(inner: Writer): { writer: Writer; names: string[] } {
  const names: string[] = [];
  const fly: Writer["fly"] = (statements) => {
    names.push(...statements.map(({ name }) => name));
    return inner.fly(statements);
  };
  return { writer: { ...inner, fly }, names };
}

describe("the statements of a call", () => {
  test("are the same for one batch and for 200 batches of 50 requests", async () => {
    const one = counting(writer);
    await ingest(one.writer, [await requestOf(org.inputs.web.key, [customer("alone")])]);
    const many = counting(writer);
    const requests = Array.from({ length: 50 }, async (_, i) => {
      const input = Object.values(org.inputs)[i % 8];
      const bodies = Array.from({ length: 4 }, (_batch, j) => ({
        user_identities: { customer_id: `many-${(i * 4 + j) % 120}`, email: `m${i}-${j}@example.test` },
        user_attributes: { a: String(i), [`b${j}`]: "x" },
        device_info: { ios_idfv: `V-${i % 9}` },
        source_request_id: `r-${i}-${j}`,
        events: [customEvent(`Event ${j}`), customEvent("Same")],
      }));
      return await requestOf(input?.key ?? "", bodies);
    });
    const result = await ingest(many.writer, await Promise.all(requests));
    expect(result.answers.flatMap((answer) => (answer.stale ? [] : answer.batches))).toHaveLength(200);
    expect(many.names).toEqual(one.names);
    expect(one.names.length).toBeLessThan(15);
  });
});

describe("calls", () => {
  const countsOf = async (ids: readonly string[]) => {
    const rows = await db.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM batch WHERE id = ANY($1) GROUP BY xmin::text ORDER BY n",
      [ids],
    );
    return rows.map(({ n }) => n);
  };

  test("are few for many requests at once: what comes during one goes into the next", async () => {
    await sendOne(org.inputs.web.key, customer("few"));
    const sent = await Promise.all(
      Array.from({ length: 16 }, (_, i) => sendOne(org.inputs.web.key, customer(`few-${i}`))),
    );
    expect((await countsOf(sent.map(({ batchId }) => batchId))).length).toBeLessThanOrEqual(2);
  });

  /** Runs `work` while a call hangs at a person whom somebody else has locked. */
  async function whileOneHangs(name: string, work: () => Promise<void>): Promise<void> {
    const { mpid } = await sendOne(org.inputs.web.key, customer(name));
    const locker = await openWriter();
    await locker.fly([
      { name: "begin", text: "BEGIN", values: [] },
      { name: "hold", text: "SELECT pg_advisory_xact_lock($1)", values: [mpid] },
    ]);
    const hanging = sendOne(org.inputs.web.key, customer(name));
    await expect.poll(() => advisoryLocks(db, { granted: false })).toBe(1);
    await work();
    await locker.fly([{ name: "rollback", text: "ROLLBACK", values: [] }]);
    await locker.close();
    expect((await hanging).mpid).toBe(mpid);
  }

  test("stay few beside one that is under way, for a moment", async () => {
    const names = Array.from({ length: 15 }, (_, i) => customer(`meanwhile-${i}`));
    const requests = await Promise.all(names.map((name) => requestOf(org.inputs.web.key, [name])));
    await whileOneHangs("held-1", async () => {
      // The moment's clock stands still while they come, once no earlier moment is left on the real one.
      await wait(50);
      vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
      try {
        const answers = [];
        for (const request of requests) {
          answers.push(ingestQueue.add(request));
          await setImmediate();
        }
        vi.advanceTimersByTime(20);
        const stored = (await Promise.all(answers)).flatMap((answer) => (answer.stale ? [] : answer.batches));
        expect(await countsOf(stored.map(({ id }) => id))).toEqual([15]);
      } finally {
        // The next moment ends, too, before its clock is gone.
        vi.advanceTimersByTime(20);
        vi.useRealTimers();
      }
    });
  });

  test("run side by side once each has enough to do, or when one hangs", () =>
    whileOneHangs("held-2", async () => {
      await send(
        org.inputs.web.key,
        Array.from({ length: 16 }, (_, i) => customer(`beside-${i}`)),
      );
      await sendOne(org.inputs.web.key, customer("alone-beside"));
    }));

  test("on one connection follow each other, also after one that failed", async () => {
    await db.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN IF NEW.identities LIKE '%refused%' THEN RAISE EXCEPTION 'refused'; END IF; RETURN NEW; END $$;
       CREATE TRIGGER refuse BEFORE INSERT ON profile FOR EACH ROW EXECUTE FUNCTION refuse()`,
    );
    const names = ["first", "refused", "third", "third"];
    const requests = await Promise.all(names.map((name) => requestOf(org.inputs.web.key, [customer(`row-${name}`)])));
    const ended = await Promise.allSettled(requests.map((request) => ingest(writer, [request])));
    await db.query("DROP TRIGGER refuse ON profile; DROP FUNCTION refuse()");
    expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    const outcomes = ended.map((end) => (end.status === "fulfilled" ? outcomesOf(end.value) : []));
    expect(outcomes).toEqual([["created"], [], ["created"], ["updated"]]);
    expect(await db.query("SELECT value FROM identity WHERE value LIKE 'row-%' ORDER BY value")).toEqual([
      { value: "row-first" },
      { value: "row-third" },
    ]);
  });
});

const outcomesOf = ({ answers }: Awaited<ReturnType<typeof ingest>>) =>
  answers.flatMap((answer) => (answer.stale ? [] : answer.batches.map(({ outcome }) => outcome)));

describe("a bulk request", () => {
  test("stores what can be read, rejects the rest, and is accepted", async () => {
    const answer = await answerTo(org.inputs.web.key, [
      customer("good-1"),
      { environment: "moon" },
      "no object",
      { ...customer("bad"), events: [{ event_type: "custom_event", data: {} }] },
      customer("good-2"),
    ]);
    expect(answer).toMatchObject({
      status: "accepted",
      batches: [
        { outcome: "created" },
        { outcome: "rejected" },
        { outcome: "rejected" },
        { outcome: "rejected" },
        { outcome: "created" },
      ],
    });
    const ids = answer.status === "accepted" ? answer.batches.map(({ id }) => id) : [];
    const rows = await db.query<{
      request_id: string;
      request_index: number;
      body: string | null;
      environment: string | null;
    }>("SELECT request_id, request_index, body, environment FROM batch WHERE id = ANY($1) ORDER BY request_index", [
      ids,
    ]);
    expect(rows.map((row) => [row.request_index, row.body !== null, row.environment])).toEqual([
      [0, true, "production"],
      [1, false, null],
      [2, false, null],
      [3, false, null],
      [4, true, "production"],
    ]);
    expect(new Set(rows.map((row) => row.request_id)).size).toBe(1);
    expect(await db.query("SELECT count(*)::int AS n FROM raw_request WHERE id = $1", [rows[0]?.request_id])).toEqual([
      { n: 1 },
    ]);
    expect(await db.query("SELECT 1 FROM identity WHERE value = 'bad'")).toEqual([]);
  });

  test("leaves a rejected batch in the environment that it names, or that its input is for", async () => {
    const debug = await org.addInput({ kind: "custom_feed", isDebug: true });
    const wrong = [
      { environment: "development", events: 7 },
      { environment: "production", events: 7 },
      { events: 7 },
      { environment: "production", mpid: "none" },
    ];
    const environmentsFrom = async (key: string) => {
      const answer = await answerTo(key, wrong);
      const ids = answer.status === "bad_request" ? answer.batches.map(({ id }) => id) : [];
      const rows = await db.query<{ environment: string | null }>(
        "SELECT environment FROM batch WHERE id = ANY($1) ORDER BY request_index",
        [ids],
      );
      return rows.map(({ environment }) => environment);
    };
    expect(await environmentsFrom(org.inputs.web.key)).toEqual(["development", "production", null, "production"]);
    expect(await environmentsFrom(debug.key)).toEqual(wrong.map(() => "development"));
  });

  test("is refused when no batch can be read, and leaves a row for each", async () => {
    const answer = await answerTo(org.inputs.web.key, [{ environment: "moon" }, { events: 7 }]);
    expect(answer).toMatchObject({ status: "bad_request", messages: [expect.any(String), expect.any(String)] });
    expect(answer).toMatchObject({ batches: [{ outcome: "rejected" }, { outcome: "rejected" }] });
  });

  test("takes 100 batches and no more", async () => {
    const batches = (count: number) => Array.from({ length: count }, (_, i) => customer(`hundred-${i}`));
    expect(await send(org.inputs.web.key, batches(100))).toHaveLength(100);
    const answer = await answerTo(org.inputs.web.key, batches(101));
    expect(answer).toMatchObject({ status: "bad_request", batches: [{ outcome: "rejected" }] });
    const [row] = answer.status === "bad_request" ? answer.batches : [];
    expect(row && (await storedBatch(db, row.id)).decision.reasons).toEqual([
      { code: "too_many_batches", params: { count: 101 } },
    ]);
  });

  test("counts a rejected batch, and bills none of its events", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    await answerTo(feed.key, [
      { ...customer("billed"), events: [customEvent("A")] },
      { environment: "moon", events: [customEvent("A")] },
    ]);
    expect(
      await db.query("SELECT batches, billable_events, rejected FROM input_hour WHERE input_id = $1", [feed.id]),
    ).toEqual([{ batches: 2, billable_events: 1, rejected: 1 }]);
  });
});

describe("a repeated source_request_id", () => {
  const batch = (id: string, more = {}) => ({
    ...customer("dedupe"),
    source_request_id: id,
    events: [customEvent("Once")],
    ...more,
  });

  test("is ignored from the same input, whatever the batch says", async () => {
    const first = await sendOne(org.inputs.web.key, batch("d-1", { user_attributes: { k: "1" } }));
    const [second] = await send(org.inputs.web.key, batch("d-1", { user_attributes: { k: "2" } }));
    expect(second).toMatchObject({ outcome: "duplicate", mpid: null });
    if (!second) throw new Error("not stored");
    expect(await storedBatch(db, second.id)).toMatchObject({
      body: null,
      events: [],
      decision: { outcome: "duplicate", reasons: [{ code: "duplicate_request" }] },
    });
    expect(await db.query("SELECT value FROM user_attribute WHERE mpid = $1", [first.mpid])).toEqual([
      { value: '"1"' },
    ]);
  });

  test("is another one from another input", async () => {
    await send(org.inputs.web.key, batch("d-2"));
    expect(await send(org.inputs.ios.key, batch("d-2"))).toMatchObject([{ outcome: "updated" }]);
  });

  test("counts once within one bulk request: the first", async () => {
    const stored = await send(org.inputs.web.key, [batch("d-3"), batch("d-4"), batch("d-3")]);
    expect(stored.map(({ outcome }) => outcome)).toEqual(["updated", "updated", "duplicate"]);
  });

  test("counts once among twenty simultaneous requests", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(org.inputs.web.key, batch("d-5"))));
    expect(answers.flat().filter(({ outcome }) => outcome === "updated")).toHaveLength(1);
    expect(answers.flat().filter(({ outcome }) => outcome === "duplicate")).toHaveLength(19);
    expect(
      await db.query(
        "SELECT count(*)::int AS n FROM dedupe WHERE input_id = $1 AND hash = substr(sha256('d-5'), 1, 16)",
        [org.inputs.web.id],
      ),
    ).toEqual([{ n: 1 }]);
  });

  test("is remembered for a batch that was dropped, and not for one that was rejected", async () => {
    const dropped = { ...customer("dedupe-nobody"), source_request_id: "d-6" };
    expect(await send(org.inputs.updateOnly.key, dropped)).toMatchObject([{ outcome: "dropped" }]);
    expect(await send(org.inputs.updateOnly.key, dropped)).toMatchObject([{ outcome: "duplicate" }]);
    await answerTo(org.inputs.web.key, batch("d-7", { environment: "moon" }));
    expect(await send(org.inputs.web.key, batch("d-7"))).toMatchObject([{ outcome: "updated" }]);
  });

  test("is not billed", async () => {
    const feed = await org.addInput({ kind: "custom_feed" });
    for (let i = 0; i < 3; i += 1) await send(feed.key, batch("d-8"));
    expect(
      await db.query("SELECT batches, billable_events, duplicate FROM input_hour WHERE input_id = $1", [feed.id]),
    ).toEqual([{ batches: 3, billable_events: 1, duplicate: 2 }]);
  });
});

describe("the numbers of the stream", () => {
  test("count every batch of a workspace, whatever became of it, without a gap", async () => {
    const answers = await Promise.all([
      send(org.inputs.web.key, customer("stream-1")),
      send(org.inputs.updateOnly.key, customer("stream-nobody")),
      send(org.inputs.readOnly.key, customer("stream-1")),
      answerTo(org.inputs.web.key, { environment: "moon" }),
      sendBytes(org.inputs.web.key, Buffer.from("{")),
    ]);
    expect(answers).toHaveLength(5);
    const [row] = await db.query<{ n: number; lowest: number; highest: number; counter: number }>(
      `SELECT count(*)::int AS n, min(b.seq)::int AS lowest, max(b.seq)::int AS highest, max(c.seq)::int AS counter
       FROM batch b JOIN workspace_counter c USING (workspace_id) WHERE b.workspace_id = $1`,
      [org.workspaces[0].id],
    );
    expect(row).toEqual({ n: row?.n, lowest: 1, highest: row?.n, counter: row?.n });
  });

  test("follow the order of the batches in a call, and the requests' times name the partition", async () => {
    const at = Date.now() - 40 * 86_400_000;
    const stored = await send(org.inputs.web.key, [customer("p-1"), customer("p-2"), customer("p-3")], at);
    const rows = await db.query<{ id: string; seq: string; received_at: string; part: string }>(
      "SELECT id, seq, received_at, tableoid::regclass::text AS part FROM batch WHERE id = ANY($1) ORDER BY seq",
      [stored.map(({ id }) => id)],
    );
    expect(rows.map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
    expect(rows.map((row) => Number(BigInt(row.id) >> 21n))).toEqual([at, at, at]);
    expect(rows.map(({ part }) => part)).not.toContain("batch_default");
    expect(rows.map((row) => row.received_at)).toEqual([String(at), String(at), String(at)]);
  });
});

describe("the bytes as received", () => {
  test("are kept, also of a body that nobody can read", async () => {
    const { inflateSync } = await import("node:zlib");
    const answer = await sendBytes(org.inputs.web.key, Buffer.from('{"events": [nonsense'));
    expect(answer).toMatchObject({ status: "bad_request", batches: [{ outcome: "rejected" }] });
    const [stored] = answer.status === "bad_request" ? answer.batches : [];
    const batch = stored && (await storedBatch(db, stored.id));
    const [raw] = await db.query<{ body: Buffer; byte_size: number }>(
      "SELECT body, byte_size FROM raw_request WHERE id = $1",
      [batch?.request_id],
    );
    expect(raw && inflateSync(raw.body).toString()).toBe('{"events": [nonsense');
    expect(raw?.byte_size).toBe(20);
    expect(batch).toMatchObject({ environment: null, body: null, decision: { reasons: [{ code: "invalid_json" }] } });
  });
});
