import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { cutLine } from "../../tests/cut-line";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { LiveReader } from "../../tests/live-reader";
import { send } from "../../tests/send";
import { drain } from "../ingest";
import { Hubs } from "./hub";
import { PostgresBus } from "./postgres-bus";
import { closePublisher } from "./publish";

const db = await testDatabase();
const line = await cutLine(db.url);
process.env.DATABASE_URL = line.url;

let org: MadeOrganization;
let ws: number;
let hubs: Hubs;
let readers: LiveReader[] = [];

beforeAll(async () => {
  org = await makeOrganization();
  ws = org.workspaces[0].id;
  hubs = new Hubs(new PostgresBus());
});
afterEach(() => {
  for (const reader of readers) reader.close();
  readers = [];
});
afterAll(async () => {
  await drain();
  await closePublisher();
  await hubs.bus.close();
  await db.close();
  await line.cut();
});

async function watch(after: number) {
  const reader = await LiveReader.open(org.context("Admin"), ws, { hubs, after });
  readers.push(reader);
  return reader;
}

const batch = (customerId: string) => ({ environment: "development", user_identities: { customer_id: customerId } });

describe("when the database is gone and comes back", () => {
  test("the stream says so, stays open, and goes on without a gap", async () => {
    const reader = await watch(0);
    await send(org.inputs.web.key, batch("c-1"));
    await reader.until(({ rows }) => rows.length === 1);
    await line.cut();
    await reader.until(({ frames }) => frames.at(-1)?.type === "stalled");
    await expect(send(org.inputs.web.key, batch("lost"))).rejects.toMatchObject({ code: "database_unavailable" });
    await line.mend();
    await expect
      .poll(() =>
        send(org.inputs.web.key, batch("c-2")).then(
          () => "stored",
          () => "refused",
        ),
      )
      .toBe("stored");
    await reader.until(({ rows }) => rows.length === 2);
    await reader.until(({ frames }) => {
      const types = frames.map(({ type }) => type);
      return types.lastIndexOf("caught_up") > types.lastIndexOf("stalled");
    });
    expect(reader.rows.map(({ seq, identities }) => [seq, identities[0]?.value])).toEqual([
      [1, "c-1"],
      [2, "c-2"],
    ]);
    expect(reader.missed).toBe(0);
  });
});

describe("200 viewers of one process", () => {
  test("get every row once, in order", async () => {
    const viewers = await Promise.all(Array.from({ length: 200 }, () => watch(2)));
    await Promise.all(
      viewers.map((viewer) => viewer.until(({ frames }) => frames.some(({ type }) => type === "caught_up"))),
    );
    for (let n = 1; n <= 100; n += 1) await send(org.inputs.web.key, batch(`v-${n}`));
    await Promise.all(viewers.map((viewer) => viewer.until(({ rows }) => rows.length === 100)));
    const numbers = Array.from({ length: 100 }, (_, index) => index + 3);
    for (const viewer of viewers) {
      expect(viewer.rows.map(({ seq }) => seq)).toEqual(numbers);
      expect(viewer.missed).toBe(0);
    }
  });
});
