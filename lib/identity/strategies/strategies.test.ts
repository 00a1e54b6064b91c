import { describe, expect, test } from "vitest";
import { type Mpid, toMpid } from "../../int64";
import { holds, type Identity, type IdentityRecord } from "../record";
import { type Candidate, type Endpoint, resolve } from "../resolve";
import type { IdentitySettings } from "../settings";
import { fixedTypes } from "../settings";
import { STRATEGIES, strategyOf } from "./index";

const settings = (strategy: string, more: Partial<IdentitySettings> = {}): IdentitySettings => {
  const types = fixedTypes(strategy) ?? ["customer_id", "email"];
  const priority = ["customer_id", "email", "ios_idfv"];
  return { strategy, priority, uniqueTypes: types, loginTypes: types, immutableTypes: [], ...more };
};

type Ids = Record<string, string>;
function profile(mpid: number, ids: Ids, lastSeen = 1): Candidate {
  const entries = Object.entries(ids).map(([type, v]) => [type, [{ v, f: 1, u: 1 }]]);
  const identities: IdentityRecord = Object.fromEntries(entries);
  return { mpid: toMpid(mpid) as Mpid, firstSeen: 1, lastSeen, identities };
}

const ANONYMOUS = profile(1, { ios_idfv: "V" });
const KNOWN = profile(2, { customer_id: "C", ios_idfv: "V" });
/** Anonymous, seen last, on another device. */
const BEFORE = profile(3, { ios_idfv: "W" });
const PEOPLE = [ANONYMOUS, KNOWN, BEFORE];

function ask(
  strategy: string,
  endpoint: Endpoint,
  ids: Ids,
  {
    previous,
    people = PEOPLE,
    ...more
  }: Partial<IdentitySettings> & { previous?: Candidate; people?: Candidate[] } = {},
) {
  const identities: Identity[] = Object.entries(ids).map(([type, value]) => ({ type, value }));
  const holders = (identity: Identity) => ({
    profiles: people.filter((one) => holds(one.identities, identity)),
    capped: false,
  });
  const { steps, ...rest } = resolve(
    { endpoint, identities, ...(previous ? { previous } : {}) },
    holders,
    settings(strategy, more),
  );
  return rest;
}

test.each(STRATEGIES.map(({ name }) => name))("%s is found by its name", (name) => {
  expect(strategyOf(name).name).toBe(name);
});

describe.each(["default", "profile_conversion"])("%s", (strategy) => {
  test("a new login ID joins the anonymous profile that matches", () => {
    expect(ask(strategy, "login", { customer_id: "new", ios_idfv: "V" })).toEqual({ found: "1" });
    expect(ask(strategy, "batch", { customer_id: "new", ios_idfv: "V" })).toEqual({ found: "1" });
  });

  test("nothing matches: a new profile", () => {
    expect(ask(strategy, "identify", { customer_id: "new" })).toEqual({ found: null });
  });

  test.each<[Ids, string]>([
    [{ ios_idfv: "V" }, "1"],
    [{ customer_id: "C", ios_idfv: "V" }, "2"],
  ])("a logout with %j begins a new profile, though one matches", (ids, overruled) => {
    expect(ask(strategy, "logout", ids)).toEqual({ found: null, strategyRule: "logout_creates", overruled });
  });

  test("a login that matches nothing goes on with the anonymous profile before it; only a login does", () => {
    const ids = { customer_id: "new", ios_idfv: "X" };
    const previous = BEFORE;
    expect(ask(strategy, "login", ids, { previous })).toEqual({ found: "3", strategyRule: "login_continues_previous" });
    expect(ask(strategy, "identify", ids, { previous })).toEqual({ found: null });
    expect(ask(strategy, "search", ids, { previous })).toEqual({ found: null });
    expect(ask(strategy, "logout", ids, { previous })).toEqual({ found: null, strategyRule: "logout_creates" });
  });

  test("never with a known one, and never against a match", () => {
    expect(ask(strategy, "login", { customer_id: "new" }, { previous: KNOWN })).toEqual({ found: null });
    expect(ask(strategy, "login", { ios_idfv: "V" }, { previous: BEFORE })).toEqual({ found: "1" });
  });

  test("an orphaned profile before it is anonymous, too", () => {
    const orphan = profile(4, {});
    expect(ask(strategy, "login", { customer_id: "new" }, { previous: orphan })).toMatchObject({ found: "4" });
  });
});

describe("profile_link", () => {
  const link = (endpoint: Endpoint, ids: Ids, more: Parameters<typeof ask>[3] = {}) =>
    ask("profile_link", endpoint, ids, more);

  test.each<Endpoint>(["identify", "login", "batch"])(
    "%s with a new login ID: a new profile, and its source",
    (endpoint) => {
      expect(link(endpoint, { email: "new", ios_idfv: "V" })).toEqual({
        found: null,
        strategyRule: "new_login_creates",
        overruled: "1",
        source: "1",
      });
      expect(link(endpoint, { email: "new" })).toEqual({ found: null, strategyRule: "new_login_creates" });
    },
  );

  test("the source is the anonymous profile before, first of all; never a known one", () => {
    const ids = { email: "new", ios_idfv: "V" };
    expect(link("login", ids, { previous: BEFORE })).toMatchObject({ source: "3", overruled: "1" });
    expect(link("login", ids, { previous: KNOWN })).toMatchObject({ source: "1" });
    expect(link("login", { email: "new" }, { previous: KNOWN })).not.toHaveProperty("source");
  });

  test("a login ID that somebody has finds that profile, whatever is new beside it", () => {
    expect(link("login", { customer_id: "C", email: "new", ios_idfv: "V" })).toEqual({ found: "2" });
  });

  test("a search finds nobody where an identify would create", () => {
    expect(link("search", { email: "new", ios_idfv: "V" })).toEqual({
      found: null,
      strategyRule: "new_login_creates",
      overruled: "1",
    });
  });

  test("without login IDs: whoever matches, or a new profile", () => {
    expect(link("identify", { ios_idfv: "V" })).toEqual({ found: "1" });
    expect(link("identify", { ios_idfv: "X" })).toEqual({ found: null });
  });

  test("a logout begins an anonymous profile: login IDs that come with it are not written", () => {
    expect(link("logout", { ios_idfv: "V" })).toEqual({ found: null, strategyRule: "logout_creates", overruled: "1" });
    expect(link("logout", { customer_id: "C", ios_idfv: "X" })).toEqual({
      found: null,
      strategyRule: "logout_creates",
      withheld: ["customer_id"],
    });
  });
});

describe("profile_isolation", () => {
  const isolated = (endpoint: Endpoint, ids: Ids, more: Parameters<typeof ask>[3] = {}) =>
    ask("profile_isolation", endpoint, ids, more);

  test.each<Endpoint>(["identify", "login", "batch"])(
    "%s with a new login ID: a new profile, without a source",
    (endpoint) => {
      expect(isolated(endpoint, { email: "new", ios_idfv: "V" }, { previous: BEFORE })).toEqual({
        found: null,
        strategyRule: "new_login_creates",
        overruled: "1",
      });
    },
  );

  test("a logout returns to the device's anonymous profile, or begins one", () => {
    const strategyRule = "logout_anonymous";
    expect(isolated("logout", { ios_idfv: "V" }, { previous: KNOWN })).toEqual({ found: "1", strategyRule });
    expect(isolated("logout", { ios_idfv: "X" })).toEqual({ found: null, strategyRule });
    expect(isolated("logout", { customer_id: "C", ios_idfv: "V" })).toEqual({
      found: "1",
      strategyRule,
      withheld: ["customer_id"],
    });
    expect(isolated("logout", { customer_id: "C" })).toEqual({ found: null, strategyRule, withheld: ["customer_id"] });
  });
});

describe("best_match", () => {
  test.each<Endpoint>(["identify", "login", "logout", "batch", "search"])(
    "%s finds whoever matches best",
    (endpoint) => {
      const people = [profile(1, { ios_idfv: "V" }), profile(2, { customer_id: "C", ios_idfv: "V" }, 9)];
      expect(ask("best_match", endpoint, { customer_id: "C", ios_idfv: "V" }, { people })).toEqual({ found: "2" });
      expect(ask("best_match", endpoint, { ios_idfv: "V" }, { people })).toEqual({ found: "2", tieBreak: "last_seen" });
      expect(ask("best_match", endpoint, { ios_idfv: "X" }, { people })).toEqual({ found: null });
    },
  );
});

describe("with immutable types", () => {
  const immutableTypes = ["customer_id"];
  const people = [profile(5, { customer_id: "C", email: "e" })];

  test("a login ID whose profile may not be returned is new to link and isolation", () => {
    const ids = { customer_id: "D", email: "e" };
    for (const strategy of ["profile_link", "profile_isolation"]) {
      expect(ask(strategy, "login", ids, { people, immutableTypes })).toEqual({
        found: null,
        strategyRule: "new_login_creates",
      });
      expect(ask(strategy, "login", ids, { people })).toEqual({ found: "5" });
    }
  });

  test("a search with immutable types goes by nothing else", () => {
    expect(ask("profile_conversion", "search", { email: "e" }, { people, immutableTypes })).toEqual({ found: null });
    expect(ask("profile_conversion", "search", { email: "e" }, { people })).toEqual({ found: "5" });
    expect(ask("profile_conversion", "search", { customer_id: "C", email: "x" }, { people, immutableTypes })).toEqual({
      found: "5",
    });
  });
});

test("the priority decides which profile matches; a tie says how it was broken only where it decided", () => {
  const people = [profile(1, { ios_idfv: "V" }, 1), profile(2, { ios_idfv: "V" }, 2)];
  expect(ask("default", "identify", { ios_idfv: "V" }, { people })).toEqual({ found: "2", tieBreak: "last_seen" });
  expect(ask("default", "logout", { ios_idfv: "V" }, { people })).toEqual({
    found: null,
    strategyRule: "logout_creates",
    overruled: "2",
  });
});
