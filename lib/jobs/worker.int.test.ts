import { spawn } from "node:child_process";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { askAlias, ledgerOf } from "../../tests/ask-alias";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { openGate } from "../../tests/gate";
import { advisoryLocks } from "../../tests/locks";
import { sendOne } from "../../tests/send";
import { drain } from "../ingest";
import { executeOverdueAliases } from "./alias-tasks";
import { startWorker } from "./worker";

process.env.ALIAS_DELAY_MS = "1200";
const db = await testDatabase();
const gate = await openGate(db.url);
process.env.DATABASE_URL = gate.url;
let org: MadeOrganization;
const workers: ReturnType<typeof startWorker>[] = [];
const troubles: string[] = [];
/** A copy of the app, as far as jobs go. */
const copy = () => {
  const worker = startWorker((what) => troubles.push(what));
  workers.push(worker);
  return worker;
};

beforeAll(async () => {
  org = await makeOrganization();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  troubles.length = 0;
});
afterAll(async () => {
  await drain();
  await db.close();
  await gate.shut();
});

let people = 0;
const person = async () => {
  people += 1;
  return (await sendOne(org.inputs.web.key, { user_identities: { customer_id: `job-${people}` } })).mpid;
};
async function ask() {
  const [source, destination] = [await person(), await person()];
  await askAlias(org.inputs.web.key, { source_mpid: source, destination_mpid: destination });
  return { source, destination };
}
const entryOf = async ({ source }: { source: string }) => (await ledgerOf(db, source))[0];
const executed = (asked: { source: string }) =>
  expect.poll(async () => (await entryOf(asked))?.state, { interval: 50 }).toBe("executed");
const messages = async ({ destination }: { destination: string }) => {
  const [row] = await db.query<{ status: string }>("SELECT status FROM profile WHERE mpid = $1", [destination]);
  return JSON.parse(row?.status ?? "[]");
};
const jobsLeft = () => db.query("SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'execute_alias'");

/** Locks a person as a batch of theirs would, until the result is called. */
async function lockPerson(mpid: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: db.url });
  await client.connect();
  await client.query("SELECT pg_advisory_lock($1::bigint)", [mpid]);
  return () => client.end();
}
const someoneWaits = () => expect.poll(() => advisoryLocks(db, { granted: false })).toBe(1);

describe("scheduled aliases", () => {
  test("are executed when their time has come, not before, and their jobs leave", async () => {
    copy();
    const asked = await ask();
    expect(await entryOf(asked)).toMatchObject({ state: "scheduled" });
    await executed(asked);
    const entry = await entryOf(asked);
    expect(entry?.finished_at).toBeGreaterThanOrEqual(entry?.due_at ?? Number.POSITIVE_INFINITY);
    await expect.poll(jobsLeft).toEqual([]);
    expect(troubles).toEqual([]);
  });

  test("outlive the app: requested, the app stops, another start executes them", async () => {
    const asked = await ask();
    const first = copy();
    await first.stop();
    expect(await entryOf(asked)).toMatchObject({ state: "scheduled" });
    copy();
    await executed(asked);
  });

  test("are executed once by several copies", async () => {
    for (let n = 0; n < 3; n += 1) copy();
    const asked = await Promise.all(Array.from({ length: 12 }, ask));
    for (const one of asked) await executed(one);
    await expect.poll(jobsLeft).toEqual([]);
    for (const one of asked) expect(await messages(one)).toHaveLength(1);
  });

  test("are executed late when the database was away; the copy lives on and says what was wrong", async () => {
    const asked = await ask();
    const key = `alias:${(await entryOf(asked))?.id}`;
    const due = (when: string) =>
      db.query(`UPDATE graphile_worker._private_jobs SET run_at = now() + interval '${when}' WHERE key = $1`, [key]);
    // Else the queue might hand it out to a connection that is being cut: then it waits for the look at what is overdue.
    await due("1 hour");
    copy();
    await gate.shut();
    await expect.poll(() => troubles.length).toBeGreaterThan(0);
    await due("1 second");
    await gate.open();
    await executed(asked);
    expect(await messages(asked)).toHaveLength(1);
  });

  test("that fail are tried again; what went wrong is told without what it was about", async () => {
    const asked = await ask();
    await db.query(
      `CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'secret-of-%', NEW.mpid USING ERRCODE = '23514'; END $$;
       CREATE TRIGGER fault BEFORE UPDATE OF status ON profile FOR EACH ROW EXECUTE FUNCTION fault()`,
    );
    copy();
    await expect.poll(() => troubles).toContain("the job execute_alias failed, attempt 1 of 11");
    let lastError = "";
    const noted = async () => {
      const [job] = await db.query<{ last_error: string | null }>(
        "SELECT last_error FROM graphile_worker.jobs WHERE attempts > 0",
      );
      lastError = job?.last_error ?? "";
      return lastError;
    };
    await expect.poll(noted).toContain("failed");
    expect(lastError).not.toContain("secret-of");
    expect(await entryOf(asked)).toMatchObject({ state: "scheduled" });
    await db.query("DROP TRIGGER fault ON profile");
    await executed(asked);
  });

  test("under way are finished before a copy stops", async () => {
    const asked = await ask();
    const letGo = await lockPerson(asked.destination);
    const worker = copy();
    await someoneWaits();
    let stopped = false;
    const stopping = worker.stop().then(() => {
      stopped = true;
    });
    await someoneWaits();
    expect(stopped).toBe(false);
    await letGo();
    await stopping;
    expect(await entryOf(asked)).toMatchObject({ state: "executed" });
    expect(await jobsLeft()).toEqual([]);
  });

  test("whose end can't be noted harm nobody: the queue begins anew and goes on", async () => {
    await db.query(
      `CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'fault'; END $$;
       CREATE TRIGGER fault BEFORE DELETE ON graphile_worker._private_jobs FOR EACH ROW EXECUTE FUNCTION fault()`,
    );
    copy();
    const asked = await ask();
    await executed(asked);
    await expect.poll(() => troubles).toContain("the job queue has trouble");
    await db.query("DROP TRIGGER fault ON graphile_worker._private_jobs; DELETE FROM graphile_worker._private_jobs");
    const next = await ask();
    await executed(next);
    expect(await messages(asked)).toHaveLength(1);
  });

  test("whose last attempt failed say so in the ledger", async () => {
    const asked = await ask();
    await db.query(
      `CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'fault' USING ERRCODE = '23514'; END $$;
       CREATE TRIGGER fault BEFORE UPDATE OF status ON profile FOR EACH ROW EXECUTE FUNCTION fault()`,
    );
    const id = (await entryOf(asked))?.id;
    await db.query("UPDATE graphile_worker._private_jobs SET attempts = max_attempts - 1 WHERE key = $1", [
      `alias:${id}`,
    ]);
    copy();
    await expect.poll(async () => (await entryOf(asked))?.state).toBe("failed");
    await db.query("DROP TRIGGER fault ON profile");
    expect(await messages(asked)).toEqual([]);
  });

  test("whose copy was killed in the middle are executed by the next look at what is overdue", async () => {
    const asked = await ask();
    const id = (await entryOf(asked))?.id;
    // Somebody is locked: the copy gets as far as that, in its transaction.
    const letGo = await lockPerson(asked.destination);
    const killed = spawn(
      process.execPath,
      ["--import", "tsx", path.join(import.meta.dirname, "../../tests/programs/run-jobs.ts")],
      {
        env: process.env,
        stdio: ["ignore", "inherit", "inherit"],
      },
    );
    await someoneWaits();
    killed.kill("SIGKILL");
    await new Promise((resolve) => killed.once("close", resolve));
    await letGo();
    const [job] = await db.query<{ locked_at: Date | null }>(
      "SELECT locked_at FROM graphile_worker.jobs WHERE key = $1",
      [`alias:${id}`],
    );
    expect(job?.locked_at).not.toBeNull();
    expect(await entryOf(asked)).toMatchObject({ state: "scheduled" });
    await executeOverdueAliases();
    expect(await entryOf(asked)).toMatchObject({ state: "scheduled" });
    await db.query("UPDATE alias_request SET due_at = due_at - 60000 WHERE id = $1", [id]);
    await executeOverdueAliases();
    expect(await entryOf(asked)).toMatchObject({ state: "executed" });
    expect(await messages(asked)).toHaveLength(1);
  });

  test("that are overdue and fail keep no others back", async () => {
    const [bad, good] = [await ask(), await ask()];
    await db.query("DELETE FROM graphile_worker._private_jobs");
    await db.query("UPDATE alias_request SET due_at = due_at - 100000 WHERE source_mpid = ANY($1::bigint[])", [
      [bad.source, good.source],
    ]);
    await db.query("UPDATE batch SET decision = 'broken' WHERE id = $1", [(await entryOf(bad))?.id]);
    await expect(executeOverdueAliases()).rejects.toThrow(SyntaxError);
    expect(await entryOf(bad)).toMatchObject({ state: "scheduled" });
    expect(await entryOf(good)).toMatchObject({ state: "executed" });
  });
});
