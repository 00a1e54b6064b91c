import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drain } from "@/lib/ingest";
import { ledgerOf } from "../../tests/ask-alias";
import { testDatabase } from "../../tests/database";
import { type Door, openDoor } from "../../tests/door";
import { type MadeInput, type MadeOrganization, makeOrganization } from "../../tests/factory";
import { sendOne } from "../../tests/send";

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

const person = async () => {
  people += 1;
  return (await sendOne(org.inputs.web.key, { user_identities: { customer_id: `door-${people}` } })).mpid;
};
const pair = async () => ({ source_mpid: await person(), destination_mpid: await person() });
/** As the browser SDK sends it. */
const request = (data: object) => ({
  request_id: "b6d7c7c0-3a1e-4a80-9d63-0f8d31a9a001",
  request_type: "alias",
  environment: "production",
  api_key: org.inputs.web.key,
  data: { scope: "device", device_application_stamp: "stamp", ...data },
});
const ask = (input: { key: string }, body: unknown, headers: Record<string, string> = {}, base = "/v1") =>
  door.ask(`${base}/identity/${input.key}/Alias`, {
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
const basic = ({ authorization }: MadeInput) => ({ authorization });

describe("202", () => {
  test.each(["/v1", "/webevents/v1"])("by the key alone, empty, under %s", async (base) => {
    const data = await pair();
    const answer = await ask(org.inputs.web, request(data), {}, base);
    expect([answer.status, answer.text]).toEqual([202, ""]);
    expect(await ledgerOf(db, data.source_mpid)).toMatchObject([{ state: "scheduled", das: "stamp" }]);
  });

  test("with a trailing slash and a gzip body", async () => {
    const data = await pair();
    const answer = await door.ask(`/v1/identity/${org.inputs.web.key}/Alias/`, {
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      body: gzipSync(JSON.stringify(request(data))),
    });
    expect(answer.status).toBe(202);
  });

  test("also for one that is not executed", async () => {
    const data = await pair();
    await ask(org.inputs.web, request(data));
    expect((await ask(org.inputs.web, request(data))).status).toBe(202);
    expect((await ledgerOf(db, data.source_mpid)).map(({ state }) => state)).toEqual(["scheduled", "skipped"]);
  });

  test("with the secret, of an input that wants it", async () => {
    expect((await ask(org.inputs.ios, request(await pair()), basic(org.inputs.ios))).status).toBe(202);
  });
});

describe("400 with a code and a message", () => {
  test.each([
    ["malformed JSON", () => "{", /JSON/],
    ["an unknown MPID", async () => request({ ...(await pair()), source_mpid: "4711" }), /source/],
    ["the same profile twice", async () => request({ source_mpid: "5", destination_mpid: "5" }), /same/],
    [
      "a start after the end",
      async () => request({ ...(await pair()), start_unixtime_ms: 2, end_unixtime_ms: 1 }),
      /end/,
    ],
    ["no MPID", () => request({}), /source_mpid/],
    ["a body beyond 256 KB", () => `"${"x".repeat(300_000)}"`, /256 KB/],
  ])("for %s", async (_, body, message) => {
    const answer = await ask(org.inputs.web, await body());
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual({ code: "BAD_REQUEST", message: expect.stringMatching(message) });
  });

  test("for a body that says it is gzip and is none", async () => {
    const answer = await ask(org.inputs.web, "no gzip", { "content-encoding": "gzip" });
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, "BAD_REQUEST"]);
  });
});

describe("401", () => {
  const sameForAll = { code: "UNAUTHORIZED", message: expect.any(String) };

  test("for a key that nobody has, that is disabled, or that wants its secret", async () => {
    const input = await org.addInput({ kind: "web" });
    await db.query("UPDATE input SET enabled = false WHERE id = $1", [input.id]);
    const texts = new Set<string>();
    for (const key of ["us1-nobody", input.key, org.inputs.ios.key]) {
      const answer = await ask({ key }, request(await pair()));
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.text)).toEqual(sameForAll);
      texts.add(answer.text);
    }
    expect(texts.size).toBe(1);
  });

  test("for a wrong secret, and for that of another input", async () => {
    const wrong = { authorization: `Basic ${Buffer.from(`${org.inputs.ios.key}:wrong`).toString("base64")}` };
    for (const headers of [wrong, basic(org.inputs.android), basic(org.inputs.web)]) {
      expect((await ask(org.inputs.ios, request(await pair()), headers)).status).toBe(401);
    }
  });
});

describe("403", () => {
  test("for a feed, with and without its secret", async () => {
    for (const headers of [{}, basic(org.inputs.custom)]) {
      const answer = await ask(org.inputs.custom, request(await pair()), headers);
      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.text)).toEqual({
        code: "FORBIDDEN",
        message: "Only platform inputs may ask for an alias.",
      });
    }
  });

  test("where the identity strategy has no alias", async () => {
    const data = await pair();
    await db.query("UPDATE identity_scope SET strategy = 'profile_isolation' WHERE id = $1", [
      org.workspaces[0].identityScopeId,
    ]);
    await db.query("UPDATE input SET rules_version = rules_version + 1 WHERE workspace_id = $1", [
      org.workspaces[0].id,
    ]);
    const answer = await ask(org.inputs.web, request(data));
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, "FORBIDDEN"]);
    expect(await ledgerOf(db, data.source_mpid)).toEqual([]);
  });
});
