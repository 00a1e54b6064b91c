import { describe, expect, test } from "vitest";
import { type Mpid, toMpid } from "../int64";
import { holds, type Identity, isOrphaned, withoutIdentity } from "./record";
import { type Candidate, resolve } from "./resolve";
import type { IdentitySettings } from "./settings";
import { writeIdentities } from "./write-identities";

/** A small world of profiles to which requests come one after the other: resolve, then write. */
function world(settings: IdentitySettings) {
  const profiles = new Map<Mpid, Candidate>();
  let clock = 0;
  const holders = (identity: Identity) => [...profiles.values()].filter((one) => holds(one.identities, identity));

  function write(mpid: Mpid, identities: readonly Identity[]): void {
    clock += 1;
    const before = profiles.get(mpid) ?? { mpid, firstSeen: clock, lastSeen: clock, identities: {} };
    const others = (identity: Identity) => holders(identity).flatMap((one) => (one.mpid === mpid ? [] : one.mpid));
    const { record, taken } = writeIdentities(before.identities, identities, others, settings, clock);
    profiles.set(mpid, { ...before, lastSeen: clock, identities: record });
    for (const { identity, from } of taken) {
      const loser = profiles.get(from);
      if (loser) profiles.set(from, { ...loser, identities: withoutIdentity(loser.identities, identity) });
    }
  }

  return {
    /** The name of the profile that the request belongs to: P1, P2 ... in the order of creation. */
    identify(ids: Record<string, string>): string {
      const identities = listOf(ids);
      const asked = (identity: Identity) => ({ profiles: holders(identity), capped: false });
      const { found } = resolve({ endpoint: "identify", identities }, asked, settings);
      const mpid = found ?? (toMpid(profiles.size + 1) as Mpid);
      write(mpid, identities);
      return `P${mpid}`;
    },
    /** A batch that names the profile. */
    named(name: string, ids: Record<string, string>): string {
      write(toMpid(name.slice(1)) as Mpid, listOf(ids));
      return name;
    },
    /** The values of a profile, latest first. */
    record(name: string): Record<string, string[]> {
      const profile = profiles.get(toMpid(name.slice(1)) as Mpid);
      return Object.fromEntries(
        Object.entries(profile?.identities ?? {}).map(([type, entries]) => [type, entries.map(({ v }) => v)]),
      );
    },
    orphaned: (name: string) =>
      isOrphaned(profiles.get(toMpid(name.slice(1)) as Mpid)?.identities ?? {}, settings.priority),
  };
}

const listOf = (ids: Record<string, string>): Identity[] =>
  Object.entries(ids).map(([type, value]) => ({ type, value }));

const settings = (uniqueAndLogin: string[]): IdentitySettings => ({
  strategy: "default",
  priority: ["customer_id", "email", "ios_idfv", "roku_advertising_id"],
  uniqueTypes: uniqueAndLogin,
  loginTypes: uniqueAndLogin,
  immutableTypes: [],
});

const C = "ABC123";
const e1 = "ed.hyde@example.test";
const e2 = "h.jekyll.md@example.test";

describe("the flows of identity, as batches", () => {
  test("default: customer_id is the only unique and login type", () => {
    const people = world(settings(["customer_id"]));
    expect(people.identify({ ios_idfv: "9876" })).toBe("P1");
    expect(people.identify({ customer_id: C, email: e1, ios_idfv: "9876" })).toBe("P1");
    expect(people.identify({ ios_idfv: "9876" })).toBe("P2");
    expect(people.identify({ email: e2 })).toBe("P3");
    expect(people.identify({ customer_id: C, email: e1, ios_idfv: "9876" })).toBe("P1");
    expect(people.named("P1", { email: e2 })).toBe("P1");
    expect(people.record("P1").email).toEqual([e2, e1]);
    expect(people.record("P3")).toEqual({ email: [e2] });
    expect(people.identify({ roku_advertising_id: "8765" })).toBe("P4");
    expect(people.identify({ customer_id: C, email: e2, roku_advertising_id: "8765" })).toBe("P1");
    expect(people.record("P1")).toEqual({
      customer_id: [C],
      email: [e2, e1],
      ios_idfv: ["9876"],
      roku_advertising_id: ["8765"],
    });
    expect(people.identify({ ios_idfv: "9876" })).toBe("P2");
    expect(people.identify({ roku_advertising_id: "8765" })).toBe("P4");
  });

  test("with e-mail unique and login, too: the value moves and its former profile is orphaned", () => {
    const people = world(settings(["customer_id", "email"]));
    expect(people.identify({ ios_idfv: "9876" })).toBe("P1");
    expect(people.identify({ customer_id: C, email: e1, ios_idfv: "9876" })).toBe("P1");
    expect(people.identify({ ios_idfv: "9876" })).toBe("P2");
    expect(people.identify({ email: e2 })).toBe("P3");
    expect(people.identify({ customer_id: C, email: e1, ios_idfv: "9876" })).toBe("P1");
    people.named("P1", { email: e2 });
    expect(people.record("P1")).toEqual({ customer_id: [C], email: [e2], ios_idfv: ["9876"] });
    expect(people.orphaned("P3")).toBe(true);
    expect(people.identify({ roku_advertising_id: "8765" })).toBe("P4");
    expect(people.identify({ customer_id: C, email: e2, roku_advertising_id: "8765" })).toBe("P1");
    expect(people.identify({ ios_idfv: "9876" })).toBe("P2");
    expect(people.identify({ email: e1 })).toBe("P5");
  });

  test("a sign-up keeps the anonymous history: same profile, now known", () => {
    const people = world(settings(["customer_id"]));
    expect(people.identify({ ios_idfv: "1" })).toBe("P1");
    expect(people.identify({ customer_id: "new", ios_idfv: "1" })).toBe("P1");
    expect(people.identify({ customer_id: "new" })).toBe("P1");
    expect(people.identify({ customer_id: "other", ios_idfv: "1" })).toBe("P2");
  });

  test("a unique value and a matching other login ID: the profile is returned and the value replaced", () => {
    const people = world(settings(["customer_id", "email"]));
    people.identify({ customer_id: "A", email: e1 });
    expect(people.identify({ customer_id: "B", email: e1 })).toBe("P1");
    expect(people.record("P1")).toEqual({ customer_id: ["B"], email: [e1] });
  });
});
