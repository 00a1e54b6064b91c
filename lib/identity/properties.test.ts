import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Happening, happening, identitySettings } from "../../tests/identity-arbitraries";
import { IdentityStore, type Ids, type StoreOptions } from "../../tests/identity-store";
import { checkIdentitySettings, type IdentitySettings, STRATEGY_NAMES } from "./settings";

type World = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
const worldOf = (people: IdentityStore): World =>
  Object.fromEntries(people.names.map((name) => [name, people.record(name)]));

/** What one happening found and left. */
type Moment = {
  readonly happened: Happening;
  readonly before: World;
  readonly after: World;
  /** Whose request it was; null: nobody's. For a modify "refused" or "done". */
  readonly result: string | null;
};

/** Lets things happen one after the other; those that need a profile when there is none yet are left out. */
function history(settings: IdentitySettings, happenings: readonly Happening[], options: StoreOptions = {}): Moment[] {
  const people = new IdentityStore(settings, options);
  return happenings.map((happened) => {
    const before = worldOf(people);
    const result = happen(people, happened);
    return { happened, before, after: worldOf(people), result };
  });
}

function happen(people: IdentityStore, happened: Happening): string | null {
  const called = (n: number) => people.names[n % people.names.length];
  const maybe = (n: number | null) => (n === null ? undefined : called(n));
  switch (happened.what) {
    case "batch":
      return people.batch(happened.ids, maybe(happened.named));
    case "modify": {
      const name = called(happened.of);
      if (name === undefined) return null;
      return people.modify(name, happened.changes).length > 0 ? "refused" : "done";
    }
    case "alias": {
      const [source, destination] = [called(happened.from), called(happened.to)];
      if (source && destination) people.alias(source, destination);
      return null;
    }
    default:
      return people.ask({ endpoint: happened.what, ids: happened.ids, previous: maybe(happened.previous) });
  }
}

const values = (record: World[string] | undefined, type: string) => record?.[type] ?? [];
const isKnown = (record: World[string] | undefined, { loginTypes }: IdentitySettings) =>
  loginTypes.some((type) => values(record, type).length > 0);
/** The profile of a request that was looked up: its MPID was not given. */
const lookedUp = ({ happened, before, result }: Moment): { found: World[string]; ids: Ids } | null => {
  if (!("ids" in happened) || ("named" in happened && happened.named !== null && Object.keys(before).length > 0))
    return null;
  const found = result === null ? undefined : before[result];
  return found ? { found, ids: happened.ids } : null;
};

/**
 * fast-check prints the seed and the smallest history of a failure.
 * Each is checked after every single happening of every history.
 */
const PROPERTIES: Readonly<Record<string, (moment: Moment, settings: IdentitySettings) => void>> = {
  "a unique value sits on one record, and a record has one of its type": ({ after }, { uniqueTypes }) => {
    for (const type of uniqueTypes) {
      const all = Object.values(after).map((record) => values(record, type));
      expect(all.every((own) => own.length <= 1)).toBe(true);
      expect(new Set(all.flat()).size).toBe(all.flat().length);
    }
  },
  "a known profile is returned only for one of its login values": (moment, settings) => {
    const { found, ids } = lookedUp(moment) ?? {};
    if (!found || !ids || !isKnown(found, settings)) return;
    expect(settings.loginTypes.some((type) => values(found, type).includes(ids[type] ?? ""))).toBe(true);
  },
  "an immutable value never changes, and is needed to be found": (moment, { immutableTypes }) => {
    for (const [name, record] of Object.entries(moment.before)) {
      for (const type of immutableTypes) {
        if (values(record, type).length > 0) expect(moment.after[name]?.[type]).toEqual(record[type]);
      }
    }
    const { found, ids } = lookedUp(moment) ?? {};
    for (const type of immutableTypes) {
      if (found && ids?.[type] !== undefined && values(found, type).length > 0)
        expect(values(found, type)).toEqual([ids[type]]);
    }
    if (!found || !ids || immutableTypes.every((type) => values(found, type).length === 0)) return;
    expect(immutableTypes.some((type) => values(found, type).includes(ids[type] ?? ""))).toBe(true);
  },
  "no profile is ever lost, and at most one is created": ({ before, after }) => {
    const [names, later] = [Object.keys(before), Object.keys(after)];
    expect(later.slice(0, names.length)).toEqual(names);
    expect(later.length - names.length).toBeLessThanOrEqual(1);
  },
  "what is sent arrives on the record, but for what is immutable or anonymous": (moment, settings) => {
    const { happened, before, after, result } = moment;
    if (!("ids" in happened) || happened.what === "search" || result === null) return;
    const anonymous = happened.what === "logout" && ["profile_link", "profile_isolation"].includes(settings.strategy);
    for (const [type, sent] of Object.entries(happened.ids)) {
      const excused =
        settings.immutableTypes.includes(type) ||
        (anonymous && settings.loginTypes.includes(type)) ||
        (["ios_idfv", "device_application_stamp"].includes(type) && !settings.priority.includes(type));
      if (excused) expect([undefined, ...values(before[result], type), sent]).toContain(after[result]?.[type]?.[0]);
      else expect(after[result]?.[type]?.[0]).toBe(sent);
    }
  },
  "a value leaves a record only for a unique one that was sent, or by a modify": (moment, { uniqueTypes }) => {
    const { happened, before, after } = moment;
    if (happened.what === "modify") return;
    for (const [name, record] of Object.entries(before)) {
      for (const [type, own] of Object.entries(record)) {
        const sent = "ids" in happened && uniqueTypes.includes(type) && happened.ids[type] !== undefined;
        if (!sent) expect(values(after[name], type)).toEqual(expect.arrayContaining([...own]));
      }
    }
  },
  "a search, an alias and a refused modify change no identity": ({ happened, before, after, result }) => {
    if (happened.what === "search" || happened.what === "alias" || result === "refused") expect(after).toEqual(before);
  },
  "a logout leads where its strategy says": (moment, settings) => {
    const { happened, before, after, result } = moment;
    if (happened.what !== "logout" || result === null) return;
    const created = before[result] === undefined;
    if (["default", "profile_conversion", "profile_link"].includes(settings.strategy)) expect(created).toBe(true);
    if (["profile_link", "profile_isolation"].includes(settings.strategy))
      expect(isKnown(after[result], settings)).toBe(false);
  },
  "a login ID that nobody has gets a profile of its own under link and isolation": (moment, settings) => {
    const { happened, before, result } = moment;
    if (!["profile_link", "profile_isolation"].includes(settings.strategy) || !("ids" in happened)) return;
    const logins = settings.loginTypes.filter((type) => happened.ids[type] !== undefined);
    const isNew = !Object.values(before).some((record) =>
      logins.some((type) => values(record, type).includes(happened.ids[type] ?? "")),
    );
    if (logins.length === 0 || !isNew || !["identify", "login"].includes(happened.what)) return;
    expect(before[String(result)]).toBeUndefined();
  },
};

const RUNS = { numRuns: 150 };
const histories = (strategy: string) => [identitySettings(strategy), fc.array(happening, { maxLength: 25 })] as const;

describe.each(STRATEGY_NAMES)("whatever happens under %s", { timeout: 30_000 }, (strategy) => {
  test.each(Object.entries(PROPERTIES))("%s", (_, check) => {
    fc.assert(
      fc.property(...histories(strategy), (settings, happenings) => {
        for (const moment of history(settings, happenings)) check(moment, settings);
      }),
      RUNS,
    );
  });

  test("the same requests in the same order lead to the same people, whatever their MPIDs are", () => {
    const random = fc.uniqueArray(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), {
      minLength: 40,
      maxLength: 40,
    });
    fc.assert(
      fc.property(...histories(strategy), random, (settings, happenings, mpids) => {
        const other: StoreOptions = {
          mpidOf: (n) => mpids.filter((mpid) => mpid !== 0n)[n] ?? 0n,
          holdersInOrder: (holders) => holders.reverse(),
        };
        expect(history(settings, happenings, other)).toEqual(history(settings, happenings));
      }),
      RUNS,
    );
  });

  test("the settings of these histories are allowed, and the histories are rich", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(...histories(strategy), (settings, happenings) => {
        expect(checkIdentitySettings(settings)).toEqual([]);
        for (const moment of history(settings, happenings)) {
          seen.add(moment.happened.what);
          if (lookedUp(moment)) seen.add("found");
          if (lookedUp(moment) && isKnown(lookedUp(moment)?.found, settings)) seen.add("found known");
          if (moment.result === "refused") seen.add("refused");
          if (Object.values(moment.after).some((record) => Object.keys(record).length === 0)) seen.add("orphaned");
        }
      }),
      { numRuns: 400, seed: 1 },
    );
    const always = ["identify", "login", "logout", "search", "batch", "modify", "alias", "found", "orphaned"];
    const expected = strategy === "best_match" ? always : [...always, "found known", "refused"];
    expect([...seen].sort()).toEqual(expected.sort());
  });
});
