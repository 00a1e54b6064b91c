import { describe, expect, test } from "vitest";
import type { Identity, IdentityRecord } from "../identity/record";
import type { Candidate } from "../identity/resolve";
import type { IdentitySettings } from "../identity/settings";
import { type Mpid, toMpid } from "../int64";
import { compareResolutions, type Destination, type PastRequest } from "./compare-resolutions";

const mpid = (value: number) => toMpid(value) as Mpid;
const record = (identities: Record<string, string>): IdentityRecord =>
  Object.fromEntries(Object.entries(identities).map(([type, v]) => [type, [{ v, f: 1, u: 1 }]]));
const profile = (id: number, identities: Record<string, string>, lastSeen = id): Candidate => ({
  mpid: mpid(id),
  firstSeen: 1,
  lastSeen,
  identities: record(identities),
});

const KNOWN = profile(1, { customer_id: "c1", email: "a@example.test", ios_idfv: "tablet" });
const TABLET = profile(2, { ios_idfv: "tablet" });
const OTHERS_MAIL = profile(3, { email: "b@example.test" });
const PEOPLE = [KNOWN, TABLET, OTHERS_MAIL];
const holdersOf = ({ type, value }: Identity) => ({
  profiles: PEOPLE.filter(({ identities }) => identities[type]?.some(({ v }) => v === value)),
  capped: false,
});

const BEFORE: IdentitySettings = {
  strategy: "profile_conversion",
  priority: ["customer_id", "email", "ios_idfv"],
  uniqueTypes: ["customer_id"],
  loginTypes: ["customer_id"],
  immutableTypes: [],
};
const request = (identities: Record<string, string>, more: Partial<PastRequest> = {}): PastRequest => ({
  endpoint: "batch",
  identities: Object.entries(identities).map(([type, value]) => ({ type, value })),
  protectionLevel: null,
  ...more,
});
const person = ({ mpid }: Candidate): Destination => ({ to: "person", mpid });
const NEW: Destination = { to: "new" };
const NOBODY: Destination = { to: "nobody" };
const both = { email: "b@example.test", ios_idfv: "tablet" };
const mail = { email: "b@example.test" };
const mailOnNewDevice = { ...mail, ios_idfv: "new" };

type Change = Partial<IdentitySettings>;
const deviceFirst: Change = { priority: ["ios_idfv", "customer_id", "email"] };
const emailLogin: Change = { loginTypes: ["customer_id", "email"] };
const withoutEmail: Change = { priority: ["customer_id", "ios_idfv"] };
const isolation: Change = {
  strategy: "profile_isolation",
  uniqueTypes: ["customer_id", "email"],
  loginTypes: ["customer_id", "email"],
};

describe("a request of the past under other settings", () => {
  test.each<[string, PastRequest, Change, Destination, Destination]>([
    [
      "finds another person when the device comes first",
      request(both),
      deviceFirst,
      person(OTHERS_MAIL),
      person(TABLET),
    ],
    ["is nobody's where its only type leaves the look-up", request(mail), withoutEmail, person(OTHERS_MAIL), NOBODY],
    ["makes a profile where the rest finds nobody", request(mailOnNewDevice), withoutEmail, person(OTHERS_MAIL), NEW],
    [
      "makes a profile where a new login value meets an anonymous device",
      request({ customer_id: "c9", ios_idfv: "tablet" }),
      isolation,
      person(TABLET),
      NEW,
    ],
    [
      "a logout goes back to the device's anonymous profile",
      request({ ios_idfv: "tablet" }, { endpoint: "logout" }),
      isolation,
      NEW,
      person(TABLET),
    ],
    [
      "a feed that may not create ends at nobody",
      request(mailOnNewDevice, { protectionLevel: "update_only" }),
      withoutEmail,
      person(OTHERS_MAIL),
      NOBODY,
    ],
  ])("%s", (_, one, change, before, after) => {
    const { differences } = compareResolutions([one], holdersOf, BEFORE, { ...BEFORE, ...change });
    expect(differences).toEqual([{ request: one, before, after }]);
  });

  test.each<[string, PastRequest, Change]>([
    ["nothing changed", request(both), {}],
    ["a known MPID is the answer whatever it brings", request(both, { named: KNOWN }), deviceFirst],
    ["a feed that may only read touches nobody", request(both, { protectionLevel: "read_only" }), deviceFirst],
    ["a value that a login type holds finds its person as before", request(mail), emailLogin],
    ["an MPID that nobody has, alone, is nobody's", request({}, { unknownMpid: true }), withoutEmail],
  ])("ends as before: %s", (_, one, change) => {
    expect(compareResolutions([one], holdersOf, BEFORE, { ...BEFORE, ...change }).differences).toEqual([]);
  });

  test("the one before decides between two where the request names it", () => {
    const shared = request({ ios_idfv: "tablet" }, { previous: TABLET });
    const nobodyKnown = { ...BEFORE, strategy: "best_match", uniqueTypes: [], loginTypes: [] };
    expect(compareResolutions([shared], holdersOf, nobodyKnown, BEFORE).differences).toEqual([]);
    const without = request({ ios_idfv: "tablet" });
    const seenLater = { ...KNOWN, lastSeen: 9 };
    const holders = () => ({ profiles: [seenLater, TABLET], capped: false });
    expect(compareResolutions([without], holders, nobodyKnown, BEFORE).differences).toEqual([
      { request: without, before: person(KNOWN), after: person(TABLET) },
    ]);
  });
});

test("differences are counted by what becomes of the requests", () => {
  const requests = [
    request(both),
    request(mailOnNewDevice),
    request(mailOnNewDevice, { protectionLevel: "update_only" }),
    request(mail),
    request({ customer_id: "c1" }),
    request({ email: "nobody@example.test" }),
  ];
  const after = { ...BEFORE, priority: ["ios_idfv", "customer_id"] };
  const { totals, requests: count } = compareResolutions(requests, holdersOf, BEFORE, after);
  expect([count, totals]).toEqual([6, { another: 1, created: 1, joined: 0, nobody: 3 }]);
  expect(compareResolutions(requests.slice(1, 2), holdersOf, after, BEFORE).totals).toEqual({
    another: 0,
    created: 0,
    joined: 1,
    nobody: 0,
  });
});
