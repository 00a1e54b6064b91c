import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drain } from "@/lib/ingest";
import { setEnabled, updateInput } from "@/lib/inputs";
import { findInput } from "@/lib/inputs/find-input";
import type { Mpid } from "@/lib/int64";
import { batchDetail } from "@/lib/profile";
import { setInputLimits } from "@/lib/rate-limits";
import { testDatabase } from "../../tests/database";
import { type MadeInput, type MadeOrganization, makeOrganization } from "../../tests/factory";
import { customEvent, sendOne } from "../../tests/send";
import { createApp } from "../app";
import { doorListener } from "../http/door";

const db = await testDatabase();
const PAGE = "https://shop.example.test";
const STRANGE = "https://elsewhere.example.test";
const UNKNOWN_KEY = "us1-00000000000000000000000000000000";

let org: MadeOrganization;
let server: Server;
let port: number;
let mpid: Mpid;
/** Takes requests from pages of PAGE only. */
let listed: MadeInput;
/** A platform whose secret is always needed. */
let secretive: MadeInput;
let disabled: MadeInput;

beforeAll(async () => {
  org = await makeOrganization();
  server = createServer(doorListener(createApp(), null));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
  ({ mpid } = await sendOne(org.inputs.web.key, {
    user_identities: { customer_id: "ada", email: "ada@ostwick.example" },
  }));
  secretive = org.inputs.ios;
  listed = await org.addInput({ kind: "web", workspaceId: org.workspaces[1].id });
  disabled = await org.addInput({ kind: "web", workspaceId: org.workspaces[2].id });
  await setSettings(listed, { allowedOrigins: [PAGE, "http://127.0.0.1:8080"] });
  await setEnabled(org.context("Admin"), { inputId: disabled.id, enabled: false });
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await drain();
  await db.close();
});

const setSettings = (input: MadeInput, more: { allowKeyOnly?: boolean; allowedOrigins?: string[] }) =>
  updateInput(org.context("Admin"), {
    inputId: input.id,
    name: input.kind,
    actAs: null,
    isDebug: false,
    restrictDeviceIdByLat: false,
    allowKeyOnly: true,
    allowedOrigins: [],
    ...more,
  });

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };
type Asked = { readonly headers?: Record<string, string>; readonly body?: string | Buffer };

/** What a browser sends; `fetch` here would not let us name an origin. */
function ask(method: string, path: string, { headers = {}, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: "127.0.0.1", port, method, path, headers: { origin: PAGE, ...headers } },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

const TEXT = { "content-type": "text/plain;charset=UTF-8", accept: "text/plain;charset=UTF-8" };
const upload = (key: string, body: unknown, { headers = {} }: Asked = {}, prefix = "") =>
  ask("POST", `${prefix}/v3/JS/${key}/events`, {
    headers: { ...TEXT, ...headers },
    body: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
const viewed = (name: string) => ({ mpid, events: [customEvent(name)] });
const outcomeOf = async (name: string) =>
  (
    await db.query<{ outcome: string }>(
      "SELECT b.outcome FROM batch b JOIN event e ON e.batch_id = b.id WHERE e.name = $1",
      [name],
    )
  ).map(({ outcome }) => outcome);

describe("POST /v3/JS/{key}/events", () => {
  test.each(["", "/webevents"])("answers 202 under %j, with and without a trailing slash", async (prefix) => {
    const name = `Viewed under ${prefix}`;
    const answer = await upload(org.inputs.web.key, viewed(name), {}, prefix);
    expect([answer.status, answer.text]).toEqual([202, ""]);
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    const slashed = await ask("POST", `${prefix}/v3/JS/${org.inputs.web.key}/events/`, { body: "{}" });
    expect(slashed.status).toBe(202);
    expect(await outcomeOf(name)).toEqual(["updated"]);
  });

  test("answers 202 to what sendBeacon sends, and 202 to the same batch once more", async () => {
    const beacon = { ...viewed("Left"), source_request_id: "beacon-1" };
    const headers = { "content-type": "text/plain;charset=utf-8", "sec-fetch-mode": "no-cors", cookie: "session=x" };
    for (const status of [202, 202]) {
      expect((await upload(org.inputs.web.key, beacon, { headers })).status).toBe(status);
    }
    expect(await outcomeOf("Left")).toEqual(["updated"]);
  });

  test("answers 202 to a gzip body", async () => {
    const body = gzipSync(JSON.stringify(viewed("Zipped")));
    expect((await upload(org.inputs.web.key, body, { headers: { "content-encoding": "gzip" } })).status).toBe(202);
    expect(await outcomeOf("Zipped")).toEqual(["updated"]);
  });

  test.each([
    ["malformed", "{", {}],
    ["empty", "", {}],
    ["too large", "x".repeat(300_000), {}],
    ["no gzip though it says so", "plain", { "content-encoding": "gzip" }],
    ["of an encoding that nobody knows", "plain", { "content-encoding": "lzma" }],
    ["of an unknown event type", JSON.stringify({ mpid: "1", events: [{ event_type: "dance" }] }), {}],
  ])("answers 202 to a body that is %s, and shows it as rejected", async (_, body, headers) => {
    const rejected = () => db.query<{ n: number }>("SELECT count(*)::int AS n FROM batch WHERE outcome = 'rejected'");
    const [before] = await rejected();
    expect((await upload(org.inputs.web.key, body, { headers })).status).toBe(202);
    expect(await rejected()).toEqual([{ n: (before?.n ?? 0) + 1 }]);
  });

  test.each([
    ["an unknown key", () => UNKNOWN_KEY],
    ["a feed's key", () => org.inputs.custom.key],
    ["a platform's key that is not enough alone", () => secretive.key],
    ["a disabled input's key", () => disabled.key],
  ])("answers 403 to %s, and lets the page read that", async (_, key) => {
    const answer = await upload(key(), viewed("Refused"));
    expect(answer.status).toBe(403);
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    expect(await outcomeOf("Refused")).toEqual([]);
  });

  test("answers 403 without CORS to an origin outside the input's list", async () => {
    const answer = await upload(listed.key, viewed("Strange"), { headers: { origin: STRANGE } });
    expect(answer.status).toBe(403);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    for (const origin of ["null", "http://127.0.0.1:8081", `${PAGE}.evil.example`]) {
      expect((await upload(listed.key, viewed("Strange"), { headers: { origin } })).status).toBe(403);
    }
    expect(await outcomeOf("Strange")).toEqual([]);
  });

  test("answers 202 to an origin of the list, naming that one only", async () => {
    const answer = await upload(listed.key, viewed("Listed"));
    expect(answer.status).toBe(202);
    expect(answer.headers).toMatchObject({ "access-control-allow-origin": PAGE, vary: "origin" });
  });

  test("answers 202 to a list that grew after another copy kept it", async () => {
    const { workspaces } = await makeOrganization();
    const input = await org.addInput({ kind: "web", workspaceId: workspaces[0].id });
    await db.query("UPDATE input SET allowed_origins = $2, rules_version = 2 WHERE id = $1", [input.id, [STRANGE]]);
    await findInput(input.key);
    await db.query("UPDATE input SET allowed_origins = $2, rules_version = 3 WHERE id = $1", [
      input.id,
      [STRANGE, PAGE],
    ]);
    expect((await upload(input.key, viewed("Grown"))).status).toBe(202);
  });

  test("never lets credentials in, and keeps no key with the request", async () => {
    const answer = await upload(org.inputs.web.key, viewed("Clean"));
    expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
    expect(answer.headers["access-control-expose-headers"]).toBe("x-mp-max-age");
    const paths = await db.query("SELECT DISTINCT path FROM raw_request WHERE path LIKE '/v3%'");
    expect(paths).toEqual([{ path: "/v3/JS/:key/events" }]);
  });

  test("gives the person the address that the request came from", async () => {
    const { mpid: visitor } = await sendOne(org.inputs.web.key, { user_identities: { customer_id: "bram" } });
    await upload(org.inputs.web.key, { mpid: visitor, ip: "198.51.100.1", events: [customEvent("Seen")] });
    expect(await db.query("SELECT ip FROM profile WHERE mpid = $1", [visitor])).toEqual([{ ip: "127.0.0.1" }]);
  });

  test("is masked for who may not read personal values of production", async () => {
    await upload(org.inputs.web.key, {
      ...viewed("Masked"),
      user_identities: { customer_id: "ada", email: "ada@ostwick.example" },
      user_attributes: { street: "Quince Row" },
    });
    const [row] = await db.query<{ id: string }>("SELECT batch_id AS id FROM event WHERE name = 'Masked'");
    const [plain, masked] = await Promise.all(
      (["Marketer", "QA"] as const).map((role) => batchDetail(org.context(role), { batchId: row?.id ?? "" })),
    );
    const personal = ["Quince Row", "ada@ostwick.example"];
    const text = (detail: typeof plain) => `${detail?.outbound}${detail?.decision}`;
    for (const value of personal) expect(text(plain)).toContain(value);
    for (const value of personal) expect(text(masked)).not.toContain(value);
    expect(text(masked)).toContain(mpid);
  });
});

describe("GET /JS/v2/{key}/config", () => {
  test.each(["", "/tags"])("answers 200 under %j with what the SDK reads", async (prefix) => {
    const answer = await ask("GET", `${prefix}/JS/v2/${org.inputs.web.key}/config?env=1&plan_id=p`, { headers: TEXT });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ "access-control-allow-origin": "*", "cache-control": "no-store" });
    expect(JSON.parse(answer.text)).toEqual({
      appName: "Storefront",
      kitConfigs: [],
      pixelConfigs: [],
      minWebviewBridgeVersion: 2,
      workspaceToken: expect.stringMatching(/^[0-9A-F]{8}$/),
      flags: {
        eventsV3: "100",
        eventBatchingIntervalMillis: "1000",
        reportBatching: "False",
        offlineStorage: "0",
        directURLRouting: "False",
        cacheIdentity: "False",
        audienceAPI: "True",
        captureIntegrationSpecificIds: "False",
        astBackgroundEvents: "False",
      },
    });
  });

  test("answers 403 to an unknown key, and as soon as the key alone is not enough", async () => {
    expect((await ask("GET", `/JS/v2/${UNKNOWN_KEY}/config`)).status).toBe(403);
    const input = await org.addInput({ kind: "roku" });
    const path = `/JS/v2/${input.key}/config`;
    await setSettings(input, { allowKeyOnly: true });
    expect((await ask("GET", path)).status).toBe(200);
    await db.query("UPDATE input SET allow_key_only = false, rules_version = rules_version + 1 WHERE id = $1", [
      input.id,
    ]);
    expect((await ask("GET", path)).status).toBe(403);
  });

  test("answers 403 to an origin outside the list", async () => {
    expect((await ask("GET", `/JS/v2/${listed.key}/config`, { headers: { origin: STRANGE } })).status).toBe(403);
    expect((await ask("GET", `/JS/v2/${listed.key}/config`)).status).toBe(200);
  });
});

describe("POST /v1|v2/JS/{key}/Forwarding", () => {
  test.each(["/v1", "/v2", "/webevents/v1", "/webevents/v2"])("answers 202 under %s", async (prefix) => {
    expect((await ask("POST", `${prefix}/JS/${org.inputs.web.key}/Forwarding`, { body: "{}" })).status).toBe(202);
  });

  test("answers 403 to an unknown key", async () => {
    expect((await ask("POST", `/v1/JS/${UNKNOWN_KEY}/Forwarding`, { body: "{}" })).status).toBe(403);
  });
});

describe("GET /v1/{key}/audience", () => {
  const audience = (key: string, who: string, headers = {}) =>
    ask("GET", `/v1/${key}/audience?mpid=${who}`, { headers });

  test("answers 200 with the audiences of the person: none", async () => {
    const answer = await audience(org.inputs.web.key, mpid);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({
      dt: "cam",
      ct: expect.any(Number),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      audience_memberships: [],
    });
  });

  test("answers 400 to what is no MPID", async () => {
    for (const who of ["", "0", "ada", "9223372036854775808"]) {
      expect((await audience(org.inputs.web.key, who)).status).toBe(400);
    }
  });

  test("answers 401 to an unknown key", async () => {
    expect((await audience(UNKNOWN_KEY, mpid)).status).toBe(401);
  });

  test("answers 403 to a key that is not enough alone, and to a strange origin", async () => {
    expect((await audience(org.inputs.custom.key, mpid)).status).toBe(403);
    expect((await audience(disabled.key, mpid)).status).toBe(403);
    expect((await audience(listed.key, mpid, { origin: STRANGE })).status).toBe(403);
  });

  test("answers 404 to a person nobody knows, or of another scope", async () => {
    const elsewhere = await org.addInput({ kind: "android", workspaceId: org.workspaces[2].id });
    const { mpid: other } = await sendOne(elsewhere.key, { user_identities: { customer_id: "ada" } });
    for (const who of ["-8921341234567890123", other]) {
      expect((await audience(org.inputs.web.key, who)).status).toBe(404);
    }
  });
});

describe("OPTIONS", () => {
  const preflight = {
    "access-control-request-method": "POST",
    "access-control-request-headers": "content-type,x-mp-key",
  };

  test.each([
    "/v1/identify",
    "/v1/login",
    "/v1/logout",
    "/v1/search?cb=1",
    "/v1/-42/modify",
    "/identity/v1/identify",
    "/identity/v1/-42/modify",
    `/v1/identity/${UNKNOWN_KEY}/Alias`,
    `/webevents/v1/identity/${UNKNOWN_KEY}/Alias`,
    `/v3/JS/${UNKNOWN_KEY}/events`,
    `/JS/v2/${UNKNOWN_KEY}/config`,
    `/tags/JS/v2/${UNKNOWN_KEY}/config`,
    `/v1/${UNKNOWN_KEY}/audience?mpid=1`,
  ])("%s answers 204 to a preflight", async (path) => {
    const answer = await ask("OPTIONS", path, { headers: preflight });
    expect([answer.status, answer.text]).toEqual([204, ""]);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "content-type, x-mp-key, accept",
    });
  });

  test("answers 403 for an input that does not list the origin", async () => {
    const path = `/v1/identity/${listed.key}/Alias`;
    expect((await ask("OPTIONS", path, { headers: preflight })).status).toBe(204);
    expect((await ask("OPTIONS", path, { headers: { ...preflight, origin: STRANGE } })).status).toBe(403);
  });

  test("of a server's address lets no page in", async () => {
    for (const path of ["/v2/events", "/api/live", "/healthz"]) {
      const answer = await ask("OPTIONS", path, { headers: preflight });
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe("what other browser doors answer", () => {
  const identify = (key: string, headers: Record<string, string> = {}) =>
    ask("POST", "/identity/v1/identify", {
      headers: { "x-mp-key": key, "content-type": "application/json", ...headers },
      body: JSON.stringify({ environment: "production", known_identities: { customerid: "ada" } }),
    });
  const alias = (key: string, headers: Record<string, string> = {}) =>
    ask("POST", `/webevents/v1/identity/${key}/Alias`, { headers, body: "{}" });

  test("identify: 200 to a page of the list, 403 without CORS to another", async () => {
    const listedPage = await identify(listed.key);
    expect([listedPage.status, listedPage.headers["access-control-allow-origin"]]).toEqual([200, PAGE]);
    const strange = await identify(listed.key, { origin: STRANGE });
    expect([strange.status, strange.headers["access-control-allow-origin"]]).toEqual([403, undefined]);
    expect((await identify(org.inputs.web.key, { origin: STRANGE })).headers["access-control-allow-origin"]).toBe("*");
  });

  test("Alias: 400 to an empty request of a page of the list, 403 to another page", async () => {
    expect((await alias(listed.key)).status).toBe(400);
    expect((await alias(listed.key, { origin: STRANGE })).status).toBe(403);
    const paths = await db.query("SELECT DISTINCT path FROM raw_request WHERE path LIKE '%Alias'");
    expect(paths).toEqual([{ path: "/v1/identity/:key/Alias" }]);
  });

  test.each([
    ["identify", identify],
    ["Alias", alias],
    ["events", (key: string) => upload(key, viewed("Later"))],
  ])("%s: what another copy changed counts for the next request", async (_, request) => {
    const { workspaces } = await makeOrganization();
    const input = await org.addInput({ kind: "web", workspaceId: workspaces[0].id });
    const settle = (allow: boolean, origins: string[]) =>
      db.query(
        "UPDATE input SET allow_key_only = $2, allowed_origins = $3, rules_version = rules_version + 1 WHERE id = $1",
        [input.id, allow, origins],
      );
    const refused = [401, 403];
    await request(input.key);
    await settle(true, [STRANGE]);
    expect(refused).toContain((await request(input.key)).status);
    await settle(true, [STRANGE, PAGE]);
    expect(refused).not.toContain((await request(input.key)).status);
    await settle(false, [PAGE]);
    expect(refused).toContain((await request(input.key)).status);
    await settle(true, []);
    expect(refused).not.toContain((await request(input.key)).status);
  });

  test("events: 429 beyond the input's rate, which the page may read", async () => {
    const input = await org.addInput({ kind: "smart_tv" });
    await setSettings(input, { allowKeyOnly: true });
    await setInputLimits(org.context("Admin"), {
      inputId: input.id,
      limits: { perSecond: { everything: 1 }, limitAcceleration: false },
    });
    const answers: Answer[] = [];
    for (let sent = 0; sent < 20 && answers.at(-1)?.status !== 429; sent += 1) {
      answers.push(await upload(input.key, viewed("Often")));
    }
    const last = answers.at(-1);
    expect(answers[0]?.status).toBe(202);
    expect([last?.status, last?.headers["access-control-allow-origin"]]).toEqual([429, "*"]);
    expect(last?.headers["retry-after"]).toMatch(/^\d+$/);
  });
});
