import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cutLine } from "../../tests/cut-line";
import { testDatabase } from "../../tests/database";
import { type MadeInput, makeOrganization } from "../../tests/factory";

const db = await testDatabase();
const line = await cutLine(db.url);
Object.assign(process.env, {
  DATABASE_URL: line.url,
  PUBLIC_URL: "http://127.0.0.1:3000",
  METRICS_TOKEN: "scrape-scrape-scrape",
});

const { createApp } = await import("../app");
const { doorListener } = await import("./door");
const { database } = await import("@/lib/db");
const { drain } = await import("@/lib/ingest");
const { setAccountLimits, setInputLimits, setWorkspaceLimits } = await import("@/lib/rate-limits");

const org = await makeOrganization();
const admin = org.context("Admin");
const workspaceId = org.workspaces[0].id;
const { custom, web } = org.inputs;

const server = createServer(doorListener(createApp(), null));
let origin = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve).closeAllConnections());
  await drain();
  await db.close();
  await line.cut();
});

const none = { perSecond: {}, limitAcceleration: false };
beforeEach(async () => {
  await setAccountLimits(admin, { limits: none });
  await setWorkspaceLimits(admin, { workspaceId, limits: none });
  for (const { id } of [custom, web]) await setInputLimits(admin, { inputId: id, limits: none });
  await send(custom);
  await send(web);
});

const batch = { events: [], user_identities: { customer_id: "Wren Aldous" }, environment: "development" };

const post = (input: MadeInput, path: string, body: unknown) =>
  fetch(`${origin}${path}`, {
    method: "POST",
    headers: { authorization: input.authorization },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const send = (input: MadeInput, body: unknown = batch) => post(input, "/v2/events", body);
const identify = (input: MadeInput) =>
  post(input, "/v1/identify", { environment: "development", known_identities: { customerid: "Wren Aldous" } });
const alias = (input: MadeInput) =>
  post(input, `/v1/identity/${input.key}/Alias`, { request_type: "alias", environment: "development" });
const sendBulk = (input: MadeInput, count: number) => post(input, "/v2/bulkevents", Array(count).fill(batch));

/** What an answer says of limits. */
const said = ({ status, headers }: Response) => ({
  status,
  exceeded: headers.get("x-mp-rate-limit-exceeded"),
  used: headers.get("x-mp-rate-limit-percentage-used"),
  retryAfter: headers.get("retry-after"),
});
const refusedBy = (who: string) => ({
  status: 429,
  exceeded: `"${who}"`,
  used: null,
  retryAfter: expect.stringMatching(/^[1-9]\d*$/),
});
const passed = (used: string | null) => ({ status: 202, exceeded: null, used, retryAfter: null });

/** So much is left of every limit, and no more comes: filled an hour ahead, a bucket fills no more. */
const leave = (tokens: number) =>
  db.query(
    `UPDATE rate_limit SET millitokens = $1, filled_at = (extract(epoch FROM clock_timestamp()) * 1000)::bigint + 3600000,
            window_no = 0, taken = 0, taken_before = 0`,
    [tokens * 1_000],
  );
const tokens = async () =>
  (await db.query<{ left: number }>("SELECT millitokens::float8 / 1000 AS left FROM rate_limit ORDER BY owner")).map(
    ({ left }) => left,
  );
const stored = () =>
  db.query("SELECT (SELECT count(*) FROM batch) AS batches, (SELECT count(*) FROM raw_request) AS requests");
const limits = <Values>(perSecond: Values, limitAcceleration = false) => ({ perSecond, limitAcceleration });

describe("without a limit", () => {
  test("there is no header and no statement", async () => {
    const { pool } = database();
    const { query } = pool;
    let statements = 0;
    pool.query = (...asked: unknown[]) => {
      statements += 1;
      return Reflect.apply(query, pool, asked);
    };
    try {
      for (const answer of [await send(custom), await sendBulk(custom, 3), await send(web)]) {
        expect(said(answer)).toEqual(passed(null));
      }
      expect(statements).toBe(0);
      await setInputLimits(admin, { inputId: custom.id, limits: limits({ everything: 50 }) });
      await send(custom);
      statements = 0;
      await send(custom);
      expect(statements).toBe(1);
    } finally {
      pool.query = query;
    }
  });
});

describe("429 names the limit", () => {
  test.each<[string, MadeInput, () => Promise<void>]>([
    ["account", custom, () => setAccountLimits(admin, { limits: limits({ batches: 10 }) })],
    ["workspace", custom, () => setWorkspaceLimits(admin, { workspaceId, limits: limits({ batches: 10 }) })],
    ["feed", custom, () => setInputLimits(admin, { inputId: custom.id, limits: limits({ everything: 10 }) })],
    ["app", web, () => setInputLimits(admin, { inputId: web.id, limits: limits({ everything: 10 }) })],
  ])("%s", async (who, input, limit) => {
    await limit();
    await send(input);
    await leave(0);
    const before = await stored();
    const answer = await send(input);
    expect(said(answer)).toEqual(refusedBy(who));
    expect(await answer.json()).toEqual({
      errors: [{ code: "TOO_MANY_REQUESTS", message: `The rate limit (${who}) is exceeded.` }],
    });
    expect(await stored()).toEqual(before);
  });

  test("acceleration, when speed has room", async () => {
    await setInputLimits(admin, { inputId: custom.id, limits: limits({ everything: 100 }, true) });
    await send(custom);
    await leave(100);
    expect(said(await sendBulk(custom, 60))).toEqual(passed("60"));
    expect(said(await sendBulk(custom, 41))).toEqual(refusedBy("acceleration"));
    expect(await tokens()).toEqual([40]);
  });
});

describe("a limit", () => {
  test("of several: what one refuses is not taken from the others", async () => {
    await setAccountLimits(admin, { limits: limits({ batches: 10 }) });
    await setInputLimits(admin, { inputId: custom.id, limits: limits({ everything: 20 }) });
    await send(custom);
    await leave(5);
    expect(said(await sendBulk(custom, 6))).toEqual(refusedBy("account"));
    expect(await tokens()).toEqual([5, 5]);
    // The higher of 9 of 10 and 19 of 20.
    expect(said(await sendBulk(custom, 4))).toEqual(passed("95"));
    expect(await tokens()).toEqual([1, 1]);
  });

  test("of client requests or API calls does not count batches", async () => {
    await setAccountLimits(admin, { limits: limits({ client_requests: 1, api_requests: 1 }) });
    await send(custom);
    await leave(0);
    expect(said(await send(custom))).toEqual(passed(null));
  });

  test("of client requests counts identity requests, and batches don't; an input's counts both", async () => {
    await setAccountLimits(admin, { limits: limits({ client_requests: 10 }) });
    await send(web);
    await leave(1);
    expect(said(await send(web))).toEqual(passed(null));
    expect(said(await identify(web))).toEqual({ ...passed("100"), status: 200 });
    expect(said(await identify(web))).toEqual(refusedBy("account"));
    await setAccountLimits(admin, { limits: none });
    await setInputLimits(admin, { inputId: web.id, limits: limits({ everything: 10 }) });
    await send(web);
    await leave(2);
    expect(said(await identify(web))).toEqual({ ...passed("90"), status: 200 });
    expect(said(await send(web))).toEqual(passed("100"));
    expect(said(await identify(web))).toEqual(refusedBy("app"));
    expect(said(await alias(web))).toEqual(refusedBy("app"));
  });

  test.each([
    ["identity", identify],
    ["alias", alias],
  ])("of client requests that a copy does not know of counts for its next %s request", async (_, ask) => {
    await setAccountLimits(admin, { limits: limits({ client_requests: 10 }) });
    await leave(0);
    const before = await stored();
    expect(said(await ask(web))).toEqual(refusedBy("account"));
    expect(await stored()).toEqual(before);
  });

  test("counts for requests that can't be read, too; only 2xx says what is used", async () => {
    await setInputLimits(admin, { inputId: custom.id, limits: limits({ everything: 10 }) });
    await send(custom);
    await leave(1);
    expect(said(await send(custom, "{"))).toEqual({ status: 400, exceeded: null, used: null, retryAfter: null });
    expect(said(await send(custom, "{"))).toEqual(refusedBy("feed"));
  });

  test("comes after authentication: a wrong secret takes nothing", async () => {
    await setInputLimits(admin, { inputId: custom.id, limits: limits({ everything: 10 }) });
    await send(custom);
    await leave(0);
    const authorization = `Basic ${Buffer.from(`${custom.key}:wrong`).toString("base64")}`;
    expect((await send({ ...custom, authorization })).status).toBe(403);
  });

  test("counts for the next request of a copy that does not know of it", async () => {
    await setInputLimits(admin, { inputId: custom.id, limits: limits({ everything: 10 }) });
    await leave(0);
    const before = await stored();
    expect(said(await send(custom))).toEqual(refusedBy("feed"));
    expect(await stored()).toEqual(before);
  });

  test("changed or taken away counts for the next request", async () => {
    await setInputLimits(admin, { inputId: custom.id, limits: limits({ everything: 10 }) });
    await send(custom);
    await leave(5);
    await setInputLimits(admin, { inputId: custom.id, limits: limits({ everything: 1 }) });
    expect(said(await sendBulk(custom, 1))).toEqual(passed("100"));
    expect(said(await send(custom))).toEqual(refusedBy("feed"));
    await setInputLimits(admin, { inputId: custom.id, limits: none });
    expect(said(await send(custom))).toEqual(passed(null));
  });

  test("is counted where it refused", async () => {
    await setInputLimits(admin, { inputId: custom.id, limits: limits({ everything: 10 }) });
    await send(custom);
    await leave(0);
    await Promise.all([send(custom), send(custom), send(custom)]);
    const scrape = await fetch(`${origin}/metrics`, { headers: { authorization: "Bearer scrape-scrape-scrape" } });
    expect(await scrape.text()).toMatch(/rate_limited_requests_total\{limit="feed"\} [1-9]/);
  });

  test("lets nobody pass while the database is away, and works again afterwards", async () => {
    await setInputLimits(admin, { inputId: custom.id, limits: limits({ everything: 100 }) });
    await send(custom);
    await line.cut();
    expect(said(await send(custom))).toEqual({ status: 503, exceeded: null, used: null, retryAfter: "1" });
    await line.mend();
    await expect.poll(async () => (await send(custom)).status).toBe(202);
  });
});
