import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { send, sendOne } from "../../tests/send";
import { MASKED } from "../access/masking";
import { ROLES } from "../access/permissions";
import { drain } from "../ingest";
import { search, searchMany } from "./index";

const db = await testDatabase();
let org: MadeOrganization;
let foreign: MadeOrganization;
let zoe: string;
let ws: number;

const admin = () => org.context("Admin");
const find = (q: string, more: object = {}) => search(admin(), { workspaceId: ws, q, ...more });

beforeAll(async () => {
  [org, foreign] = [await makeOrganization(), await makeOrganization()];
  ws = org.workspaces[0].id;
  ({ mpid: zoe } = await sendOne(org.inputs.web.key, {
    user_identities: { customer_id: "C-1042", email: "Zoe.Quill@Lantern.Example", mobile_number: "+15550102233" },
    user_attributes: { $FirstName: "Zoe", $LastName: "Quill" },
    mp_deviceid: "6d92078a-8246-4ba4-ae5b-76104861e7dc",
  }));
});
afterAll(async () => {
  await drain();
  await db.close();
});

describe("exact search", () => {
  test.each([
    ["C-1042", "customer_id"],
    ["  C-1042 ", "customer_id"],
    ["customer_id:C-1042", "customer_id"],
    ["Zoe.Quill@Lantern.Example", "email"],
    ["6d92078a-8246-4ba4-ae5b-76104861e7dc", "device_application_stamp"],
  ])("finds %s and says that %s matched", async (q, type) => {
    const { hits, tried } = await find(q);
    expect(tried).toEqual(["exact"]);
    expect(hits).toMatchObject([{ mpid: zoe, known: true, name: "Zoe Quill", matches: [{ by: "exact", type }] }]);
  });

  test("finds an MPID, plain or named", async () => {
    for (const q of [zoe, `mpid:${zoe}`]) {
      expect((await find(q)).hits).toMatchObject([{ mpid: zoe, matches: [{ type: "mpid", value: zoe }] }]);
    }
    expect((await find(zoe, { type: "mpid" })).hits).toHaveLength(1);
    expect((await find(zoe, { type: "email" })).hits).toHaveLength(0);
  });

  test("keeps to the type asked for", async () => {
    expect((await find("C-1042", { type: "customer_id" })).hits).toHaveLength(1);
    expect((await find("C-1042", { type: "other" })).hits).toHaveLength(0);
  });

  test("shows every person who holds a value, and every type that matched", async () => {
    const stamp = "shared-tablet-77";
    for (const id of ["A-1", "A-2", "A-3"]) {
      await sendOne(org.inputs.web.key, { user_identities: { customer_id: id, other: stamp }, mp_deviceid: stamp });
    }
    const { hits } = await find(stamp);
    expect(hits).toHaveLength(3);
    expect(hits[0]?.matches.map((match) => match.type).sort()).toEqual(["device_application_stamp", "other"]);
  });

  test("keeps environments apart when asked to", async () => {
    const { mpid } = await sendOne(org.inputs.web.key, {
      environment: "development",
      user_identities: { customer_id: "C-1042" },
    });
    expect((await find("C-1042")).hits).toHaveLength(2);
    expect((await find("C-1042", { environment: "development" })).hits).toMatchObject([
      { mpid, environment: "development" },
    ]);
  });

  test("finds a person from a workspace of the same scope, not of another", async () => {
    const [, second, third] = org.workspaces;
    expect((await search(admin(), { workspaceId: second.id, q: "C-1042" })).hits).toHaveLength(2);
    expect((await search(admin(), { workspaceId: third.id, q: "C-1042" })).hits).toHaveLength(0);
    expect((await search(admin(), { workspaceId: third.id, q: zoe })).hits).toHaveLength(0);
  });

  test("answers everybody their own when many search at once", async () => {
    const stranger = foreign.context("Admin");
    const theirs = { workspaceId: foreign.workspaces[0].id };
    const { mpid: other } = await sendOne(foreign.inputs.web.key, { user_identities: { customer_id: "C-1042" } });
    const asked = await Promise.all([
      find("C-1042", { environment: "production" }),
      search(stranger, { ...theirs, q: "C-1042" }),
      find("C-1042", { type: "other" }),
      search(stranger, { ...theirs, q: zoe }),
      find(`mpid:${zoe}`),
      find("customer_id:C-1042", { environment: "production" }),
    ]);
    const people = asked.map(({ hits }) => hits.map((hit) => hit.mpid));
    expect(people).toEqual([[zoe], [other], [], [], [zoe], [zoe]]);
    expect(asked[5]?.hits[0]?.matches).toEqual([{ by: "exact", type: "customer_id", value: "C-1042" }]);
  });

  test("of an empty field finds nobody and tries nothing", async () => {
    expect(await find("   ")).toMatchObject({ hits: [], near: [], tried: [] });
  });
});

describe("search that is not exact", () => {
  test.each([
    ["zoe.quill@lantern.example", "normalised"],
    ["<Zoe.Quill@Lantern.Example>", "normalised"],
    ["+1 (555) 010-2233", "normalised"],
    ["6D92078A82464BA4AE5B76104861E7DC", "normalised"],
    ["Zoe.Quill@Lantern", "prefix"],
    ["Zoe.Quill@lanten.example", "prefix"],
    ["C-104", "prefix"],
  ])("offers the person for %s as %s", async (q, by) => {
    const { hits, near } = await find(q, { environment: "production" });
    expect(hits).toEqual([]);
    expect(near.find((hit) => hit.mpid === zoe)?.matches[0]?.by).toBe(by);
  });

  test("treats wildcards of SQL as letters", async () => {
    expect((await find("C-%")).near.map((hit) => hit.matches[0]?.by)).not.toContain("exact");
    expect((await find("C_1042")).hits).toEqual([]);
  });

  test("offers the person who held the value before", async () => {
    const { mpid } = await sendOne(org.inputs.web.key, {
      user_identities: { customer_id: "OLD-1", email: "o@k.example" },
    });
    await sendOne(org.inputs.custom.key, { mpid, user_identities: { customer_id: "NEW-1" } });
    const { near } = await find("OLD-1");
    expect(near[0]).toMatchObject({ mpid, matches: [{ by: "former", type: "customer_id", value: "OLD-1" }] });
    expect(near[0]?.matches[0]?.until).toBeGreaterThan(0);
  });

  test("offers batches that belong to nobody", async () => {
    const [batch] = await send(org.inputs.updateOnly.key, { user_identities: { email: "nobody@known.example" } });
    const { hits, near, batches } = await find("nobody@known.example");
    expect([hits, near]).toEqual([[], []]);
    expect(batches).toMatchObject([{ id: batch?.id, outcome: "dropped", inputName: "updateOnly" }]);
  });

  test.each(["a\u0000b", "\ud800", "'; DROP TABLE profile; --", "9".repeat(30), "%", "\\"])(
    "survives %j",
    async (q) => {
      expect((await find(q)).hits).toEqual([]);
    },
  );
});

describe("looking up a list", () => {
  test("answers one row per value, in order, found or not", async () => {
    const rows = await searchMany(admin(), {
      workspaceId: ws,
      environment: "production",
      values: [" C-1042", "unheard-of", zoe, "Zoe.Quill@Lantern.Example"],
    });
    expect(rows.map((row) => [row.value, row.people.map((one) => [one.mpid, one.matchedTypes])])).toEqual([
      ["C-1042", [[zoe, ["customer_id"]]]],
      ["unheard-of", []],
      [zoe, [[zoe, ["mpid"]]]],
      ["Zoe.Quill@Lantern.Example", [[zoe, ["email"]]]],
    ]);
  });

  test("takes a thousand values and refuses more", async () => {
    const values = Array.from({ length: 1_000 }, (_, index) => `none-${index}`);
    expect(await searchMany(admin(), { workspaceId: ws, values })).toHaveLength(1_000);
    await expect(searchMany(admin(), { workspaceId: ws, values: [...values, "one more"] })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("who may search", () => {
  const allowed = new Set(["Admin", "Admin & Compliance", "Support Access", "Marketer", "QA"]);

  test.each(ROLES.filter((role) => !allowed.has(role)))("refuses %s", async (role) => {
    const asked = { workspaceId: ws, q: "C-1042" };
    await expect(search(org.context(role), asked)).rejects.toMatchObject({ code: "forbidden" });
    await expect(searchMany(org.context(role), { workspaceId: ws, values: ["C-1042"] })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("answers not_found for a workspace of another organisation", async () => {
    await expect(search(foreign.context("Admin"), { workspaceId: ws, q: "C-1042" })).rejects.toMatchObject({
      code: "not_found",
    });
    const own = { workspaceId: foreign.workspaces[0].id, q: zoe };
    expect((await search(foreign.context("Admin"), own)).hits).toEqual([]);
  });

  test("shows QA a production person masked, found by the exact value only", async () => {
    const qa = org.context("QA");
    const exact = await search(qa, { workspaceId: ws, q: "C-1042", environment: "production" });
    expect(exact.hits).toMatchObject([{ mpid: zoe, name: null, matches: [{ value: MASKED }] }]);
    expect(JSON.stringify(exact.hits)).not.toMatch(/C-1042|Quill/);
    const prefix = await search(qa, { workspaceId: ws, q: "Zoe.Q", environment: "production" });
    expect(prefix.near).toEqual([]);
  });
});
