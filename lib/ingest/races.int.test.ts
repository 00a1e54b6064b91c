import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestOf } from "../../tests/call";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { invariants, SOUND } from "../../tests/invariants";
import { answerTo, attributesOf, send, sendOne } from "../../tests/send";
import { acceptedOf, startSender } from "../../tests/sender";
import { drain, ingest, openWriter, type Writer } from "./index";

const db = await testDatabase();
let org: MadeOrganization;
let nearKey: string;
beforeAll(async () => {
  org = await makeOrganization();
  nearKey = (await org.addInput({ kind: "web", workspaceId: org.workspaces[1].id })).key;
});
afterAll(async () => {
  await drain();
  await db.close();
});

async function deadlocks(): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    "SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()",
  );
  return row?.n ?? 0;
}

describe("simultaneous batches", () => {
  test.each(["customer_id", "email"])(
    "200 first batches of one new %s leave one person with 200 attributes",
    async (type) => {
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, i) =>
          send(org.inputs.web.key, { user_identities: { [type]: "flash" }, user_attributes: { [`a${i}`]: String(i) } }),
        ),
      );
      const mpids = new Set(answers.flat().map(({ mpid }) => mpid));
      expect(mpids.size).toBe(1);
      expect(answers.flat().filter(({ outcome }) => outcome === "created")).toHaveLength(1);
      const [mpid] = mpids;
      expect(mpid && Object.keys(await attributesOf(db, mpid, org.workspaces[0].id))).toHaveLength(200);
      expect(await invariants(db)).toEqual(SOUND);
    },
  );

  test("200 batches that share nothing but the person's MPID leave all they brought", async () => {
    const { mpid } = await sendOne(org.inputs.web.key, { user_identities: { customer_id: "by-mpid" } });
    const keys = [org.inputs.web.key, nearKey];
    await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        send(keys[i % 2] ?? "", { mpid, user_identities: { email: `by-mpid-${i}@example.test` } }),
      ),
    );
    const [row] = await db.query<{ emails: number }>(
      "SELECT jsonb_array_length(identities::jsonb->'email') AS emails FROM profile WHERE mpid = $1",
      [mpid],
    );
    expect(row).toEqual({ emails: 200 });
    expect(await invariants(db)).toEqual(SOUND);
  });

  test("two processes over the same few people neither deadlock, nor lose, nor double anything", async () => {
    const keys = [org.inputs.web.key, org.inputs.ios.key, org.inputs.partner.key, org.inputs.updateOnly.key, nearKey];
    const until = Date.now() + 7_000;
    const senders = ["north", "south"].map((name) =>
      startSender({ keys, name, concurrency: 12, bulk: 8, people: 12, until }),
    );
    await Promise.all(senders.map(({ ended }) => ended));
    for (const { lines } of senders) expect(lines.filter((line) => line.startsWith("error"))).toEqual([]);
    const accepted = senders.flatMap((sender) => [...acceptedOf(sender).keys()]);
    expect(accepted.length).toBeGreaterThan(20);
    const stored = await db.query<{ id: string }>(
      "SELECT body::jsonb->>'source_request_id' AS id FROM batch WHERE body LIKE '%\"source_request_id\"%'",
    );
    expect(stored.map(({ id }) => id).sort()).toEqual(accepted.sort());
    expect(await invariants(db)).toEqual(SOUND);
    expect(await deadlocks()).toBe(0);
  });
});

describe("a transaction that stays open", () => {
  /** A writer whose COMMIT waits until it is let go; reached when all before it is done. */
  function held(inner: Writer) {
    let letGo = () => {};
    const free = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let arrive = () => {};
    const reached = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const fly: Writer["fly"] = async (statements) => {
      if (statements.at(-1)?.name !== "commit") return await inner.fly(statements);
      const answers = await inner.fly(statements.slice(0, -1));
      arrive();
      await free;
      return [...answers, ...(await inner.fly(statements.slice(-1)))];
    };
    return { writer: { ...inner, fly }, reached, letGo };
  }

  test("leaves no number out for a reader: later ones wait for it, other workspaces do not", async () => {
    const inner = await openWriter();
    const { writer, reached, letGo } = held(inner);
    const open = ingest(writer, [await requestOf(org.inputs.web.key, [{ user_identities: { customer_id: "held" } }])]);
    await reached;
    const same = answerTo(org.inputs.ios.key, { user_identities: { customer_id: "behind" } });
    const elsewhere = await answerTo(nearKey, { user_identities: { customer_id: "elsewhere" } });
    expect(elsewhere).toMatchObject({ status: "accepted" });
    expect(await invariants(db)).toEqual(SOUND);
    expect(await db.query("SELECT 1 FROM identity WHERE value = ANY('{held,behind}')")).toEqual([]);
    letGo();
    const [{ answers }, behind] = await Promise.all([open, same]);
    await inner.close();
    const ids = [answers[0], behind].map((answer) =>
      answer && "batches" in answer ? answer.batches[0]?.id : undefined,
    );
    const rows = await db.query<{ id: string }>("SELECT id FROM batch WHERE id = ANY($1) ORDER BY seq", [ids]);
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(await invariants(db)).toEqual(SOUND);
  });
});
