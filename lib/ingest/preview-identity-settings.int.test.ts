import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { peopleOf, send, sendOne } from "../../tests/send";
import type { CodedError } from "../errors";
import type { IdentitySettings } from "../identity/settings";
import { type IdentityCall, identify, modify } from "../identity-api";
import { findInput } from "../inputs/find-input";
import { getIdentitySettings, updateIdentitySettings } from "../settings";
import { drain } from "./index";
import { previewIdentitySettings } from "./preview-identity-settings";

const db = await testDatabase();
afterAll(async () => {
  await drain();
  await db.close();
});

let org: MadeOrganization;
let scopeId: number;
let key: string;
beforeEach(async () => {
  org = await makeOrganization();
  scopeId = org.workspaces[0].identityScopeId;
  key = org.inputs.custom.key;
});

const settingsNow = async () =>
  (await getIdentitySettings(org.context("Admin"), { workspaceId: org.workspaces[0].id })).settings;
const wanted = async (change: Partial<IdentitySettings>) => ({
  ...(await settingsNow()),
  strategy: "profile_conversion",
  ...change,
});
const preview = async (change: Partial<IdentitySettings>) =>
  await previewIdentitySettings(org.context("Admin"), { scopeId, settings: await wanted(change) });
const save = async (change: Partial<IdentitySettings>) => {
  const expected = await settingsNow();
  await updateIdentitySettings(org.context("Admin"), {
    scopeId,
    settings: await wanted(change),
    expected,
    reason: "As previewed",
  });
};
const batch = (user_identities: Record<string, string>, more: Record<string, unknown> = {}) => ({
  environment: "production",
  user_identities,
  ...more,
  events: [{ event_type: "custom_event", data: { event_name: "seen", custom_event_type: "other" } }],
});

async function callOf(body: Record<string, unknown>): Promise<IdentityCall> {
  const credential = await findInput(org.inputs.web.key);
  if (!credential) throw new Error("No input has this key.");
  const bytes = Buffer.from(JSON.stringify({ environment: "production", ...body }));
  return { credential, path: "/", receivedAt: Date.now(), body: bytes, byteSize: bytes.length, readOnly: false };
}

/** A family of two who share a tablet and an e-mail; Ben is seen last. */
async function sendFamily() {
  const tablet = { device_info: { ios_idfv: "tablet-1" } };
  const bodies = {
    ida: batch({ customer_id: "ida", email: "ida@example.test" }, tablet),
    ben: batch({ customer_id: "ben", email: "ida@example.test" }, tablet),
    visitor: batch({}, tablet),
  };
  const ida = await sendOne(key, bodies.ida);
  await sendOne(key, bodies.ben);
  const visitor = await sendOne(key, bodies.visitor);
  const ben = await sendOne(key, bodies.ben);
  return { ida, ben, visitor, bodies };
}

describe("a preview of identity settings", () => {
  test("of those in force finds no difference, and writes nothing", async () => {
    await sendFamily();
    const before = await peopleOf(db);
    const { requests, totals, differences, from, to } = await previewIdentitySettings(org.context("Admin"), {
      scopeId,
      settings: await settingsNow(),
    });
    expect([requests, differences]).toEqual([4, []]);
    expect(totals).toEqual({ another: 0, created: 0, joined: 0, nobody: 0 });
    expect([typeof from, typeof to]).toEqual(["number", "number"]);
    expect(await peopleOf(db)).toEqual(before);
  });

  test("says whom each request would find, by types, never by values", async () => {
    const { ben, visitor } = await sendFamily();
    const result = await preview({ loginTypes: [] });
    expect(result.totals).toEqual({ another: 1, created: 0, joined: 0, nobody: 0 });
    expect(result.differences).toEqual([
      {
        batchId: visitor.batchId,
        receivedAt: expect.any(Number),
        kind: "batch",
        environment: "production",
        workspaceId: org.workspaces[0].id,
        inputName: "custom",
        types: ["ios_idfv"],
        before: { to: "person", mpid: visitor.mpid },
        after: { to: "person", mpid: ben.mpid },
      },
    ]);
    expect(JSON.stringify(result)).not.toMatch(/tablet-1|example\.test/);
  });

  test.each<[string, "ida" | "visitor", Partial<IdentitySettings>]>([
    ["no login type", "visitor", { loginTypes: [] }],
    ["best match", "visitor", { strategy: "best_match", uniqueTypes: [], loginTypes: [] }],
    ["no customer ID", "ida", { priority: ["email", "ios_idfv"], uniqueTypes: [], loginTypes: [] }],
    ["no device", "visitor", { priority: ["customer_id", "email"] }],
  ])("foretells what comes after saving: %s", async (_, who, change) => {
    const family = await sendFamily();
    const foretold = (await preview(change)).differences.find(({ batchId }) => batchId === family[who].batchId);
    expect(foretold).toBeDefined();
    await save(change);
    const [stored] = await send(key, family.bodies[who]);
    expect(stored?.mpid ? { to: "person", mpid: stored.mpid } : { to: "nobody" }).toEqual(foretold?.after);
  });

  test("runs identity requests by their endpoint and the profile before, and leaves modifications out", async () => {
    const { visitor } = await sendFamily();
    const ids = { ios_idfv: "tablet-1" };
    const login = await identify("login", await callOf({ known_identities: { customer_id: "cleo", ...ids } }));
    const logout = await identify("logout", await callOf({ known_identities: ids, previous_mpid: visitor.mpid }));
    await modify(visitor.mpid, await callOf({ identity_changes: [] }));
    if (login.status !== "ok" || logout.status !== "ok") throw new Error("An identity request was refused.");
    const { requests, differences } = await preview({
      strategy: "profile_isolation",
      uniqueTypes: ["customer_id", "email"],
      loginTypes: ["customer_id", "email"],
    });
    expect(requests).toBe(6);
    expect(differences.map(({ kind, types, before, after }) => [kind, types, before, after])).toEqual([
      ["logout", ["ios_idfv"], { to: "new" }, { to: "person", mpid: logout.identified.mpid }],
    ]);
  });

  test("runs the requests of every workspace of the scope, without duplicates, rejected ones and other scopes", async () => {
    const near = await org.addInput({ kind: "web", workspaceId: org.workspaces[1].id });
    const far = await org.addInput({ kind: "web", workspaceId: org.workspaces[2].id });
    await sendOne(key, batch({ email: "ida@example.test" }, { source_request_id: "one" }));
    await send(key, batch({ email: "ida@example.test" }, { source_request_id: "one" }));
    const { mpid } = await sendOne(near.key, batch({ email: "ida@example.test" }));
    await sendOne(far.key, batch({ email: "ida@example.test" }));
    await sendOne(near.key, { ...batch({}), mpid });
    const { requests, totals, differences } = await preview({ priority: ["customer_id"] });
    expect([requests, totals.nobody, differences.length]).toEqual([3, 2, 2]);
  });

  test("tells what of the stored data the change touches", async () => {
    await sendFamily();
    const { facts } = await preview({
      uniqueTypes: ["customer_id", "email", "other"],
      loginTypes: ["email"],
      priority: ["email", "other", "customer_id", "ios_idfv", "push_token"].slice(0, 4),
    });
    expect(facts).toMatchObject({
      shared: [
        { type: "email", values: 1, atLeast: false },
        { type: "other", values: 0, atLeast: false },
      ],
      turned: { known: 0, anonymous: 0, lookedAt: 3, all: true },
      joining: [],
    });
    expect(facts.leaving).toContain("mobile_number");
    expect(facts.leaving).not.toContain("email");
    const { facts: none } = await preview({ loginTypes: ["other"] });
    expect(none).toMatchObject({ shared: [], turned: { known: 0, anonymous: 2, lookedAt: 3, all: true }, leaving: [] });
  });

  test("of settings that make no sense, or of a scope of somebody else, is refused", async () => {
    const settings = await wanted({ priority: [] });
    const ask = (who: MadeOrganization) => previewIdentitySettings(who.context("Admin"), { scopeId, settings });
    const code = (expected: CodedError["code"]) => expect.objectContaining({ code: expected });
    await expect(ask(org)).rejects.toEqual(code("invalid_input"));
    await expect(ask(await makeOrganization())).rejects.toEqual(code("not_found"));
  });
});
