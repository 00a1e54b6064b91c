import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askAlias, ledgerOf } from "../../tests/ask-alias";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { customEvent, sendOne } from "../../tests/send";
import { drain } from "../ingest";
import { type Int64, type Mpid, toInt64 } from "../int64";
import { getLiveBatch, readLivePage } from "../live";
import { batchDetail, getPerson, timeline } from "../profile";
import { executeAlias } from "./index";

/** What the people's screens show of alias requests. */

const db = await testDatabase();
const NOW = Date.now();
const DAY = 86_400_000;
let org: MadeOrganization;
let workspaceId: number;
type Pair = { source: Mpid; destination: Mpid; ids: Int64[] };
const pairs: Record<string, Pair> = {};

async function make(environment: string): Promise<Pair> {
  const person = async (name: string) => {
    const body = {
      environment,
      user_identities: { customer_id: `${name}-${environment}` },
      events: [customEvent(name)],
    };
    return (await sendOne(org.inputs.web.key, body, NOW - DAY)).mpid;
  };
  const [source, destination] = [await person("before"), await person("after")];
  const data = { source_mpid: source, destination_mpid: destination, device_application_stamp: "stamp-1" };
  for (const n of [1, 2]) await askAlias(org.inputs.web.key, data, { environment, request_id: `r-${n}` });
  const ids = (await ledgerOf(db, source)).flatMap(({ id }) => toInt64(id) ?? []);
  if (ids[0]) await executeAlias(ids[0], NOW + 60_000);
  return { source, destination, ids };
}

beforeAll(async () => {
  org = await makeOrganization();
  workspaceId = org.workspaces[0].id;
  for (const environment of ["development", "production"]) pairs[environment] = await make(environment);
});
afterAll(async () => {
  await drain();
  await db.close();
});

const pairOf = (environment: "development" | "production"): Pair => {
  const pair = pairs[environment];
  if (!pair) throw new Error("There is no pair.");
  return pair;
};

describe("the Live Stream", () => {
  test("lists the request, the one that is not executed and why, and the execution", async () => {
    const { source, destination } = pairOf("development");
    const { rows } = await readLivePage(org.context("QA"), { workspaceId, kind: "alias" });
    expect(rows.map((row) => [row.outcome, row.reasons.map(({ code }) => code)])).toEqual([
      ["executed", []],
      ["skipped", ["alias_window_overlaps"]],
      ["scheduled", []],
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({
        kind: "alias",
        mpid: null,
        found: null,
        das: "stamp-1",
        alias: { source, destination },
      });
    }
  });

  test("shows a device's production requests to who watches the device", async () => {
    const { rows } = await readLivePage(org.context("QA"), { workspaceId, device: "stamp-1" });
    expect(rows.filter(({ environment }) => environment === "production")).toHaveLength(3);
  });

  test("keeps MPIDs, times and the stamp in plain for a reader of masked values: they are no personal values", async () => {
    const { source, destination, ids } = pairOf("production");
    const [id] = ids;
    if (!id) throw new Error("There is no request.");
    const { row, body, decision } = await getLiveBatch(org.context("Read Only"), id);
    expect(row.masked).toBe(true);
    expect(JSON.parse(body ?? "null")).toEqual({
      request_id: "r-1",
      request_type: "alias",
      environment: "production",
      data: { source_mpid: source, destination_mpid: destination, device_application_stamp: "stamp-1" },
    });
    expect(JSON.parse(decision)).toMatchObject({ endpoint: "alias", alias: { source, destination } });
    expect(await batchDetail(org.context("QA"), { batchId: id })).toMatchObject({ kind: "alias", mpid: null });
  });
});

describe("both profiles", () => {
  test("list the requests that name them, newest first, each from its side", async () => {
    const { source, destination, ids } = pairOf("development");
    const person = (mpid: Mpid) => getPerson(org.context("Marketer"), { workspaceId, mpid });
    const [from, to] = [await person(source), await person(destination)];
    expect(from.aliases).toEqual([
      expect.objectContaining({
        id: ids[1],
        role: "source",
        mpid: destination,
        state: "skipped",
        reason: "alias_window_overlaps",
      }),
      expect.objectContaining({
        id: ids[0],
        role: "source",
        mpid: destination,
        state: "executed",
        finishedAt: NOW + 60_000,
      }),
    ]);
    expect(to.aliases.map(({ role, mpid, state }) => [role, mpid, state])).toEqual([
      ["destination", source, "skipped"],
      ["destination", source, "executed"],
    ]);
    const [, executed] = to.aliases;
    expect(executed).toMatchObject({
      start: (executed?.requestedAt ?? 0) - 90 * DAY,
      end: executed?.requestedAt,
      reason: null,
    });
  });

  test("have no line of them on their timelines; the destination's has the source's events", async () => {
    const { source, destination } = pairOf("development");
    const items = async (mpid: Mpid) => (await timeline(org.context("Admin"), { workspaceId, mpid })).items;
    expect((await items(source)).map((item) => item.kind === "event" && item.name)).toEqual(["before"]);
    expect(
      (await items(destination)).map((item) => item.kind === "event" && [item.name, item.aliasedFrom ?? null]).sort(),
    ).toEqual([
      ["after", null],
      ["before", source],
    ]);
  });
});
