import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { parseJson, stringifyJson } from "../../lib/batch";
import { drain } from "../../lib/ingest";
import { testDatabase } from "../database";
import { openDoor } from "../door";
import { type MadeInput, makeOrganization } from "../factory";
import { isDocumented } from "./documented";
import { edgeBatch } from "./edge-batches";
import { batchesOf, fitsSchema, publishedBatchSchema } from "./published";
import { readSample } from "./sample";

const db = await testDatabase();
process.env.PUBLIC_URL = "http://127.0.0.1:3000";

const organization = await makeOrganization();
const inputs = Object.values(organization.inputs);
const workspaceId = organization.workspaces[0].id;

const door = await openDoor();
afterAll(async () => {
  await door.close();
  await drain();
  await db.close();
});

type Row = { outcome: string; message: string | null; event_count: number };
let lastSeq = "0";

/** The rows that came since the last look, in the order of their numbers. */
async function newRows(): Promise<Row[]> {
  const rows = await db.query<Row & { seq: string }>(
    `SELECT seq, outcome, event_count, decision::jsonb #>> '{reasons,0,params,message}' AS message
     FROM batch WHERE workspace_id = $1 AND seq > $2 ORDER BY seq`,
    [workspaceId, lastSeq],
  );
  lastSeq = rows.at(-1)?.seq ?? lastSeq;
  return rows;
}

async function post(route: string, { authorization }: MadeInput, body: string): Promise<number> {
  return (await door.ask(route, { headers: { authorization, connection: "close" }, body })).status;
}

const MAX_BATCHES = 100;
/** A request takes 256 KB. */
const MAX_BYTES = 250_000;

/** As few bulk requests as the limits allow. */
function requestsOf(batches: readonly unknown[]): string[][] {
  const requests: string[][] = [[]];
  let bytes = 0;
  for (const batch of batches) {
    const text = stringifyJson(batch);
    const size = Buffer.byteLength(text) + 1;
    if ((requests.at(-1)?.length ?? 0) === MAX_BATCHES || bytes + size > MAX_BYTES) {
      requests.push([]);
      bytes = 0;
    }
    requests.at(-1)?.push(text);
    bytes += size;
  }
  return requests;
}

type Sent = { readonly batch: unknown; readonly row: Row };

/** Sends all in bulk, by all kinds of inputs in turn; every batch has left one row when this is done. */
async function sendAll(batches: readonly unknown[]): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (const [index, texts] of requestsOf(batches).entries()) {
    const input = inputs[index % inputs.length];
    if (!input) throw new Error("There are inputs.");
    const status = await post("/v2/bulkevents", input, `[${texts.join(",")}]`);
    const rows = await newRows();
    expect(rows).toHaveLength(texts.length);
    const isRefused = rows.every(({ outcome }) => outcome === "rejected");
    expect(status, texts[0]?.slice(0, 200)).toBe(isRefused ? 400 : 202);
    for (const row of rows) sent.push({ batch: batches[sent.length], row });
  }
  return sent;
}

const KEPT = new Set(["created", "updated", "not_associated"]);

/** Batches that were kept with fewer events than they had. */
function withoutEvents(sent: readonly Sent[]): unknown[] {
  return sent
    .filter(({ batch, row }) => KEPT.has(row.outcome) && row.event_count !== eventsOf(batch).length)
    .map(({ batch }) => batch);
}

const eventsOf = (batch: unknown): unknown[] =>
  typeof batch === "object" && batch !== null && "events" in batch && Array.isArray(batch.events) ? batch.events : [];

/** What was taken although the documentation forbids it, or refused although it allows it. */
function disagreements(sent: readonly Sent[]): string[] {
  return sent
    .filter(({ batch, row }) => (row.outcome !== "rejected") !== isDocumented(batch))
    .map(({ batch, row }) => `${row.outcome}: ${row.message ?? ""} ${stringifyJson(batch).slice(0, 400)}`);
}

describe("batches built from the published schema", () => {
  const schema = publishedBatchSchema();
  const batches = schema ? batchesOf(schema, 3_000, 1) : readSample().batches;

  test("are many, fit it as a rule, and show every type of event", () => {
    const fits = schema ? fitsSchema(schema) : () => true;
    expect(batches.length).toBeGreaterThan(300);
    expect(batches.filter(fits).length).toBeGreaterThan(batches.length / 2);
    const types = new Set(JSON.stringify(batches).match(/(?<="event_type":")\w+/g));
    expect(types.size).toBeGreaterThanOrEqual(17);
  });

  test("are stored, each once, and taken exactly when the documentation says so", async () => {
    const sent = await sendAll(batches);
    expect(disagreements(sent)).toEqual([]);
    expect(withoutEvents(sent)).toEqual([]);
    expect(sent.filter(({ row }) => row.outcome === "rejected").length).toBeGreaterThan(0);
    expect(sent.filter(({ row }) => row.outcome === "created").length).toBeGreaterThan(batches.length / 10);
  });

  test("are answered 202 or 400 one by one", async () => {
    for (const batch of batches.slice(0, 200)) {
      const status = await post("/v2/events", organization.inputs.custom, stringifyJson(batch));
      const rows = await newRows();
      expect([status, rows.length]).toEqual([isDocumented(batch) ? 202 : 400, 1]);
    }
  });
});

describe("a browser's batches", () => {
  test("are answered 202 whatever they hold, and each leaves a row that says what came of it", async () => {
    const schema = publishedBatchSchema();
    const batches = schema ? batchesOf(schema, 200, 50_001) : readSample().batches.slice(-200);
    const sent: Sent[] = [];
    for (const batch of batches) {
      const status = await post(
        `/v3/JS/${organization.inputs.web.key}/events`,
        organization.inputs.web,
        stringifyJson(batch),
      );
      const rows = await newRows();
      expect([status, rows.length]).toEqual([202, 1]);
      for (const row of rows) sent.push({ batch, row });
    }
    expect(disagreements(sent)).toEqual([]);
  });
});

describe("batches with anything where the documentation asks for nothing", () => {
  test("are stored, each once, and taken", async () => {
    const batches = fc
      .sample(edgeBatch, { numRuns: 1_000, seed: 20_261_126 })
      .map((batch) => parseJson(stringifyJson(batch)));
    const sent = await sendAll(batches);
    expect(disagreements(sent)).toEqual([]);
    expect(withoutEvents(sent)).toEqual([]);
  });
});
