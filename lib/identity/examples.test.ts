import { describe, expect, test } from "vitest";
import { IdentityStore, type Ids } from "../../tests/identity-store";
import type { IdentitySettings } from "./settings";

/*
 * The documented examples, as written: https://docs.mparticle.com/guides/idsync/components and the pages of the
 * strategies. A request is "endpoint value value ...", a world "P1{values} P2<P1{values}": P1 is P2's source.
 */
const VALUES: Readonly<Record<string, readonly [type: string, value: string]>> = {
  C: ["customer_id", "ABC123"],
  D: ["customer_id", "DEF456"],
  e1: ["email", "ed.hyde@example.test"],
  e2: ["email", "h.jekyll.md@example.test"],
  poole: ["email", "poole@example.test"],
  idfv: ["ios_idfv", "9876"],
  roku: ["roku_advertising_id", "8765"],
  droid: ["android_uuid", "8765"],
};

const identity = (name: string): readonly [string, string] => {
  const found = VALUES[name];
  if (!found) throw new Error(`There is no value ${name}.`);
  return found;
};
const idsOf = (names: readonly string[]): Ids => Object.fromEntries(names.map(identity));

/** Sends a request; the name of the profile that it belongs to, "refused", or "nobody". */
function send(people: IdentityStore, request: string): string {
  const [what = "", ...names] = request.split(" ");
  if (what === "modify") {
    const [name = "", change = ""] = names;
    const [from = "", to = ""] = change.split(">");
    const [type] = identity(from || to);
    const value = (one: string) => (one ? identity(one)[1] : null);
    const refused = people.modify(name, [{ type, oldValue: value(from), newValue: value(to) }]);
    return refused.length > 0 ? "refused" : name;
  }
  const endpoints = {
    identify: "identify",
    login: "login",
    logout: "logout",
    search: "search",
    batch: "batch",
  } as const;
  const endpoint = endpoints[what as keyof typeof endpoints];
  return people.ask({ endpoint, ids: idsOf(names) }) ?? "nobody";
}

function world(people: IdentityStore): string {
  const profiles = people.names.map((name) => {
    const source = people.source(name);
    const record = people.record(name);
    const names = Object.entries(VALUES).filter(([, [type, value]]) => record[type]?.includes(value));
    return `${name}${source ? `<${source}` : ""}{${names.map(([short]) => short).join(" ")}}`;
  });
  return profiles.join(" ");
}

const settings = (more: Partial<IdentitySettings>): IdentitySettings => ({
  strategy: "profile_conversion",
  priority: ["customer_id", "email", "ios_idfv", "roku_advertising_id"],
  uniqueTypes: [],
  loginTypes: [],
  immutableTypes: [],
  ...more,
});
const both = { uniqueTypes: ["customer_id", "email"], loginTypes: ["customer_id", "email"] };
const COLUMNS = {
  conversion: settings({ strategy: "profile_conversion", ...both }),
  default: settings({ strategy: "default", uniqueTypes: ["customer_id"], loginTypes: ["customer_id"] }),
  link: settings({ strategy: "profile_link", ...both }),
  isolation: settings({ strategy: "profile_isolation", ...both }),
};
type Column = keyof typeof COLUMNS;

/** For each request and column: whose it is, and the profile as it is afterwards, or all profiles that it touches. */
type Row = { readonly request: string | Readonly<Record<Column, string>> } & Readonly<
  Record<Column, readonly [result: string, world: string]>
>;

const FLOWS: readonly Row[] = [
  {
    request: "identify idfv",
    conversion: ["P1", "P1{idfv}"],
    default: ["P1", "P1{idfv}"],
    link: ["P1", "P1{idfv}"],
    isolation: ["P1", "P1{idfv}"],
  },
  {
    request: "login C e1 idfv",
    conversion: ["P1", "P1{C e1 idfv}"],
    default: ["P1", "P1{C e1 idfv}"],
    link: ["P2", "P1{idfv} P2<P1{C e1 idfv}"],
    isolation: ["P2", "P1{idfv} P2{C e1 idfv}"],
  },
  {
    request: "logout idfv",
    conversion: ["P2", "P1{C e1 idfv} P2{idfv}"],
    default: ["P2", "P1{C e1 idfv} P2{idfv}"],
    link: ["P3", "P1{idfv} P2<P1{C e1 idfv} P3{idfv}"],
    isolation: ["P1", "P1{idfv} P2{C e1 idfv}"],
  },
  {
    request: "batch e2",
    conversion: ["P3", "P1{C e1 idfv} P2{idfv} P3{e2}"],
    default: ["P3", "P1{C e1 idfv} P2{idfv} P3{e2}"],
    link: ["P4", "P1{idfv} P2<P1{C e1 idfv} P3{idfv} P4{e2}"],
    isolation: ["P3", "P1{idfv} P2{C e1 idfv} P3{e2}"],
  },
  {
    request: "login C e1 idfv",
    conversion: ["P1", "P1{C e1 idfv} P2{idfv} P3{e2}"],
    default: ["P1", "P1{C e1 idfv} P2{idfv} P3{e2}"],
    link: ["P2", "P1{idfv} P2<P1{C e1 idfv} P3{idfv} P4{e2}"],
    isolation: ["P2", "P1{idfv} P2{C e1 idfv} P3{e2}"],
  },
  {
    request: {
      conversion: "modify P1 e1>e2",
      default: "modify P1 e1>e2",
      link: "modify P2 e1>e2",
      isolation: "modify P2 e1>e2",
    },
    conversion: ["P1", "P1{C e2 idfv} P2{idfv} P3{}"],
    default: ["P1", "P1{C e2 idfv} P2{idfv} P3{e2}"],
    link: ["P2", "P1{idfv} P2<P1{C e2 idfv} P3{idfv} P4{}"],
    isolation: ["P2", "P1{idfv} P2{C e2 idfv} P3{}"],
  },
  {
    request: "identify roku",
    conversion: ["P4", "P1{C e2 idfv} P2{idfv} P3{} P4{roku}"],
    default: ["P4", "P1{C e2 idfv} P2{idfv} P3{e2} P4{roku}"],
    link: ["P5", "P1{idfv} P2<P1{C e2 idfv} P3{idfv} P4{} P5{roku}"],
    isolation: ["P4", "P1{idfv} P2{C e2 idfv} P3{} P4{roku}"],
  },
  {
    request: "login C e2 roku",
    conversion: ["P1", "P1{C e2 idfv roku} P2{idfv} P3{} P4{roku}"],
    default: ["P1", "P1{C e2 idfv roku} P2{idfv} P3{e2} P4{roku}"],
    link: ["P2", "P1{idfv} P2<P1{C e2 idfv roku} P3{idfv} P4{} P5{roku}"],
    isolation: ["P2", "P1{idfv} P2{C e2 idfv roku} P3{} P4{roku}"],
  },
];
const requestOf = ({ request }: Row, column: Column) => (typeof request === "string" ? request : request[column]);

describe.each(Object.keys(COLUMNS) as Column[])("flows, %s", (column) => {
  /** The world after the first rows, and whose the last request is. */
  function play(rows: readonly Row[]) {
    const people = new IdentityStore(COLUMNS[column]);
    const results = rows.map((row) => send(people, requestOf(row, column)));
    return { people, result: results.at(-1) };
  }

  test.each(FLOWS.map((row, index) => [index + 1, requestOf(row, column), ...row[column]] as const))(
    "%i: %s -> %s, %s",
    (number, _, result, after) => {
      const played = play(FLOWS.slice(0, number));
      expect(played.result).toBe(result);
      expect(world(played.people)).toBe(after);
    },
  );

  test("after the logout, the device's anonymous profile is found and never the known one", () => {
    const { people, result } = play(FLOWS.slice(0, 3));
    expect(send(people, "identify idfv")).toBe(result);
    expect(people.isKnown(String(result))).toBe(false);
  });
});

describe("the sign-up of a visitor", () => {
  test.each(["conversion", "default"] as const)("%s: the same profile, now known", (column) => {
    const people = new IdentityStore(COLUMNS[column]);
    expect(send(people, "identify idfv")).toBe("P1");
    expect(send(people, "identify idfv")).toBe("P1");
    expect(people.isKnown("P1")).toBe(false);
    expect(send(people, "login C idfv")).toBe("P1");
    expect(people.isKnown("P1")).toBe(true);
    expect(send(people, "identify C idfv")).toBe("P1");
    expect(send(people, "login D idfv")).toBe("P2");
    expect(world(people)).toBe("P1{C idfv} P2{D idfv}");
  });

  test("a new customer ID beside a login ID that somebody has replaces the old one", () => {
    const people = new IdentityStore(COLUMNS.conversion);
    send(people, "login C e1");
    expect(send(people, "login D e1")).toBe("P1");
    expect(world(people)).toBe("P1{D e1}");
  });
});

const best = settings({ strategy: "best_match", priority: ["email", "ios_idfv", "android_uuid"] });
const BEST_MATCH: readonly (readonly [request: string, result: string, world: string])[] = [
  ["identify idfv", "P1", "P1{idfv}"],
  ["identify e1 idfv", "P1", "P1{e1 idfv}"],
  ["modify P1 e1>e2", "P1", "P1{e2 idfv}"],
  ["identify poole idfv", "P1", "P1{e2 poole idfv}"],
  ["identify droid", "P2", "P1{e2 poole idfv} P2{droid}"],
  ["identify droid poole", "P1", "P1{e2 poole idfv droid} P2{droid}"],
];
describe("best match", () => {
  test.each(BEST_MATCH.map((row, index) => [...row, index + 1] as const))(
    "%s -> %s, %s",
    (_, result, after, number) => {
      const people = new IdentityStore(best);
      const results = BEST_MATCH.slice(0, number).map(([request]) => send(people, request));
      expect(results.at(-1)).toBe(result);
      expect(world(people)).toBe(after);
    },
  );

  test("a login and a logout are like any other request", () => {
    for (const endpoint of ["login", "logout"]) {
      const people = new IdentityStore(best);
      send(people, "identify e1 idfv");
      expect(send(people, `${endpoint} idfv`)).toBe("P1");
      expect(people.isKnown("P1")).toBe(false);
    }
  });
});

describe("priority", () => {
  test.each([
    [
      ["customer_id", "email", "other", "ios_idfv", "android_advertising_id"],
      { other: "AAAA", ios_idfv: "2345" },
      "P1",
    ],
    [["customer_id", "email", "ios_idfv", "android_advertising_id"], { android_advertising_id: "2345" }, "P2"],
  ])("%j: email h and %j -> %s", (priority, ids, result) => {
    const people = new IdentityStore(settings({ priority }));
    people.given({ email: "h", ios_idfv: "1234", other: "AAAA" });
    people.given({ email: "h", android_advertising_id: "2345", other: "BBBB" });
    expect(people.identify({ email: "h", ...ids })).toBe(result);
  });
});

/** The two profiles of the examples about login, immutable and unique types. */
function hydeAndJekyll(more: Partial<IdentitySettings>) {
  const people = new IdentityStore(settings(more));
  people.given({ customer_id: "h85", email: "ed", ios_idfv: "1234" });
  people.given({ email: "h" });
  return people;
}

describe("login types", () => {
  test.each<[string[], Ids, string]>([
    [["email", "customer_id"], { email: "ed" }, "P1"],
    [["email"], { email: "h", ios_idfv: "5678" }, "P2"],
    [["email"], { ios_idfv: "1234" }, "P3"],
  ])("%j: identify %j -> %s", (loginTypes, ids, result) => {
    const people = hydeAndJekyll({ loginTypes });
    expect(people.identify(ids)).toBe(result);
    expect(people.record(result)).toMatchObject(Object.fromEntries(Object.entries(ids).map(([t, v]) => [t, [v]])));
  });
});

describe("immutable types", () => {
  const customer = ["customer_id"];
  test.each<[Ids, string | null]>([
    [{ customer_id: "h85" }, "P1"],
    [{ email: "h" }, null],
    [{ customer_id: "9101" }, null],
  ])("search %j -> %s", (ids, result) => {
    const people = hydeAndJekyll({ uniqueTypes: customer, loginTypes: customer, immutableTypes: customer });
    expect(people.search(ids)).toBe(result);
    expect(people.names).toEqual(["P1", "P2"]);
    expect(people.record("P2")).toEqual({ email: ["h"] });
  });
});

describe("unique types", () => {
  test.each<[string[], Record<string, string[]>]>([
    [["email"], {}],
    [[], { email: ["h"] }],
  ])("%j: modify the e-mail of one to that of another", (uniqueTypes, left) => {
    const people = hydeAndJekyll({ uniqueTypes });
    expect(people.modify("P1", [{ type: "email", oldValue: "ed", newValue: "h" }])).toEqual([]);
    expect(people.record("P1")).toEqual({ customer_id: ["h85"], email: ["h"], ios_idfv: ["1234"] });
    expect(people.record("P2")).toEqual(left);
    expect(people.isOrphaned("P2")).toBe(uniqueTypes.length > 0);
    expect(people.names).toEqual(["P1", "P2"]);
  });
});
