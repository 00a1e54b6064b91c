import { createServer, type Server } from "node:http";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { sendOne } from "../../tests/send";

const db = await testDatabase();
process.env.PUBLIC_URL = "http://127.0.0.1:3000";

const { createApp } = await import("../app");
const { doorListener } = await import("../http/door");
const { cookieName, sessionSecret } = await import("../../lib/access/session-cookie");
type Role = Parameters<MadeOrganization["context"]>[0];

let org: MadeOrganization;
let foreign: MadeOrganization;
let server: Server;
let base: string;
let ws: number;
let mpid: string;
let batchId: string;

beforeAll(async () => {
  [org, foreign] = [await makeOrganization(), await makeOrganization()];
  ws = org.workspaces[0].id;
  ({ mpid, batchId } = await sendOne(org.inputs.web.key, {
    user_identities: { customer_id: "H-1" },
    user_attributes: { hat: "bowler" },
    events: [{ event_type: "screen_view", data: { screen_name: "a:b, c" } }],
  }));
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

async function ask(path: string, role: Role | null, init: RequestInit = {}, of = org) {
  const headers = new Headers(init.headers);
  if (role !== null) {
    const token = await encode({ token: { sub: String(of.members[role].id), sv: 1 }, secret: sessionSecret() });
    headers.set("cookie", `${cookieName("session")}=${token}`);
  }
  return fetch(`${base}${path}`, { ...init, headers });
}

const lookUp = (values: unknown, role: Role | null, of = org, origin = "http://127.0.0.1:3000") =>
  ask(
    "/api/people/lookup",
    role,
    { method: "POST", headers: { origin }, body: JSON.stringify({ workspaceId: ws, values }) },
    of,
  );

/** Every address of people, of this organisation's person. */
const addresses = () => [
  `/api/people/search?ws=${ws}&q=H-1`,
  `/api/people/batches/${batchId}?ws=${ws}`,
  `/api/people/${mpid}/timeline?ws=${ws}`,
  `/api/people/${mpid}/timeline/facets?ws=${ws}`,
  `/api/people/${mpid}/provenance?ws=${ws}&kind=attribute&key=hat`,
];

describe("200", () => {
  test("a search says what matched, with ids as strings", async () => {
    const response = await ask(addresses()[0] ?? "", "Marketer");
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ hits: [{ mpid, matches: [{ by: "exact", type: "customer_id" }] }] });
  });

  test("a timeline, filtered by a name with a colon and a comma", async () => {
    const name = encodeURIComponent("screen_view:a:b, c");
    const found = await ask(`/api/people/${mpid}/timeline?ws=${ws}&names=${name}&types=screen_view`, "Admin");
    expect(await found.json()).toMatchObject({ items: [{ kind: "event", name: "a:b, c", batchId }] });
    const none = await ask(`/api/people/${mpid}/timeline?ws=${ws}&names=screen_view%3Aother`, "Admin");
    expect(await none.json()).toMatchObject({ items: [], older: null });
  });

  test("a batch, facets, provenance and a list", async () => {
    const [, batch = "", , facets = "", provenance = ""] = addresses();
    expect(await (await ask(batch, "Admin")).json()).toMatchObject({ id: batchId, mpid });
    expect(await (await ask(facets, "Admin")).json()).toMatchObject({ names: [{ type: "screen_view", count: 1 }] });
    expect(await (await ask(provenance, "Admin")).json()).toMatchObject({
      entries: [{ result: "set", value: "bowler" }],
    });
    const rows = await lookUp(["H-1", "H-2"], "Admin");
    expect(await rows.json()).toMatchObject({ rows: [{ people: [{ mpid }] }, { people: [] }] });
  });
});

describe("400", () => {
  test.each([
    ["a search without a workspace", () => "/api/people/search?q=x"],
    ["an unknown type", () => `/api/people/search?ws=${ws}&q=x&type=shoe_size`],
    ["a cursor that is none", () => `/api/people/${mpid}/timeline?ws=${ws}&cursorId=abc&cursorTime=1`],
    ["a workspace that is no number", () => `/api/people/${mpid}/timeline?ws=one`],
    ["provenance of nothing", () => `/api/people/${mpid}/provenance?ws=${ws}`],
  ])("%s", async (_, path) => {
    const response = await ask(path(), "Admin");
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ code: "BAD_REQUEST" }] });
  });

  test("a list that is none, and one that is too long", async () => {
    expect((await lookUp("H-1", "Admin")).status).toBe(400);
    expect((await lookUp(Array.from({ length: 1_001 }, String), "Admin")).status).toBe(400);
  });
});

test("401: nobody is signed in", async () => {
  for (const path of addresses()) expect((await ask(path, null)).status).toBe(401);
  expect((await lookUp(["H-1"], null)).status).toBe(401);
});

test("403: a role without User Activity, or another origin", async () => {
  for (const path of addresses()) expect((await ask(path, "Read Only")).status).toBe(403);
  expect((await lookUp(["H-1"], "User")).status).toBe(403);
  expect((await lookUp(["H-1"], "Admin", org, "https://elsewhere.example")).status).toBe(403);
});

test("404: another organisation's person and batch, and none", async () => {
  for (const path of addresses()) expect((await ask(path, "Admin", {}, foreign)).status).toBe(404);
  expect((await lookUp(["H-1"], "Admin", foreign)).status).toBe(404);
  for (const id of ["1", "mpid", "99999999999999999999"]) {
    expect((await ask(`/api/people/${id}/timeline?ws=${ws}`, "Admin")).status).toBe(404);
  }
});
