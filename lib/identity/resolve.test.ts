import { describe, expect, test } from "vitest";
import { type Mpid, toMpid } from "../int64";
import { holds, type Identity, type IdentityRecord } from "./record";
import { type Candidate, type Holders, inPriorityOrder, resolve } from "./resolve";
import type { IdentitySettings } from "./settings";

const settings = (more: Partial<IdentitySettings> = {}): IdentitySettings => ({
  strategy: "default",
  priority: ["customer_id", "email", "other", "ios_idfv", "android_advertising_id"],
  uniqueTypes: ["customer_id"],
  loginTypes: ["customer_id"],
  immutableTypes: [],
  ...more,
});

type Ids = Record<string, string | string[]>;

function profile(mpid: string, ids: Ids, seen: { first?: number; last?: number } = {}): Candidate {
  const identities: IdentityRecord = Object.fromEntries(
    Object.entries(ids).map(([type, values]) => [type, [values].flat().map((v) => ({ v, f: 1, u: 1 }))]),
  );
  return { mpid: toMpid(mpid) as Mpid, firstSeen: seen.first ?? 1, lastSeen: seen.last ?? 1, identities };
}

const request = (ids: Record<string, string>): Identity[] =>
  Object.entries(ids).map(([type, value]) => ({ type, value }));

/** The look-up as the database does it, with a cap. */
function among(profiles: readonly Candidate[], cap = 25): (identity: Identity) => Holders {
  return (identity) => {
    const found = profiles.filter((one) => holds(one.identities, identity));
    return { profiles: found.slice(0, cap), capped: found.length > cap };
  };
}

const find = (profiles: readonly Candidate[], ids: Record<string, string>, rules = settings(), cap?: number) =>
  resolve({ endpoint: "batch", identities: request(ids) }, among(profiles, cap), rules);

describe("priority and narrowing", () => {
  const anonymous = settings({ loginTypes: [], uniqueTypes: [] });
  const P1 = profile("1", { email: "h", ios_idfv: "1234", other: "AAAA" });
  const P2 = profile("2", { email: "h", android_advertising_id: "2345", other: "BBBB" });

  test("P, first row: email and other agree on one", () => {
    const found = find([P1, P2], { email: "h", other: "AAAA", ios_idfv: "2345" }, anonymous);
    expect(found.found).toBe(P1.mpid);
    expect(found.steps).toEqual([
      { type: "email", candidates: 2, remaining: 2 },
      { type: "other", candidates: 1, remaining: 1 },
      { type: "ios_idfv", candidates: 0 },
    ]);
    expect(found.tieBreak).toBeUndefined();
  });

  test("P, second row: a device id narrows further down", () => {
    const rules = { ...anonymous, priority: ["customer_id", "email", "ios_idfv", "android_advertising_id"] };
    expect(find([P1, P2], { email: "h", android_advertising_id: "2345" }, rules).found).toBe(P2.mpid);
  });

  test("the order of the request does not matter, that of the priority does", () => {
    const [mail, device] = [profile("3", { email: "e" }), profile("4", { ios_idfv: "v" })];
    expect(find([mail, device], { ios_idfv: "v", email: "e" }, anonymous).found).toBe(mail.mpid);
    const reversed = { ...anonymous, priority: ["ios_idfv", "email"] };
    expect(find([mail, device], { email: "e", ios_idfv: "v" }, reversed).found).toBe(device.mpid);
  });

  test("a set that does not agree is passed over", () => {
    const [a, b, c] = [
      profile("5", { email: "e" }),
      profile("6", { email: "e", other: "o" }),
      profile("7", { ios_idfv: "v" }),
    ];
    expect(find([a, b, c], { email: "e", ios_idfv: "v", other: "o" }, anonymous).found).toBe(b.mpid);
  });

  test("types that the priority lacks look nobody up", () => {
    expect(find([profile("8", { alias: "x" })], { alias: "x" }, anonymous)).toMatchObject({ found: null, steps: [] });
    expect(inPriorityOrder(request({ alias: "x", email: "e", customer_id: "c" }), anonymous.priority)).toEqual(
      request({ customer_id: "c", email: "e" }),
    );
  });

  test("nobody matches", () => {
    expect(find([P1], { email: "nobody" }, anonymous)).toMatchObject({ found: null });
  });
});

describe("login IDs", () => {
  const P1 = profile("1234", { customer_id: "h85", email: "ed", ios_idfv: "1234" });
  const P2 = profile("5678", { email: "h" });

  test.each<[string[], Record<string, string>, Mpid | null]>([
    [["email", "customer_id"], { email: "ed" }, P1.mpid],
    [["email"], { email: "h", ios_idfv: "5678" }, P2.mpid],
    [["email"], { ios_idfv: "1234" }, null],
    [["customer_id"], { ios_idfv: "1234" }, null],
    [["customer_id"], { customer_id: "h85", ios_idfv: "9999" }, P1.mpid],
    [["customer_id"], { customer_id: "new", email: "ed" }, null],
    [["customer_id"], { customer_id: "new", email: "h" }, P2.mpid],
    [[], { ios_idfv: "1234" }, P1.mpid],
  ])("login types %j, request %j: %s", (loginTypes, ids, mpid) => {
    expect(find([P1, P2], ids, settings({ loginTypes })).found).toBe(mpid);
  });

  test("the step says who could not be returned, and why", () => {
    expect(find([P1], { ios_idfv: "1234" }).steps).toEqual([
      { type: "ios_idfv", candidates: 1, ineligible: [{ mpid: P1.mpid, rule: "login" }], remaining: 0 },
    ]);
  });
});

describe("immutable IDs", () => {
  const rules = settings({ immutableTypes: ["customer_id"] });
  const P1 = profile("1234", { customer_id: "h85", email: "ed" });
  const P2 = profile("5678", { email: "h" });

  test.each<[Record<string, string>, Mpid | null]>([
    [{ customer_id: "h85" }, P1.mpid],
    [{ customer_id: "9101" }, null],
    [{ customer_id: "9101", email: "ed" }, null],
    [{ email: "ed" }, null],
    [{ email: "h" }, P2.mpid],
    [{ customer_id: "9101", email: "h" }, P2.mpid],
  ])("request %j: %s", (ids, mpid) => {
    expect(find([P1, P2], ids, rules).found).toBe(mpid);
  });
});

test("of two immutable values, one that matches does not make up for one that conflicts", () => {
  const both = ["customer_id", "email"];
  const rules = settings({ uniqueTypes: both, loginTypes: both, immutableTypes: both });
  const people = [profile("1", { customer_id: "c", email: "e" }), profile("2", { customer_id: "d" })];
  expect(find(people, { customer_id: "c", email: "other" }, rules).found).toBeNull();
  expect(find(people, { customer_id: "c", email: "e" }, rules).found).toBe("1");
  expect(find(people, { customer_id: "d", email: "new" }, rules).found).toBe("2");
});

describe("ties", () => {
  const anonymous = settings({ loginTypes: [] });

  test("the most recently seen", () => {
    const all = [profile("1", { email: "e" }, { last: 5 }), profile("2", { email: "e" }, { last: 9 })];
    expect(find(all, { email: "e" }, anonymous)).toMatchObject({ found: "2", tieBreak: "last_seen" });
  });

  test("then the oldest", () => {
    const all = [
      profile("1", { email: "e" }, { first: 3, last: 9 }),
      profile("2", { email: "e" }, { first: 2, last: 9 }),
    ];
    expect(find(all, { email: "e" }, anonymous)).toMatchObject({ found: "2", tieBreak: "first_seen" });
  });

  test("then the lowest MPID, as signed 64-bit integers", () => {
    const all = ["7346244611012968789", "-8921341234567890123", "12"].map((mpid) => profile(mpid, { email: "e" }));
    expect(find(all, { email: "e" }, anonymous)).toMatchObject({
      found: "-8921341234567890123",
      tieBreak: "lowest_mpid",
    });
    const near = ["7346244611012968790", "7346244611012968789"].map((mpid) => profile(mpid, { email: "e" }));
    expect(find(near, { email: "e" }, anonymous).found).toBe("7346244611012968789");
  });

  test("a previous MPID goes first", () => {
    const all = [profile("1", { email: "e" }, { last: 5 }), profile("2", { email: "e" }, { last: 9 })];
    const asked = { endpoint: "identify" as const, identities: request({ email: "e" }), previous: all[0] };
    expect(resolve(asked, among(all), anonymous)).toMatchObject({ found: "1", tieBreak: "previous_mpid" });
  });
});

describe("a value that very many profiles hold", () => {
  const anonymous = settings({ loginTypes: [] });
  const crowd = Array.from({ length: 40 }, (_, i) => profile(String(i + 1), { email: "shared" }));

  test("is looked at in part, and the step says so", () => {
    const [step] = find(crowd, { email: "shared" }, anonymous).steps;
    expect(step).toEqual({ type: "email", candidates: 25, capped: true, remaining: 25 });
  });

  test("does not hide the one profile that a weaker identity tells apart", () => {
    const last = profile("99", { email: "shared", ios_idfv: "mine" });
    expect(find([...crowd, last], { email: "shared", ios_idfv: "mine" }, anonymous).found).toBe("99");
  });

  test("does not hide the profile before, which is loaded anyway", () => {
    const before = profile("99", { email: "shared" });
    const people = [...crowd, before];
    const ask = (previous: Candidate) =>
      resolve({ endpoint: "identify", identities: request({ email: "shared" }), previous }, among(people), anonymous);
    expect(ask(before)).toMatchObject({ found: "99", tieBreak: "previous_mpid", steps: [{ candidates: 26 }] });
    const [known = before] = crowd;
    expect(ask(known)).toMatchObject({ found: "1", steps: [{ candidates: 25 }] });
    expect(ask(profile("98", { email: "another" }))).toMatchObject({ found: "1", steps: [{ candidates: 25 }] });
  });

  test("narrows a set that came before it by the records", () => {
    const first = profile("98", { email: "e", ios_idfv: "shared" });
    const second = profile("97", { email: "e" });
    const many = Array.from({ length: 40 }, (_, i) => profile(String(i + 1), { ios_idfv: "shared" }));
    expect(find([...many, first, second], { email: "e", ios_idfv: "shared" }, anonymous).found).toBe("98");
  });
});
