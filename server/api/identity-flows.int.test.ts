import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IdentitySettings } from "@/lib/identity/settings";
import { drain } from "@/lib/ingest";
import { testDatabase } from "../../tests/database";
import { type Door, openDoor } from "../../tests/door";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { setIdentitySettings } from "../../tests/identity-settings";

/** The worked examples of the identity strategies, through the HTTP APIs and the database. */

const db = await testDatabase();
let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(async () => {
  await door.close();
  await drain();
  await db.close();
});

type Ids = Readonly<Record<string, string>>;
type Answer = { status: number; name: string | null; json: Record<string, unknown> };

/** An organisation with identity settings, and names for its profiles in the order in which answers bring them. */
class World {
  readonly #org: MadeOrganization;
  readonly #names = new Map<string, string>();
  #before: string | null = null;

  private constructor(org: MadeOrganization) {
    this.#org = org;
  }

  static async with(settings: Partial<IdentitySettings>): Promise<World> {
    const org = await makeOrganization();
    await setIdentitySettings(org.workspaces[0].identityScopeId, settings);
    return new World(org);
  }

  /** As a client: it names the profile before. */
  async ask(endpoint: "identify" | "login" | "logout" | "search", ids: Ids, previous = this.#before): Promise<Answer> {
    const body = { environment: "production", known_identities: ids, previous_mpid: previous };
    const answer = await this.#post(`/v1/${endpoint}`, body);
    if (answer.status === 200 && endpoint !== "search") this.#before = String(answer.json.mpid);
    return answer;
  }

  identify = (ids: Ids) => this.ask("identify", ids);
  login = (ids: Ids) => this.ask("login", ids);
  logout = (ids: Ids) => this.ask("logout", ids);
  search = (ids: Ids) => this.ask("search", ids);

  async modify(name: string, type: string, oldValue: string | null, newValue: string | null): Promise<number> {
    const changes = [{ identity_type: type, old_value: oldValue, new_value: newValue }];
    const body = { environment: "production", identity_changes: changes };
    return (await this.#post(`/v1/${this.mpid(name)}/modify`, body)).status;
  }

  /** A batch of a custom feed; the name of its person. */
  async feed(ids: Ids): Promise<string> {
    const { authorization } = this.#org.inputs.custom;
    await door.ask("/v2/events", { headers: { authorization }, body: JSON.stringify({ user_identities: ids }) });
    const [row] = await db.query<{ mpid: string }>("SELECT mpid FROM batch ORDER BY id DESC LIMIT 1");
    return this.#name(row?.mpid ?? "");
  }

  mpid(name: string): string {
    const found = [...this.#names].find(([, known]) => known === name);
    if (!found) throw new Error(`There is no ${name}.`);
    return found[0];
  }

  /** Values by type, as the look-up table has them. */
  async record(name: string): Promise<Record<string, string[]>> {
    const rows = await db.query<{ type: string; values: string[] }>(
      "SELECT type, array_agg(value ORDER BY value) AS values FROM identity WHERE mpid = $1 GROUP BY type",
      [this.mpid(name)],
    );
    return Object.fromEntries(rows.map(({ type, values }) => [type, values]));
  }

  async source(name: string): Promise<string | null> {
    const [row] = await db.query<{ source_mpid: string | null }>("SELECT source_mpid FROM profile WHERE mpid = $1", [
      this.mpid(name),
    ]);
    return row?.source_mpid ? this.#name(row.source_mpid) : null;
  }

  async #post(path: string, body: unknown): Promise<Answer> {
    const { authorization } = this.#org.inputs.ios;
    const { status, text } = await door.ask(path, { headers: { authorization }, body: JSON.stringify(body) });
    const json = JSON.parse(text);
    return { status, name: json.mpid ? this.#name(json.mpid) : null, json };
  }

  #name(mpid: string): string {
    const name = this.#names.get(mpid) ?? `P${this.#names.size + 1}`;
    this.#names.set(mpid, name);
    return name;
  }
}

const PRIORITY = ["customer_id", "email", "ios_idfv", "roku_advertising_id"];
const BOTH = ["customer_id", "email"];
const [C, E1, E2] = ["ABC123", "ed.hyde@example.test", "h.jekyll.md@example.test"];

type Flow = {
  readonly strategy: string;
  readonly types: readonly string[];
  /** Rows 1 to 5, 7 and 8: whose the request is. */
  readonly rows: readonly [string, string, string, string, string, string, string];
  /** Row 6: the records after the modify request. */
  readonly afterModify: Readonly<Record<string, Record<string, string[]>>>;
  /** Whose the device is after the logout. */
  readonly anonymous: string;
  readonly source: string | null;
  readonly ephemeral: boolean;
};

const FLOWS: readonly Flow[] = [
  {
    strategy: "profile_conversion",
    types: BOTH,
    rows: ["P1", "P1", "P2", "P3", "P1", "P4", "P1"],
    afterModify: { P1: { customer_id: [C], email: [E2], ios_idfv: ["9876"] }, P3: {} },
    anonymous: "P2",
    source: null,
    ephemeral: false,
  },
  {
    strategy: "default",
    types: ["customer_id"],
    rows: ["P1", "P1", "P2", "P3", "P1", "P4", "P1"],
    afterModify: { P1: { customer_id: [C], email: [E2], ios_idfv: ["9876"] }, P3: { email: [E2] } },
    anonymous: "P2",
    source: null,
    ephemeral: false,
  },
  {
    strategy: "profile_link",
    types: BOTH,
    rows: ["P1", "P2", "P3", "P4", "P2", "P5", "P2"],
    afterModify: { P2: { customer_id: [C], email: [E2], ios_idfv: ["9876"] }, P4: {} },
    anonymous: "P3",
    source: "P1",
    ephemeral: true,
  },
  {
    strategy: "profile_isolation",
    types: BOTH,
    rows: ["P1", "P2", "P1", "P3", "P2", "P4", "P2"],
    afterModify: { P2: { customer_id: [C], email: [E2], ios_idfv: ["9876"] }, P3: {} },
    anonymous: "P1",
    source: null,
    ephemeral: true,
  },
];

describe.each(FLOWS)("the flow under $strategy", (flow) => {
  test("gives every row of the table", async () => {
    const { strategy, types } = flow;
    const world = await World.with({ strategy, priority: PRIORITY, uniqueTypes: types, loginTypes: types });
    const first = await world.identify({ ios_idfv: "9876" });
    expect([first.name, first.json.is_ephemeral, first.json.is_logged_in]).toEqual(["P1", flow.ephemeral, false]);
    const login = await world.login({ customerid: C, email: E1, ios_idfv: "9876" });
    expect([login.name, login.json.is_ephemeral, login.json.is_logged_in]).toEqual([flow.rows[1], false, true]);
    expect(await world.source(flow.rows[1])).toBe(flow.source);
    const logout = await world.logout({ ios_idfv: "9876" });
    expect([logout.name, logout.json.is_logged_in]).toEqual([flow.rows[2], false]);
    expect((await world.identify({ ios_idfv: "9876" })).name).toBe(flow.anonymous);
    expect(await world.feed({ email: E2 })).toBe(flow.rows[3]);
    const known = await world.login({ customerid: C, email: E1, ios_idfv: "9876" });
    expect(known.name).toBe(flow.rows[4]);
    expect(known.json.matched_identities).toEqual({ customerid: C, email: E1, ios_idfv: "9876" });
    expect(await world.modify(flow.rows[4], "email", E1, E2)).toBe(200);
    for (const [name, record] of Object.entries(flow.afterModify))
      expect(await world.record(name), name).toEqual(record);
    expect((await world.ask("identify", { roku_aid: "8765" }, null)).name).toBe(flow.rows[5]);
    expect((await world.login({ customerid: C, email: E2, roku_aid: "8765" })).name).toBe(flow.rows[6]);
    expect(await world.record(flow.rows[6])).toEqual({
      customer_id: [C],
      email: [E2],
      ios_idfv: ["9876"],
      roku_advertising_id: ["8765"],
    });
  });
});

describe("best match", () => {
  test("gives every row of its table, login and logout as identify", async () => {
    const priority = ["email", "ios_idfv", "android_uuid"];
    const world = await World.with({ strategy: "best_match", priority, uniqueTypes: [], loginTypes: [] });
    expect((await world.identify({ ios_idfv: "9876" })).name).toBe("P1");
    expect((await world.login({ email: E1, ios_idfv: "9876" })).name).toBe("P1");
    expect(await world.modify("P1", "email", E1, E2)).toBe(200);
    expect(await world.record("P1")).toEqual({ ios_idfv: ["9876"], email: [E2] });
    expect((await world.logout({ email: "poole@example.test", ios_idfv: "9876" })).name).toBe("P1");
    expect((await world.record("P1")).email).toEqual([E2, "poole@example.test"]);
    expect((await world.ask("identify", { android_uuid: "8765" }, null)).name).toBe("P2");
    expect((await world.identify({ android_uuid: "8765", email: "poole@example.test" })).name).toBe("P1");
    expect((await world.record("P1")).android_uuid).toEqual(["8765"]);
  });
});

describe("login types", () => {
  test("keep a known profile from whoever has only its device", async () => {
    const types = { uniqueTypes: ["email"], loginTypes: ["email"] };
    const world = await World.with({ strategy: "profile_conversion", priority: PRIORITY, ...types });
    await world.identify({ customerid: "h85", email: "ed", ios_idfv: "1234" });
    await world.ask("identify", { email: "h" }, null);
    expect((await world.ask("identify", { email: "h", ios_idfv: "5678" }, null)).name).toBe("P2");
    expect((await world.ask("identify", { ios_idfv: "1234" }, null)).name).toBe("P3");
  });
});

describe("immutable types", () => {
  const immutable = {
    strategy: "profile_conversion",
    priority: PRIORITY,
    uniqueTypes: ["customer_id"],
    loginTypes: ["customer_id"],
    immutableTypes: ["customer_id"],
  };

  test("are all that a search finds by", async () => {
    const world = await World.with(immutable);
    await world.identify({ customerid: "h85", email: "ed", ios_idfv: "1234" });
    await world.ask("identify", { email: "h" }, null);
    expect((await world.search({ customerid: "h85" })).name).toBe("P1");
    expect((await world.search({ email: "h" })).status).toBe(404);
    expect((await world.search({ customerid: "9101" })).status).toBe(404);
  });

  test("once set, answer 400 to a modify request and change nothing", async () => {
    const world = await World.with(immutable);
    await world.identify({ customerid: "h85", email: "ed" });
    const before = await world.record("P1");
    expect(await world.modify("P1", "customerid", "h85", "h86")).toBe(400);
    expect(await world.modify("P1", "customerid", "h85", null)).toBe(400);
    expect(await world.record("P1")).toEqual(before);
    expect(await world.modify("P1", "email", "ed", "eddie")).toBe(200);
  });
});

describe("unique types", () => {
  test.each([
    [["email"], {}],
    [[], { email: ["h"] }],
  ])("%j, a modify request takes the value from whoever has it, or leaves it", async (uniqueTypes, left) => {
    const types = { uniqueTypes, loginTypes: uniqueTypes };
    const world = await World.with({ strategy: "profile_conversion", priority: PRIORITY, ...types });
    await world.identify({ email: "ed", ios_idfv: "1234" });
    await world.ask("identify", { email: "h" }, null);
    expect(await world.modify("P1", "email", "ed", "h")).toBe(200);
    expect(await world.record("P1")).toEqual({ email: ["h"], ios_idfv: ["1234"] });
    expect(await world.record("P2")).toEqual(left);
  });
});

describe("a login that matches nobody, under conversion", () => {
  test("goes on with the anonymous profile that it names as the one before", async () => {
    const types = { uniqueTypes: BOTH, loginTypes: BOTH };
    const world = await World.with({ strategy: "profile_conversion", priority: PRIORITY, ...types });
    await world.identify({ ios_idfv: "1234" });
    expect((await world.login({ customerid: C })).name).toBe("P1");
    expect((await world.login({ customerid: "another" })).name).toBe("P2");
  });
});
