import { createServer, type Server } from "node:http";
import { Jwt } from "hono/utils/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { sendOne } from "../../tests/send";

const db = await testDatabase();
const ORIGIN = "http://127.0.0.1:3000";
process.env.PUBLIC_URL = ORIGIN;

const { createApp } = await import("../app");
const { doorListener } = await import("../http/door");
const { hashPassword } = await import("../../lib/access/password");
const { deriveKey } = await import("../../lib/access/keys");
const { declareAccountAttribute } = await import("../../lib/settings");
const { setAccountLimits } = await import("../../lib/rate-limits");

const SECRET = "correct horse battery staple";
const secretHash = await hashPassword(SECRET);
const EXACT = "7346244611012968789";
const NEGATIVE = "-8921341234567890123";

let org: MadeOrganization;
let foreign: MadeOrganization;
let server: Server;
let base: string;
let ws: number;
let credentials = 0;

type Made = { readonly id: number; readonly client: string };
async function makeCredential(of: MadeOrganization, apis: string[], workspaceIds: number[]): Promise<Made> {
  credentials += 1;
  const client = `client-${credentials}`;
  const [row] = await db.query<{ id: number }>(
    `INSERT INTO api_credential (account_id, name, client_id, secret_hash, apis, workspace_ids, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, 0) RETURNING id`,
    [of.accountId, `Loader ${credentials}`, client, secretHash, apis, workspaceIds],
  );
  return { id: row?.id ?? 0, client };
}

beforeAll(async () => {
  [org, foreign] = [await makeOrganization(), await makeOrganization()];
  ws = org.workspaces[0].id;
  for (const of of [org, foreign]) {
    for (const key of ["club", "$Mobile"]) await declareAccountAttribute(of.context("Admin"), { key });
  }
  // Only a factory can choose an MPID.
  for (const [customer, wanted] of [
    ["exact", EXACT],
    ["negative", NEGATIVE],
  ]) {
    const { mpid } = await sendOne(org.inputs.web.key, { user_identities: { customer_id: customer } });
    await db.query("UPDATE profile SET mpid = $2 WHERE mpid = $1", [mpid, wanted]);
    await db.query("UPDATE identity SET mpid = $2 WHERE mpid = $1", [mpid, wanted]);
  }
  server = createServer(doorListener(createApp(), null));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await (await import("../../lib/ingest")).drain();
  await db.close();
});

// Every test fails to get a token from the same address.
beforeEach(() => db.query("DELETE FROM sign_in_throttle"));

const post = (body: unknown) =>
  fetch(`${base}/oauth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const request = (client: string) => ({
  client_id: client,
  client_secret: SECRET,
  audience: "https://api.mparticle.com",
  grant_type: "client_credentials",
});
async function tokenOf({ client }: Made): Promise<string> {
  const response = await post(request(client));
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}
const loader = () => makeCredential(org, ["profile", "account_attributes"], [ws]);

type Place = { orgId?: unknown; accountId?: unknown; workspaceId?: unknown; mpid?: string };
async function put(token: string | null, body: unknown, place: Place = {}) {
  const { orgId = org.orgId, accountId = org.accountId, workspaceId = ws, mpid = EXACT } = place;
  const response = await fetch(
    `${base}/userprofile/v1/${orgId}/${accountId}/${workspaceId}/${mpid}/account_attributes`,
    {
      method: "PUT",
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    },
  );
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const codeOf = ({ text }: { text: string }) => JSON.parse(text).errors[0].code;
const CLUB = { account_user_attributes: { club: "founders" } };

describe("POST /oauth/token", () => {
  test.each(["https://api.mparticle.com", "https://api.mparticle.com/", ORIGIN, `${ORIGIN}/`])(
    "200: a token of 8 hours for the audience %s",
    async (audience) => {
      const response = await post({ ...request((await loader()).client), audience });
      expect(response.status).toBe(200);
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(await response.json()).toEqual({
        access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        expires_in: 28_800,
        token_type: "Bearer",
      });
    },
  );

  test.each<[string, Record<string, unknown>, number, string]>([
    ["an unknown client", { client_id: "nobody" }, 401, "access_denied"],
    ["a wrong secret", { client_secret: "guessed" }, 401, "access_denied"],
    ["another grant", { grant_type: "password" }, 400, "unsupported_grant_type"],
    ["another audience", { audience: "https://elsewhere.example" }, 403, "invalid_target"],
    ["no audience", { audience: undefined }, 400, "invalid_request"],
    ["no client_id", { client_id: undefined }, 400, "invalid_request"],
    ["no client_secret", { client_secret: undefined }, 400, "invalid_request"],
    ["no grant_type", { grant_type: undefined }, 400, "invalid_request"],
    ["a secret that is no text", { client_secret: 5 }, 400, "invalid_request"],
  ])("refuses %s", async (_name, change, status, error) => {
    const response = await post({ ...request((await loader()).client), ...change });
    expect([response.status, await response.json()]).toMatchObject([status, { error }]);
  });

  test("400 for what is no JSON, or no object", async () => {
    for (const body of ["grant_type=client_credentials", "[]", "null", ""]) {
      const response = await post(body);
      expect([body, response.status, await response.json()]).toMatchObject([body, 400, { error: "invalid_request" }]);
    }
  });

  test("401 for a deactivated credential, in the same words as for a wrong one", async () => {
    const { id, client } = await loader();
    await db.query("UPDATE api_credential SET active = false WHERE id = $1", [id]);
    const [inactive, wrong] = await Promise.all([post(request(client)), post(request("nobody-else"))]);
    expect(inactive.status).toBe(401);
    expect(await inactive.json()).toEqual(await wrong.json());
  });

  test("429 with Retry-After when one client fails again and again", async () => {
    const { client } = await loader();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      statuses.push((await post({ ...request(client), client_secret: "guessed" })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 429]);
    const response = await post(request(client));
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("PUT account_attributes", () => {
  test.each([EXACT, NEGATIVE])("200: sets, changes and deletes values of %s, to the digit", async (mpid) => {
    const token = await tokenOf(await loader());
    const first = await put(token, { account_user_attributes: { club: 9, $MOBILE: true } }, { mpid });
    expect([first.status, first.text]).toEqual([
      200,
      `{"mpid":${mpid},"account_user_attributes":{"$mobile":"true","club":"9"}}`,
    ]);
    const second = await put(
      token,
      { account_user_attributes: { club: ["a", "b"] }, deleted_account_user_attributes: ["$Mobile", "club"] },
      { mpid },
    );
    expect(second.text).toBe(`{"mpid":${mpid},"account_user_attributes":{"club":["a","b"]}}`);
    const third = await put(token, { account_user_attributes: { club: null } }, { mpid });
    expect(third.text).toBe(`{"mpid":${mpid},"account_user_attributes":{"club":null}}`);
    const fourth = await put(token, { deleted_account_user_attributes: ["club"] }, { mpid });
    expect(fourth.text).toBe(`{"mpid":${mpid},"account_user_attributes":{}}`);
  });

  test("is audited in the credential's name", async () => {
    const made = await loader();
    await put(await tokenOf(made), CLUB, { mpid: NEGATIVE });
    const rows = await db.query(
      "SELECT actor, member_id, account_id FROM audit_log WHERE target_type = 'person' AND target_id = $1 ORDER BY id DESC LIMIT 1",
      [NEGATIVE],
    );
    expect(rows).toEqual([
      { actor: `API credential Loader ${credentials}`, member_id: null, account_id: org.accountId },
    ]);
    const [change] = await db.query(
      "SELECT credential_id FROM account_attribute_change WHERE mpid = $1 ORDER BY id DESC LIMIT 1",
      [NEGATIVE],
    );
    expect(change).toEqual({ credential_id: made.id });
  });

  test.each<[string, unknown]>([
    ["an undeclared key", { account_user_attributes: { nobody: "x" } }],
    ["deleting an undeclared key", { deleted_account_user_attributes: ["nobody"] }],
    ["a declared key beside an undeclared one", { account_user_attributes: { club: "new", nobody: "x" } }],
    ["an object as a value", { account_user_attributes: { club: {} } }],
    ["a list with an object", { account_user_attributes: { club: [{}] } }],
    ["a value that is too long", { account_user_attributes: { club: "x".repeat(4097) } }],
    ["an empty key", { account_user_attributes: { "": "x" } }],
    ["a key to delete that is no text", { deleted_account_user_attributes: [5] }],
    ["no attributes", {}],
    ["attributes that are a list", { account_user_attributes: [] }],
    ["a body that is no object", []],
    ["a body that is no JSON", "{"],
    ["no body", ""],
  ])("400 for %s, and nothing changes", async (_name, body) => {
    const token = await tokenOf(await loader());
    await put(token, CLUB);
    const answer = await put(token, body);
    expect([answer.status, codeOf(answer)]).toEqual([400, "BAD_REQUEST"]);
    expect((await put(token, { account_user_attributes: {} })).text).toBe(
      `{"mpid":${EXACT},"account_user_attributes":{"club":"founders"}}`,
    );
  });

  test.each<[string, Place, number]>([
    ["an MPID that is no number", { mpid: "seven" }, 400],
    ["an MPID beyond 64 bits", { mpid: "9223372036854775808" }, 400],
    ["0", { mpid: "0" }, 400],
    ["a rounded MPID, which nobody has", { mpid: "7346244611012968800" }, 404],
    ["a workspace that is no number", { workspaceId: "shop" }, 400],
    ["a workspace beyond 32 bits", { workspaceId: "9999999999" }, 400],
    ["another organisation", { orgId: 2_000_000_000 }, 404],
    ["another account", { accountId: 2_000_000_000 }, 404],
    ["a workspace that there is not", { workspaceId: 2_000_000_000 }, 404],
  ])("for %s", async (_name, place, status) => {
    expect((await put(await tokenOf(await loader()), CLUB, place)).status).toBe(status);
  });

  test("404 for what is of somebody else, wherever it stands in the address", async () => {
    const { orgId, accountId, workspaces } = foreign;
    const theirs = await tokenOf(await makeCredential(foreign, ["account_attributes"], [workspaces[0].id, ws]));
    const ours = { orgId: org.orgId, accountId: org.accountId, workspaceId: ws };
    for (const place of [
      ours,
      { ...ours, orgId },
      { ...ours, orgId, accountId },
      { orgId, accountId, workspaceId: ws },
    ]) {
      expect([place, (await put(theirs, CLUB, place)).status]).toEqual([place, 404]);
    }
    // Their own workspace, our person.
    const own = { orgId, accountId, workspaceId: workspaces[0].id };
    expect((await put(theirs, CLUB, own)).status).toBe(404);
    const sandbox = await tokenOf(await makeCredential(org, ["account_attributes"], [org.workspaces[2].id]));
    expect((await put(sandbox, CLUB, { workspaceId: org.workspaces[2].id })).status).toBe(404);
  });

  test("403 for a credential that only reads, or was not given the workspace", async () => {
    const reader = await tokenOf(await makeCredential(org, ["profile"], [ws]));
    const elsewhere = await tokenOf(await makeCredential(org, ["account_attributes"], [org.workspaces[1].id]));
    const nowhere = await tokenOf(await makeCredential(org, ["account_attributes"], []));
    for (const token of [reader, elsewhere, nowhere]) {
      const answer = await put(token, CLUB);
      expect([answer.status, codeOf(answer)]).toEqual([403, "FORBIDDEN"]);
    }
  });

  test("401 without a token, and for one that nobody may use (any more)", async () => {
    const made = await loader();
    const token = await tokenOf(made);
    expect((await put(token, CLUB)).status).toBe(200);
    const { id, client } = made;
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: ORIGIN, aud: ORIGIN, sub: client, credential: id, iat: seconds, exp: seconds + 60 };
    const key = deriveKey("token").toString("hex");
    const signed = (change: object, secret = key) => Jwt.sign({ ...claims, ...change }, secret, "HS256");
    expect((await put(await signed({}), CLUB)).status).toBe(200);
    const [header, payload] = token.split(".");
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
    const useless: [string, string | null][] = [
      ["none at all", null],
      ["no JWT", "x"],
      ["expired", await signed({ exp: seconds - 1 })],
      ["without an end", await signed({ exp: undefined })],
      ["of another issuer", await signed({ iss: "https://elsewhere.example" })],
      ["for another audience", await signed({ aud: "https://elsewhere.example" })],
      ["of another client", await signed({ sub: "client-0" })],
      ["by another key", await signed({}, deriveKey("session").toString("hex"))],
      ["by another algorithm", await Jwt.sign(claims, key, "HS512")],
      ["unsigned", `${none}.${payload}.`],
      ["signature cut off", `${header}.${payload}.`],
    ];
    for (const [name, one] of useless) {
      const answer = await put(one, CLUB);
      expect([name, answer.status, answer.headers.get("www-authenticate")]).toEqual([
        name,
        401,
        'Bearer realm="profiles"',
      ]);
    }
    await db.query("UPDATE api_credential SET active = false WHERE id = $1", [id]);
    expect((await put(token, CLUB)).status).toBe(401);
    await db.query("UPDATE api_credential SET active = true WHERE id = $1", [id]);
    expect((await put(token, CLUB)).status).toBe(200);
    await db.query("DELETE FROM api_credential WHERE id = $1", [id]);
    expect((await put(token, CLUB)).status).toBe(401);
  });

  test("429 by the account's limit of API requests, which others and batches do not use up", async () => {
    const token = await tokenOf(await loader());
    const before = await put(token, CLUB);
    expect(before.headers.get("x-mp-rate-limit-percentage-used")).toBeNull();
    const limits = { perSecond: { api_requests: 10, batches: 10 }, limitAcceleration: false };
    await setAccountLimits(org.context("Admin"), { limits });
    // Filled an hour ahead, a bucket has what it has and fills no more.
    await db.query(
      `UPDATE rate_limit SET millitokens = CASE traffic WHEN 'batches' THEN 0 ELSE 2000 END,
              filled_at = (extract(epoch FROM clock_timestamp()) * 1000)::bigint + 3600000`,
    );
    const bad = await put(token, "{");
    expect([bad.status, bad.headers.get("x-mp-rate-limit-percentage-used")]).toEqual([400, null]);
    const good = await put(token, CLUB);
    expect([good.status, good.headers.get("x-mp-rate-limit-percentage-used")]).toEqual([200, "100"]);
    const refused = await put(token, CLUB);
    expect([refused.status, codeOf(refused)]).toEqual([429, "TOO_MANY_REQUESTS"]);
    expect(refused.headers.get("x-mp-rate-limit-exceeded")).toBe('"account"');
    expect(refused.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
    const theirs = await tokenOf(await makeCredential(foreign, ["account_attributes"], [foreign.workspaces[0].id]));
    const { orgId, accountId, workspaces } = foreign;
    expect((await put(theirs, CLUB, { orgId, accountId, workspaceId: workspaces[0].id })).status).toBe(404);
    await setAccountLimits(org.context("Admin"), { limits: { ...limits, perSecond: {} } });
    expect((await put(token, CLUB)).status).toBe(200);
  });

  test("answers no other method", async () => {
    const token = await tokenOf(await loader());
    const address = `${base}/userprofile/v1/${org.orgId}/${org.accountId}/${ws}/${EXACT}/account_attributes`;
    for (const method of ["POST", "DELETE", "GET"]) {
      const response = await fetch(address, { method, headers: { authorization: `Bearer ${token}` } });
      expect([method, response.status]).toEqual([method, 404]);
    }
  });
});
