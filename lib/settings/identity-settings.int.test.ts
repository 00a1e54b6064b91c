import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { send, sendOne } from "../../tests/send";
import type { CodedError } from "../errors";
import { CANDIDATE_CAP } from "../identity/load";
import type { IdentitySettings } from "../identity/settings";
import { drain } from "../ingest";
import type { Mpid } from "../int64";
import { getIdentitySettings, identitySettingsHistory, listChanges, updateIdentitySettings } from "./index";

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

const code = (expected: CodedError["code"]) => expect.objectContaining({ code: expected });
const settingsNow = async () =>
  (await getIdentitySettings(org.context("Admin"), { workspaceId: org.workspaces[0].id })).settings;
/** Changes what is named, from what is in force. */
async function change(change: Partial<IdentitySettings>, reason = "Tried out"): Promise<IdentitySettings> {
  const expected = await settingsNow();
  const settings = { ...expected, strategy: "profile_conversion", ...change };
  return await updateIdentitySettings(org.context("Admin"), { scopeId, settings, expected, reason });
}
const batch = (user_identities: Record<string, string>, device_info: Record<string, string> = {}) => ({
  environment: "production",
  user_identities,
  device_info,
  events: [{ event_type: "custom_event", data: { event_name: "seen", custom_event_type: "other" } }],
});
/** Who holds a value in the look-up table, and whether the row is marked unique. */
const holders = (type: string, value: string) =>
  db.query<{ mpid: Mpid; is_unique: boolean }>(
    "SELECT mpid, is_unique FROM identity WHERE scope_id = $1 AND type = $2 AND value = $3 ORDER BY mpid",
    [scopeId, type, value],
  );
const rulesVersions = () =>
  db.query<{ workspace_id: number; rules_version: number }>(
    "SELECT workspace_id, rules_version FROM input WHERE workspace_id = ANY($1) ORDER BY id",
    [org.workspaces.map(({ id }) => id)],
  );
/** Profiles whose record says something else than the look-up table. */
const differences = () =>
  db.query(
    `WITH recorded AS (
       SELECT p.mpid, t.key AS type, e->>'v' AS value FROM profile p, jsonb_each(p.identities::jsonb) AS t (key, entries),
         jsonb_array_elements(t.entries) AS e WHERE p.scope_id = $1
     ), found AS (SELECT mpid, type, value FROM identity WHERE scope_id = $1)
     (TABLE recorded EXCEPT TABLE found) UNION ALL (TABLE found EXCEPT TABLE recorded)`,
    [scopeId],
  );

describe("identity settings", () => {
  test("are those of the workspace's scope, with whoever shares it", async () => {
    const view = await getIdentitySettings(org.context("Read Only"), { workspaceId: org.workspaces[1].id });
    expect(view).toMatchObject({
      scopeId,
      settings: { strategy: "default", uniqueTypes: ["customer_id"], loginTypes: ["customer_id"], immutableTypes: [] },
      workspaces: [{ name: "Storefront" }, { name: "Loyalty" }],
      foreignWorkspaces: 0,
    });
  });

  test("count for the next batch of every workspace of the scope, and of no other", async () => {
    await org.addInput({ kind: "web", workspaceId: org.workspaces[1].id });
    await org.addInput({ kind: "web", workspaceId: org.workspaces[2].id });
    const before = await rulesVersions();
    await change({ priority: ["email", "customer_id"] });
    expect(await rulesVersions()).toEqual(
      before.map(({ workspace_id, rules_version }) => ({
        workspace_id,
        rules_version: rules_version + (workspace_id === org.workspaces[2].id ? 0 : 1),
      })),
    );
  });

  test("decide whose the next batch is", async () => {
    const byCustomer = await sendOne(key, batch({ other: "till-7" }));
    const byEmail = await sendOne(key, batch({ email: "ida@example.test" }));
    const brings = batch({ email: "ida@example.test", other: "till-7" });
    await change({ priority: ["other", "email", "customer_id"] });
    expect((await sendOne(key, brings)).mpid).toBe(byCustomer.mpid);
    await change({ priority: ["email", "other", "customer_id"] });
    expect((await sendOne(key, batch({ email: "ida@example.test" }))).mpid).toBe(byCustomer.mpid);
    await change({ priority: ["customer_id", "email"] });
    const [unresolved] = await send(key, batch({ other: "till-7" }));
    expect([unresolved?.outcome, byEmail.mpid === byCustomer.mpid]).toEqual(["unresolved", false]);
  });

  test("stand in the audit and the history with before, after and reason; nothing changed leaves no row", async () => {
    await change({ loginTypes: ["email", "customer_id"] }, "Sign-up asks for an e-mail only");
    await change({ loginTypes: ["customer_id", "email"] }, "The same in another order");
    const history = await identitySettingsHistory(org.context("User"), { scopeId });
    expect(history).toMatchObject([
      {
        actor: `Admin of ${org.context("Admin").accountName}`,
        before: { strategy: "default", loginTypes: ["customer_id"] },
        after: { strategy: "profile_conversion", loginTypes: ["customer_id", "email"] },
        reason: "Sign-up asks for an e-mail only",
      },
    ]);
    const { rows } = await listChanges(org.context("Admin"), { action: "identity" });
    expect(rows.map(({ action, targetName }) => [action, targetName])).toEqual([
      ["identity.settings.update", "Storefront"],
    ]);
  });

  test("go back to what they were by saving an earlier state again", async () => {
    const start = await settingsNow();
    await change({ priority: ["email"], uniqueTypes: [], loginTypes: [] });
    const [latest] = await identitySettingsHistory(org.context("Admin"), { scopeId });
    await change(latest?.before ?? {}, "Back");
    expect(await settingsNow()).toEqual(start);
  });

  test("of two admins who began with the same, the second is told", async () => {
    const expected = await settingsNow();
    const ask = (priority: string[]) =>
      updateIdentitySettings(org.context("Admin"), {
        scopeId,
        settings: { ...expected, priority },
        expected,
        reason: "At once",
      });
    const answers = await Promise.allSettled([ask(["customer_id", "email"]), ask(["customer_id", "other"])]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers.find(({ status }) => status === "rejected")).toMatchObject({ reason: code("conflict") });
    expect(await identitySettingsHistory(org.context("Admin"), { scopeId })).toHaveLength(1);
  });

  test.each<[string, Partial<IdentitySettings>, string]>([
    ["a type that nobody knows", { priority: ["customer_id", "shoe_size"] }, "A size"],
    ["an immutable type that is not unique", { immutableTypes: ["email"] }, "Wanted"],
    ["an unknown strategy", { strategy: "first_come" }, "Wanted"],
    ["a type that the strategy fixes", { strategy: "default", uniqueTypes: ["email"] }, "Wanted"],
    ["no reason", { priority: ["customer_id"] }, "  "],
  ])("refuse %s", async (_, wanted, reason) => {
    const before = await settingsNow();
    await expect(change(wanted, reason)).rejects.toEqual(code("invalid_input"));
    expect(await settingsNow()).toEqual(before);
  });

  test("of a scope that the account has no workspace in are not found", async () => {
    const settings = await settingsNow();
    const stranger = (await makeOrganization()).context("Admin");
    await expect(
      updateIdentitySettings(stranger, { scopeId, settings, expected: settings, reason: "Mine" }),
    ).rejects.toEqual(code("not_found"));
  });
});

describe("a type that becomes unique", () => {
  const unique = { uniqueTypes: ["customer_id", "email"] };

  test("marks values held once; a shared one stays where it is until somebody brings it", async () => {
    const [ida, ben, cleo] = [
      await sendOne(key, batch({ customer_id: "ida", email: "shop@example.test" })),
      await sendOne(key, batch({ customer_id: "ben", email: "shop@example.test" })),
      await sendOne(key, batch({ customer_id: "cleo", email: "cleo@example.test" })),
    ];
    await change(unique);
    expect(await holders("email", "cleo@example.test")).toEqual([{ mpid: cleo.mpid, is_unique: true }]);
    expect((await holders("email", "shop@example.test")).map(({ is_unique }) => is_unique)).toEqual([false, false]);
    await sendOne(key, batch({ customer_id: "ben", email: "shop@example.test" }));
    expect(await holders("email", "shop@example.test")).toMatchObject([{ mpid: ben.mpid }]);
    await sendOne(key, batch({ customer_id: "ida", email: "cleo@example.test" }));
    expect(await holders("email", "cleo@example.test")).toEqual([{ mpid: ida.mpid, is_unique: true }]);
    expect(await differences()).toEqual([]);
  });

  test("of several values on one record keeps the one that comes", async () => {
    const { mpid } = await sendOne(key, batch({ customer_id: "ida", email: "old@example.test" }));
    await sendOne(key, batch({ customer_id: "ida", email: "new@example.test" }));
    await change(unique);
    await sendOne(key, batch({ customer_id: "ida", email: "old@example.test" }));
    expect(await holders("email", "old@example.test")).toMatchObject([{ mpid }]);
    expect(await holders("email", "new@example.test")).toEqual([]);
    expect(await differences()).toEqual([]);
  });

  test("takes a value of more people than are looked at by and by, and refuses nobody", async () => {
    const many = Array.from({ length: 4 * CANDIDATE_CAP }, (_, index) => `family-${index}`);
    await send(
      key,
      many.map((customer_id) => batch({ customer_id, email: "all@example.test" })),
    );
    await change(unique);
    // The first ones don't see each other: there are still more holders than are looked at.
    const guests = Array.from({ length: 9 }, (_, index) => `guest-${index}`);
    for (const customer_id of guests) {
      const [stored] = await send(key, batch({ customer_id, email: "all@example.test" }));
      expect(stored?.outcome).toBe("created");
    }
    expect(await holders("email", "all@example.test")).toMatchObject([{ is_unique: true }]);
    expect(await differences()).toEqual([]);
  });

  test("and ceases to be loses its marks, so that others may hold the value", async () => {
    await change(unique);
    const { mpid } = await sendOne(key, batch({ customer_id: "ida", email: "ida@example.test" }));
    expect(await holders("email", "ida@example.test")).toEqual([{ mpid, is_unique: true }]);
    await change({ uniqueTypes: ["customer_id"] });
    expect(await holders("email", "ida@example.test")).toEqual([{ mpid, is_unique: false }]);
    await sendOne(key, batch({ customer_id: "ben", email: "ida@example.test" }));
    expect(await holders("email", "ida@example.test")).toHaveLength(2);
    expect((await holders("customer_id", "ida")).map(({ is_unique }) => is_unique)).toEqual([true]);
  });

  test("and back while batches come: nobody is refused, nothing is lost", async () => {
    const outcomes: string[] = [];
    let flips = 0;
    const flip = async () => {
      flips += 1;
      await change({ uniqueTypes: flips % 2 === 1 ? ["customer_id", "email"] : ["customer_id"] });
    };
    const visitor = async (who: number) => {
      for (let round = 0; round < 20; round += 1) {
        if (who === 0 && round % 4 === 3) await flip();
        const email = `mail-${(who + round) % 3}@example.test`;
        for (const { outcome } of await send(key, batch({ customer_id: `visitor-${who}`, email })))
          outcomes.push(outcome);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, who) => visitor(who)));
    expect(flips).toBe(5);
    expect([outcomes.length, new Set(outcomes)]).toEqual([160, new Set(["created", "updated"])]);
    const stored = await db.query("SELECT FROM batch WHERE input_id = $1", [org.inputs.custom.id]);
    expect(stored).toHaveLength(160);
    expect(await differences()).toEqual([]);
  });
});
