import { createHmac, randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drain } from "@/lib/ingest";
import { testDatabase } from "../../tests/database";
import { type Asked, type Door, openDoor } from "../../tests/door";
import { type MadeInput, type MadeOrganization, makeOrganization } from "../../tests/factory";
import { peopleOf, storedBatch } from "../../tests/send";

const db = await testDatabase();
let org: MadeOrganization;
let door: Door;
let people = 0;
beforeAll(async () => {
  org = await makeOrganization();
  door = await openDoor();
});
afterAll(async () => {
  await door.close();
  await drain();
  await db.close();
});

type Body = Record<string, unknown>;
const request = (identities: Record<string, unknown>, more: Body = {}): Body => ({
  client_sdk: { platform: "web", sdk_vendor: "mparticle", sdk_version: "2.71.2" },
  environment: "development",
  request_timestamp_ms: 1_795_000_000_000,
  known_identities: identities,
  ...more,
});

async function post(path: string, body: unknown, input: MadeInput = org.inputs.web, more: Asked = {}) {
  const answer = await door.ask(path, {
    headers: { authorization: input.authorization, "content-type": "application/json", ...more.headers },
    body: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, json: answer.text === "" ? null : JSON.parse(answer.text) };
}

/** A value that nobody had before. */
const fresh = (name = "juniper") => `${name}-${++people}`;

async function identified(path: string, body: Body, input?: MadeInput) {
  const answer = await post(path, body, input);
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${JSON.stringify(answer.json)}`);
  return answer.json as { mpid: string; matched_identities: Record<string, string>; is_logged_in: boolean };
}

/** The newest row of the stream. */
async function newestRow() {
  const [row] = await db.query<{ id: string; kind: string }>("SELECT id, kind FROM batch ORDER BY id DESC LIMIT 1");
  if (!row) throw new Error("The stream is empty.");
  return { ...(await storedBatch(db, row.id as never)), kind: row.kind };
}
const rows = async () => (await db.query<{ n: number }>("SELECT count(*)::int AS n FROM batch"))[0]?.n;

describe.each(["/v1/identify", "/identity/v1/identify", "/v1/identify/", "/v1/login", "/identity/v1/login"])(
  "POST %s",
  (path) => {
    test("answers 200 with a new profile, then the same one with what matched", async () => {
      const id = fresh();
      const body = request({ customerid: id, other2: `${id}-two` });
      const first = await post(path, body);
      expect(first.status).toBe(200);
      expect(first.json).toEqual({
        context: null,
        mpid: expect.stringMatching(/^-?\d{1,19}$/),
        matched_identities: {},
        is_ephemeral: false,
        is_logged_in: true,
      });
      const again = await post(path, { ...body, context: "c29tZQ==" });
      expect(again.json).toEqual({
        ...first.json,
        context: "c29tZQ==",
        matched_identities: { customerid: id, other2: `${id}-two` },
      });
    });
  },
);

describe("POST /v1/logout", () => {
  test("answers 200 with a new anonymous profile", async () => {
    const das = randomUUID();
    const { mpid } = await identified("/v1/login", request({ customerid: fresh(), device_application_stamp: das }));
    const answer = await post("/v1/logout", request({ device_application_stamp: das }, { previous_mpid: mpid }));
    expect(answer.status).toBe(200);
    expect(answer.json.mpid).not.toBe(mpid);
    expect(answer.json.is_logged_in).toBe(false);
  });
});

describe("a previous MPID", () => {
  test("of another scope or environment is none: a login does not go on with it", async () => {
    const foreign = await org.addInput({ kind: "web", workspaceId: org.workspaces[2].id });
    const anonymous = request({ device_application_stamp: randomUUID() });
    const elsewhere = await identified("/v1/identify", anonymous, foreign);
    const production = await identified("/v1/identify", { ...anonymous, environment: "production" });
    const here = await identified("/v1/identify", anonymous);
    const loginAfter = async ({ mpid }: { mpid: string }) =>
      (await identified("/v1/login", request({ customerid: fresh() }, { previous_mpid: mpid }))).mpid;
    expect(await loginAfter(elsewhere)).not.toBe(elsewhere.mpid);
    expect(await loginAfter(production)).not.toBe(production.mpid);
    expect(await loginAfter(here)).toBe(here.mpid);
  });
});

describe("POST /v1/search", () => {
  test("answers 200 with whoever matches, and writes nothing", async () => {
    const id = fresh();
    const { mpid } = await identified("/v1/identify", request({ customerid: id }));
    const before = [await peopleOf(db), await rows()];
    const answer = await post("/v1/search?cb=1", request({ customerid: id, email: "new@example.test" }));
    expect([answer.status, answer.json.mpid]).toEqual([200, mpid]);
    expect(answer.json.matched_identities).toEqual({ customerid: id });
    expect([await peopleOf(db), await rows()]).toEqual(before);
  });

  test("answers 404 when nobody matches, and creates nobody", async () => {
    const before = [await peopleOf(db), await rows()];
    const answer = await post("/identity/v1/search", request({ customerid: fresh() }));
    expect(answer.status).toBe(404);
    expect(answer.json.errors).toEqual([{ code: "NOT_FOUND_ERROR", message: expect.any(String) }]);
    expect([await peopleOf(db), await rows()]).toEqual(before);
  });
});

describe("POST /v1/{mpid}/modify", () => {
  const modify = (mpid: string, changes: unknown, more: Body = {}) =>
    post(`/v1/${mpid}/modify`, { environment: "development", identity_changes: changes, ...more });
  const emailsOf = async (mpid: string) =>
    (
      await db.query<{ value: string }>(
        "SELECT value FROM identity WHERE mpid = $1 AND type = 'email' ORDER BY value",
        [mpid],
      )
    ).map(({ value }) => value);

  test("answers 200 with an empty object; adds, replaces and removes", async () => {
    const id = fresh();
    const { mpid } = await identified("/v1/identify", request({ customerid: id }));
    const added = await modify(mpid, [{ identity_type: "email", old_value: null, new_value: `${id}@example.test` }]);
    expect([added.status, added.json]).toEqual([200, {}]);
    expect(await emailsOf(mpid)).toEqual([`${id}@example.test`]);
    await modify(mpid, [{ identity_type: "email", old_value: `${id}@example.test`, new_value: `b${id}@example.test` }]);
    expect(await emailsOf(mpid)).toEqual([`b${id}@example.test`]);
    const removed = await modify(mpid, [{ identity_type: "email", old_value: `b${id}@example.test`, new_value: null }]);
    expect(removed.status).toBe(200);
    expect(await emailsOf(mpid)).toEqual([]);
    const row = await newestRow();
    expect(row).toMatchObject({ kind: "modify", mpid, outcome: "updated", das: null, device_id: null });
    expect(row.decision.identity).toMatchObject({ by: "mpid", found: mpid, removed: ["email"] });
  });

  test("answers 200 to an empty list of changes", async () => {
    const { mpid } = await identified("/v1/identify", request({ customerid: fresh() }));
    expect(
      (await post(`/identity/v1/${mpid}/modify/`, { environment: "development", identity_changes: [] })).status,
    ).toBe(200);
  });

  test("answers 400 to an MPID that nobody has, and leaves a rejected row", async () => {
    const before = await peopleOf(db);
    const answer = await modify("4242", [{ identity_type: "email", old_value: null, new_value: "x@example.test" }]);
    expect([answer.status, answer.json.ErrorCode]).toEqual([400, "BAD_REQUEST"]);
    expect(await newestRow()).toMatchObject({ kind: "modify", outcome: "rejected", mpid: null });
    expect(await peopleOf(db)).toEqual(before);
  });

  test("answers 400 to the MPID of another environment, and of another scope", async () => {
    const { mpid } = await identified("/v1/identify", request({ customerid: fresh() }));
    const changes = [{ identity_type: "email", old_value: null, new_value: "x@example.test" }];
    expect((await modify(mpid, changes, { environment: "production" })).status).toBe(400);
    const foreign = await org.addInput({ kind: "web", workspaceId: org.workspaces[2].id });
    const body = { environment: "development", identity_changes: changes };
    expect((await post(`/v1/${mpid}/modify`, body, foreign)).status).toBe(400);
    const near = await org.addInput({ kind: "web", workspaceId: org.workspaces[1].id });
    expect((await post(`/v1/${mpid}/modify`, body, near)).status).toBe(200);
  });

  test("writes nothing with read_only=true", async () => {
    const { mpid } = await identified("/v1/identify", request({ customerid: fresh() }));
    const before = [await peopleOf(db), await rows()];
    const body = {
      environment: "development",
      identity_changes: [{ identity_type: "email", old_value: null, new_value: "r@example.test" }],
    };
    expect((await post(`/v1/${mpid}/modify?read_only=true`, body)).status).toBe(200);
    expect((await post("/v1/4242/modify?read_only=true", body)).status).toBe(400);
    expect([await peopleOf(db), await rows()]).toEqual(before);
  });

  test.each([
    ["no list of changes", {}],
    ["a change without a type", { identity_changes: [{ old_value: "a", new_value: "b" }] }],
    [
      "a change of an unknown type",
      { identity_changes: [{ identity_type: "zodiac", old_value: "a", new_value: "b" }] },
    ],
    ["a value that is no text", { identity_changes: [{ identity_type: "email", old_value: null, new_value: {} }] }],
    ["101 changes", { identity_changes: Array(101).fill({ identity_type: "email", old_value: null, new_value: "a" }) }],
    ["no environment", { environment: undefined, identity_changes: [] }],
  ])("answers 400 to %s", async (_, more) => {
    const { mpid } = await identified("/v1/identify", request({ customerid: fresh() }));
    expect((await post(`/v1/${mpid}/modify`, { environment: "development", ...more })).status).toBe(400);
  });

  test("answers 400 to a path that names no MPID", async () => {
    expect((await modify("me", [])).status).toBe(400);
    expect((await modify("0", [])).status).toBe(400);
  });
});

describe("a request that can't be used", () => {
  const bad: [string, string | Body, string][] = [
    ["malformed JSON", "{", "invalid_json"],
    ["a list", "[]", "invalid_request"],
    ["no environment", { known_identities: { customerid: "x" } }, "invalid_request"],
    ["an unknown environment", request({ customerid: "x" }, { environment: "unknown" }), "invalid_request"],
    ["no known_identities", { environment: "development" }, "invalid_request"],
    ["empty known_identities", request({}), "invalid_request"],
    [
      "identities without a value",
      request({ customerid: null, email: " ", ios_idfa: "00000000-0000-0000-0000-000000000000" }),
      "invalid_request",
    ],
    ["a body over 256 KB", request({ customerid: "x" }, { context: "x".repeat(262_144) }), "request_too_large"],
  ];
  test.each(bad)("%s answers 400 in both forms and leaves a rejected row", async (_, body, code) => {
    const answer = await post("/v1/identify", body);
    const errors = [{ code: "BAD_REQUEST", message: expect.any(String) }];
    expect([answer.status, answer.json]).toEqual([
      400,
      {
        errors,
        Errors: errors,
        ErrorCode: "BAD_REQUEST",
        StatusCode: 400,
        RequestId: answer.headers["x-request-id"],
      },
    ]);
    const row = await newestRow();
    expect(row).toMatchObject({ kind: "identify", outcome: "rejected", mpid: null, environment: null, body: null });
    expect(row.decision.reasons).toMatchObject([{ code }]);
  });

  test("answers 400 to a body that is no gzip although it says so", async () => {
    const answer = await post("/v1/login", "plain", org.inputs.web, { headers: { "content-encoding": "gzip" } });
    expect([answer.status, answer.json.Errors[0].code]).toEqual([400, "BAD_REQUEST"]);
  });

  test("search answers 400 without a row", async () => {
    const before = await rows();
    expect((await post("/v1/search", "{")).status).toBe(400);
    expect(await rows()).toBe(before);
  });
});

describe("read_only=true", () => {
  test("tells who it would be and writes nothing; null for somebody new", async () => {
    const id = fresh();
    const { mpid } = await identified("/v1/identify", request({ customerid: id }));
    const before = [await peopleOf(db), await rows()];
    const known = await post(
      "/v1/identify?read_only=true&return_matches=true",
      request({ customerid: id, email: "n" }),
    );
    expect(known.json).toMatchObject({ mpid, matched_identities: { customerid: id }, is_logged_in: true });
    const unknown = await post("/v1/login?read_only=true", request({ customerid: fresh() }));
    expect([unknown.status, unknown.json.mpid]).toEqual([200, null]);
    expect([await peopleOf(db), await rows()]).toEqual(before);
  });
});

describe("return_matches", () => {
  test("=false leaves the matches out", async () => {
    const id = fresh();
    await identified("/v1/identify", request({ customerid: id }));
    expect(
      (await post("/v1/identify?return_matches=false", request({ customerid: id }))).json.matched_identities,
    ).toEqual({});
  });
});

describe("a row of the stream", () => {
  test("holds the request, the decision and the device, as a batch would", async () => {
    const [id, das] = [fresh(), randomUUID()];
    const body = request(
      { customerid: id, device_application_stamp: das },
      { request_id: `r-${id}`, previous_mpid: "7" },
    );
    const { mpid } = await identified("/v1/identify", body);
    const row = await newestRow();
    expect(row).toMatchObject({ kind: "identify", outcome: "created", mpid, das, device_id: das, event_count: 0 });
    expect(row.body).toEqual({
      environment: "development",
      request_id: `r-${id}`,
      request_timestamp_ms: 1_795_000_000_000,
      client_sdk: { platform: "web", sdk_vendor: "mparticle", sdk_version: "2.71.2" },
      previous_mpid: "7",
      known_identities: { customer_id: id, device_application_stamp: das },
    });
    expect(row.decision).toMatchObject({
      endpoint: "identify",
      answer: { matched: [], isEphemeral: false, isLoggedIn: true },
      identity: { found: null, added: ["customer_id", "device_application_stamp"] },
    });
    expect(row.decision.protectionRow).toBeUndefined();
    expect(JSON.stringify(row.decision)).not.toContain(id);
    const devices = await db.query("SELECT das, platform FROM device WHERE mpid = $1", [mpid]);
    expect(devices).toEqual([{ das, platform: "web" }]);
  });
});

describe("a repeated request_id", () => {
  test("gives the stored answer again, whoever the identities would find now", async () => {
    const [id, device] = [fresh(), randomUUID()];
    const body = request({ device_application_stamp: device }, { request_id: `again-${id}` });
    const first = await post("/v1/identify", body);
    // The device's profile becomes known: without a login value it is not found any more.
    await identified("/v1/login", request({ customerid: id, device_application_stamp: device }));
    expect((await identified("/v1/identify", request({ device_application_stamp: device }))).mpid).not.toBe(
      first.json.mpid,
    );
    const before = await peopleOf(db);
    const again = await post("/v1/identify", body);
    expect([again.status, again.json]).toEqual([200, first.json]);
    expect(await peopleOf(db)).toEqual(before);
    expect(await newestRow()).toMatchObject({ kind: "identify", outcome: "duplicate" });
  });

  test("gives what matched then, with its values", async () => {
    const id = fresh();
    await identified("/v1/identify", request({ customerid: id }));
    const body = request({ customerid: id, email: `${id}@example.test` }, { request_id: `m-${id}`, context: "ctx" });
    const first = await post("/v1/identify", body);
    expect(first.json.matched_identities).toEqual({ customerid: id });
    expect((await post("/v1/identify", body)).json).toEqual(first.json);
  });

  test("of another endpoint, another input or a batch is none", async () => {
    const id = fresh();
    const body = request({ device_application_stamp: randomUUID() }, { request_id: id });
    const { mpid } = await identified("/v1/identify", body);
    expect((await identified("/v1/logout", body)).mpid).not.toBe(mpid);
    const batch = { environment: "development", source_request_id: id, user_identities: { customer_id: id } };
    expect((await post("/v2/events", batch)).status).toBe(202);
    expect((await newestRow()).outcome).toBe("created");
    await identified("/v1/identify", body, org.inputs.ios);
    expect((await newestRow()).outcome).not.toBe("duplicate");
  });

  test("50 at once find one profile and get one answer", async () => {
    const id = fresh();
    const body = request({ customerid: id }, { request_id: `burst-${id}` });
    const answers = await Promise.all(Array.from({ length: 50 }, () => post("/v1/login", body)));
    expect(new Set(answers.map(({ json }) => JSON.stringify(json))).size).toBe(1);
    const outcomes = await db.query<{ outcome: string; n: number }>(
      "SELECT outcome, count(*)::int AS n FROM batch WHERE kind = 'login' AND id IN (SELECT id FROM batch ORDER BY id DESC LIMIT 50) GROUP BY outcome ORDER BY outcome",
    );
    expect(outcomes).toEqual([
      { outcome: "created", n: 1 },
      { outcome: "duplicate", n: 49 },
    ]);
  });

  test("of modify gives its answer again, refusals too", async () => {
    const { mpid } = await identified("/v1/identify", request({ customerid: fresh() }));
    const changes = [{ identity_type: "email", old_value: null, new_value: "again@example.test" }];
    const body = { environment: "development", request_id: "mod-1", identity_changes: changes };
    expect((await post(`/v1/${mpid}/modify`, body)).status).toBe(200);
    expect((await post(`/v1/${mpid}/modify`, body)).json).toEqual({});
    const refused = { ...body, request_id: "mod-2" };
    const first = await post("/v1/4242/modify", refused);
    const again = await post("/v1/4242/modify", refused);
    expect([first.status, again.status]).toEqual([400, 400]);
    expect(again.json.errors).toEqual(first.json.errors);
  });
});

describe("authentication", () => {
  const body = () => JSON.stringify(request({ customerid: fresh() }));
  const ask = (headers: Record<string, string>, sent = body(), path = "/v1/identify") =>
    door.ask(path, { headers, body: sent });
  /** By the documentation alone, not by the server's own function. */
  const signed = (
    input: MadeInput,
    sent: string | Buffer,
    more: { path?: string; date?: string; secret?: string } = {},
  ) => {
    const { path = "/v1/identify", date = new Date().toISOString().replace(/[-:]|\.\d+/g, ""), secret } = more;
    const hmac = createHmac("sha256", Buffer.from(secret ?? input.secret, "utf8"));
    hmac.update(`POST\n${date}\n${path}`, "utf8");
    hmac.update(sent);
    return { "x-mp-key": input.key, date, "x-mp-signature": hmac.digest("hex") };
  };
  const minutesFromNow = (minutes: number) =>
    new Date(Date.now() + minutes * 60_000).toISOString().replace(/[-:]|\.\d+/g, "");

  test("answers 401 without any credentials", async () => {
    expect((await ask({})).status).toBe(401);
  });

  test.each(["/v1/login", "/v1/search", "/identity/v1/logout", "/v1/42/modify"])(
    "answers 403 to a wrong secret at %s",
    async (path) => {
      const wrong = Buffer.from(`${org.inputs.web.key}:wrong`).toString("base64");
      expect((await ask({ authorization: `Basic ${wrong}` }, body(), path)).status).toBe(403);
    },
  );

  test("answers 403 to a feed, whatever its level", async () => {
    for (const path of ["/v1/identify", "/v1/search", "/v1/42/modify"]) {
      expect((await post(path, request({ customerid: fresh() }), org.inputs.custom)).status).toBe(403);
    }
  });

  test("takes a signature over path, query and the bytes as sent", async () => {
    const sent = body();
    expect((await ask(signed(org.inputs.ios, sent), sent)).status).toBe(200);
    const path = "/identity/v1/login?return_matches=true";
    expect((await ask(signed(org.inputs.ios, sent, { path }), sent, path)).status).toBe(200);
    const zipped = gzipSync(sent);
    const answer = await door.ask("/v1/identify", {
      headers: { ...signed(org.inputs.ios, zipped), "content-encoding": "gzip" },
      body: zipped,
    });
    expect(answer.status).toBe(200);
  });

  test("takes a repeated request_id with a signature, and answers the same", async () => {
    const sent = JSON.stringify(request({ customerid: fresh() }, { request_id: randomUUID() }));
    const first = await ask(signed(org.inputs.ios, sent), sent);
    const again = await ask(signed(org.inputs.ios, sent), sent);
    expect([again.status, again.text]).toEqual([200, first.text]);
  });

  test("takes a clock that is off by 14 minutes either way, not by 16", async () => {
    const sent = body();
    for (const [minutes, status] of [
      [14, 200],
      [-14, 200],
      [16, 403],
      [-16, 403],
    ] as const) {
      const date = minutesFromNow(minutes);
      expect((await ask(signed(org.inputs.ios, sent, { date }), sent)).status, `${minutes} minutes`).toBe(status);
    }
  });

  test("answers 403 to a signature of other bytes, another path, another date, another secret or in upper case", async () => {
    const sent = body();
    const good = signed(org.inputs.ios, sent);
    const headers = [
      signed(org.inputs.ios, `${sent} `),
      signed(org.inputs.ios, sent, { path: "/v1/login" }),
      { ...good, date: minutesFromNow(1) },
      signed(org.inputs.ios, sent, { secret: "another" }),
      { ...good, "x-mp-signature": good["x-mp-signature"].toUpperCase() },
      { ...good, "x-mp-signature": "" },
      { ...good, "x-mp-key": "us1-none" },
    ];
    for (const one of headers) expect((await ask(one, sent)).status).toBe(403);
  });

  test("answers 401 to a signature without a date, 403 to a date that is none", async () => {
    const sent = body();
    const { date: _, ...undated } = signed(org.inputs.ios, sent);
    expect((await ask(undated, sent)).status).toBe(401);
    expect((await ask(signed(org.inputs.ios, sent, { date: "yesterday" }), sent)).status).toBe(403);
  });

  test("takes the key alone from a web input, not from one that wants its secret", async () => {
    expect((await ask({ "x-mp-key": org.inputs.web.key })).status).toBe(200);
    expect((await ask({ "x-mp-key": org.inputs.ios.key })).status).toBe(403);
    expect((await ask({ "x-mp-key": org.inputs.custom.key })).status).toBe(403);
    expect((await ask({ "x-mp-key": "us1-none" })).status).toBe(403);
  });

  test("knows no session cookie", async () => {
    expect((await ask({ cookie: "next-auth.session-token=x" })).status).toBe(401);
  });
});

describe("GET", () => {
  test("answers 404", async () => {
    expect((await door.ask("/v1/identify", { method: "GET" })).status).toBe(404);
  });
});
