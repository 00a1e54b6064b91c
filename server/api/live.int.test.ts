import { createServer, type Server } from "node:http";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { send } from "../../tests/send";

const db = await testDatabase();
process.env.PUBLIC_URL = "http://127.0.0.1:3000";

const { createApp } = await import("../app");
const { doorListener } = await import("../http/door");
const { cookieName, sessionSecret } = await import("../../lib/access/session-cookie");
const { saveDevice } = await import("../../lib/live");
type Role = Parameters<MadeOrganization["context"]>[0];

let org: MadeOrganization;
let ws: number;
let server: Server;
let base: string;

beforeAll(async () => {
  org = await makeOrganization();
  ws = org.workspaces[0].id;
  server = createServer(doorListener(createApp(), null));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterAll(async () => {
  const { closeStreams, closePublisher } = await import("../../lib/live");
  await closeStreams();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await (await import("../../lib/ingest")).drain();
  await closePublisher();
  await db.close();
});

async function cookieOf(role: Role, of = org): Promise<string> {
  const token = await encode({ token: { sub: String(of.members[role].id), sv: 1 }, secret: sessionSecret() });
  return `${cookieName("session")}=${token}`;
}

async function ask(path: string, role: Role | null, headers: Record<string, string> = {}, signal?: AbortSignal) {
  const cookie: Record<string, string> = role === null ? {} : { cookie: await cookieOf(role) };
  return fetch(`${base}${path}`, { headers: { ...cookie, ...headers }, signal });
}

const batch = (customerId: string, more: object = {}) => ({
  environment: "development",
  user_identities: { customer_id: customerId },
  ...more,
});

/** Reads messages until one satisfies, then hangs up. */
async function readUntil(path: string, role: Role, isLast: (message: EventSourceMessage) => boolean) {
  const abort = new AbortController();
  const response = await ask(path, role, {}, abort.signal);
  const messages: EventSourceMessage[] = [];
  let done = false;
  const parser = createParser({
    onEvent: (message) => {
      messages.push(message);
      done ||= isLast(message);
    },
  });
  const decoder = new TextDecoder();
  if (!response.body) throw new Error("The answer has no body.");
  for await (const bytes of response.body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    if (done) break;
  }
  abort.abort();
  return { response, messages };
}

describe("GET /api/live", () => {
  test("200: rows with their numbers as ids, then caught up", async () => {
    await send(org.inputs.web.key, [batch("a"), batch("b")]);
    const { response, messages } = await readUntil(
      `/api/live?ws=${ws}&after=0`,
      "Admin",
      ({ event }) => event === "caught_up",
    );
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const [rows] = messages;
    expect(rows).toMatchObject({ event: "rows", id: "2" });
    const data = JSON.parse(rows?.data ?? "{}");
    expect(data).toMatchObject({ view: 0, after: 0, upTo: 2, count: 2, rows: [{ seq: 1 }, { seq: 2 }] });
  });

  test("200: several views share a connection; one that is refused does not spoil the others", async () => {
    const views = encodeURIComponent(JSON.stringify([{ ws, after: 1 }, { ws: 2_000_000_000 }]));
    const { messages } = await readUntil(`/api/live?views=${views}`, "Admin", ({ event }) => event === "caught_up");
    expect(messages.find(({ event }) => event === "refused")?.data).toBe(
      '{"view":1,"status":404,"reason":"not_found"}',
    );
    expect(JSON.parse(messages.find(({ event }) => event === "rows")?.data ?? "{}")).toMatchObject({
      view: 0,
      upTo: 2,
    });
  });

  test.each([
    [400, "Admin", "/api/live"],
    [400, "Admin", "/api/live?ws=0"],
    [400, "Admin", "/api/live?views=%7B"],
    [401, null, "/api/live?ws=1"],
    [403, "Marketer", "/api/live?ws={ws}"],
    [403, "Audiences Only", "/api/live/rows?ws={ws}"],
    [403, "Marketer", "/api/live/devices"],
    [403, "Marketer", "/api/live/batch/1"],
    [404, "Admin", "/api/live?ws=2000000000"],
    [404, "Admin", "/api/live/rows?ws=2000000000"],
    [404, "Admin", "/api/live?ws={ws}&device=saved-999"],
    [404, "Admin", "/api/live/batch/1"],
    [404, "Admin", "/api/live/batch/no-number"],
    [401, null, "/api/live/devices"],
  ] as const)("%i for %s at %s", async (status, role, path) => {
    const answer = await ask(path.replace("{ws}", String(ws)), role);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toContain("application/json");
  });

  test("400 for a cursor of another database", async () => {
    const answer = await ask(`/api/live?ws=${ws}&after=999999`, "Admin");
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("ahead of the stream")]);
  });

  test("403 from another origin", async () => {
    expect((await ask(`/api/live?ws=${ws}`, "Admin", { origin: "https://elsewhere.test" })).status).toBe(403);
  });
});

describe("GET /api/live/rows", () => {
  test("200: pages of what is kept, newest first", async () => {
    for (let call = 0; call < 2; call += 1) {
      await send(
        org.inputs.web.key,
        Array.from({ length: 60 }, (_, n) => batch(`page-${call}-${n}`)),
      );
    }
    const first = await (await ask(`/api/live/rows?ws=${ws}`, "Admin")).json();
    expect(first.rows).toHaveLength(100);
    expect(first).toMatchObject({ hasOlder: true, head: first.rows[0].seq });
    const last = first.rows.at(-1).seq;
    const second = await (await ask(`/api/live/rows?ws=${ws}&before=${last}`, "Admin")).json();
    expect(second.hasOlder).toBe(false);
    expect(second.rows.map(({ seq }: { seq: number }) => seq)).toEqual(
      Array.from({ length: last - 1 }, (_, index) => last - 1 - index),
    );
  });

  test("200: only the input that is asked for", async () => {
    await send(org.inputs.ios.key, batch("of-ios"));
    const page = await (await ask(`/api/live/rows?ws=${ws}&input=${org.inputs.ios.id}`, "Admin")).json();
    expect(page.rows).toHaveLength(1);
  });
});

describe("GET /api/live/batch/{id}", () => {
  test("200: the batch whole, masked for who may not see it; 404 for another tenant", async () => {
    const [stored] = await send(org.inputs.web.key, batch("planted-1", { user_attributes: { plan: "planted-plan" } }));
    const plain = await (await ask(`/api/live/batch/${stored?.id}`, "Admin")).text();
    expect(plain).toContain("planted-plan");
    const masked = await ask(`/api/live/batch/${stored?.id}`, "User");
    expect([masked.status, (await masked.text()).includes("planted")]).toEqual([200, false]);
    const stranger = await makeOrganization();
    const foreign = await fetch(`${base}/api/live/batch/${stored?.id}`, {
      headers: { cookie: await cookieOf("Admin", stranger) },
    });
    expect(foreign.status).toBe(404);
  });
});

describe("GET /api/live/devices", () => {
  test("200: who sends, by the id that the filter takes, and what is saved", async () => {
    const device_info = { platform: "iOS", ios_advertising_id: "IDFA-1", ios_idfv: "IDFV-1" };
    await send(org.inputs.ios.key, batch("phone", { mp_deviceid: "stamp-1", device_info }));
    await send(org.inputs.android.key, batch("old", { device_info: { platform: "Android", android_uuid: "AID-1" } }));
    await send(org.inputs.web.key, batch("browser", { mp_deviceid: "stamp-2", device_info: { platform: "web" } }));
    const saved = await saveDevice(org.context("QA"), { platform: "iOS", deviceId: "IDFA-1", name: "Desk phone" });
    const { sending, saved: list } = await (await ask("/api/live/devices", "Admin")).json();
    const ids = sending.map(({ deviceId, platform, isSaved }: Record<string, unknown>) => [
      platform,
      deviceId,
      isSaved,
    ]);
    expect(ids).toEqual([
      ["web", "stamp-2", false],
      ["Android", "AID-1", false],
      ["iOS", "IDFA-1", true],
    ]);
    expect(list).toEqual([
      { id: saved.id, value: `saved-${saved.id}`, deviceId: "IDFA-1", platform: "iOS", name: "Desk phone" },
    ]);
    const page = await (await ask(`/api/live/rows?ws=${ws}&device=${saved.value}`, "Admin")).json();
    expect(page.rows).toHaveLength(1);
    const masked = await (await ask("/api/live/devices", "Read Only")).text();
    expect(masked).toContain("stamp-1");
    expect(masked).not.toMatch(/IDFA-1|AID-1/);
  });
});
