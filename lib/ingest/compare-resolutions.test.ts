import { describe, expect, test } from "vitest";
import { rules } from "../../tests/rules";
import { batchOf, readBatch, readLookUpRequest } from "../batch";
import type { ProtectionLevel } from "../explain/decision";
import { identityKey } from "../identity/lock";
import type { IdentitySettings } from "../identity/settings";
import { type Mpid, toMpid } from "../int64";
import { compareResolutions, type Destination } from "./compare-resolutions";
import { type PlannedBatch, planBatch } from "./plan";
import type { ProfileState, State } from "./state";

const profile = (id: number, identities: Record<string, string>, lastSeen = id): ProfileState => ({
  mpid: toMpid(id) as Mpid,
  scopeId: 1,
  environment: "production",
  firstSeen: 1,
  lastSeen,
  isOptedOut: false,
  limitAdTracking: null,
  ip: null,
  sourceMpid: null,
  identities: Object.fromEntries(Object.entries(identities).map(([type, v]) => [type, [{ v, f: 1, u: 1 }]])),
  partnerIdentities: {},
});

const KNOWN = profile(1, { customer_id: "c1", email: "a@example.test", ios_idfv: "tablet" });
const TABLET = profile(2, { ios_idfv: "tablet" });
const OTHERS_MAIL = profile(3, { email: "b@example.test" });

function stateOf(...people: readonly ProfileState[]): Pick<State, "profiles" | "holders"> {
  const holders = new Map<string, { mpids: Set<Mpid>; capped: boolean }>();
  for (const { mpid, scopeId, environment, identities } of people) {
    for (const [type, [entry]] of Object.entries(identities)) {
      const key = identityKey({ scopeId, environment, type, value: entry?.v ?? "" });
      holders.set(key, { mpids: new Set([...(holders.get(key)?.mpids ?? []), mpid]), capped: false });
    }
  }
  return { profiles: new Map(people.map((one) => [one.mpid, one])), holders };
}
const STATE = stateOf(KNOWN, TABLET, OTHERS_MAIL);

const BEFORE: IdentitySettings = {
  strategy: "profile_conversion",
  priority: ["customer_id", "email", "ios_idfv"],
  uniqueTypes: ["customer_id"],
  loginTypes: ["customer_id"],
  immutableTypes: [],
};

/** A batch of a web input, or of a feed at a level. */
function batch(
  user_identities: Record<string, string>,
  device_info: Record<string, string> = {},
  { level = null, mpid }: { level?: ProtectionLevel | null; mpid?: Mpid | "99" } = {},
): { planned: PlannedBatch } {
  const raw = { environment: "production", user_identities, device_info, mpid, events: [] };
  const read = readBatch(raw, { receivedAt: 1 });
  if (!read.ok) throw new Error(read.message);
  const own = rules({ protectionLevel: level, identity: BEFORE });
  return { planned: planBatch({ batch: read.batch, warnings: [] }, read.batch, own) };
}
function request(
  endpoint: "identify" | "login" | "logout",
  known_identities: Record<string, string>,
  previous_mpid?: Mpid,
): { planned: PlannedBatch } {
  const read = readLookUpRequest(endpoint, { environment: "production", known_identities, previous_mpid });
  if (!read.ok) throw new Error(read.message);
  const body = batchOf(read.request);
  const item = { batch: body, identity: read.request, warnings: [] };
  return { planned: planBatch(item, body, rules({ identity: BEFORE })) };
}

const tablet = { ios_idfv: "tablet" };
const newDevice = { ios_idfv: "new" };
const mail = { email: "b@example.test" };
const person = ({ mpid }: ProfileState): Destination => ({ to: "person", mpid });
const NEW: Destination = { to: "new" };
const NOBODY: Destination = { to: "nobody" };

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
  test.each<[string, { planned: PlannedBatch }, Change, Destination, Destination]>([
    [
      "finds another person when the device comes first",
      batch(mail, tablet),
      deviceFirst,
      person(OTHERS_MAIL),
      person(TABLET),
    ],
    ["is nobody's where its only type leaves the look-up", batch(mail), withoutEmail, person(OTHERS_MAIL), NOBODY],
    ["makes a profile where the rest finds nobody", batch(mail, newDevice), withoutEmail, person(OTHERS_MAIL), NEW],
    [
      "makes a profile where a new login value meets an anonymous device",
      batch({ customer_id: "c9" }, tablet),
      isolation,
      person(TABLET),
      NEW,
    ],
    [
      "of a feed that may not create ends at nobody",
      batch(mail, newDevice, { level: "update_only" }),
      withoutEmail,
      person(OTHERS_MAIL),
      NOBODY,
    ],
    ["that is a logout goes back to the anonymous profile", request("logout", tablet), isolation, NEW, person(TABLET)],
    [
      "that is a login makes a profile instead of going on with the one before",
      request("login", { customer_id: "c9", ...newDevice }, TABLET.mpid),
      isolation,
      person(TABLET),
      NEW,
    ],
    [
      "that is an identify makes a profile where no type of it looks up",
      request("identify", mail),
      withoutEmail,
      person(OTHERS_MAIL),
      NEW,
    ],
  ])("%s", (_, one, change, before, after) => {
    const { differences } = compareResolutions([one], STATE, BEFORE, { ...BEFORE, ...change });
    expect(differences).toEqual([{ request: one, before, after }]);
  });

  test.each<[string, { planned: PlannedBatch }, Change]>([
    ["nothing changed", batch(mail, tablet), {}],
    ["a known MPID is the answer whatever it brings", batch(mail, tablet, { mpid: KNOWN.mpid }), deviceFirst],
    ["a feed that may only read touches nobody", batch(mail, tablet, { level: "read_only" }), deviceFirst],
    ["a value of a new login type finds whom it found", batch(mail), emailLogin],
    ["an MPID that nobody has, alone, is nobody's", batch({}, {}, { mpid: "99" }), withoutEmail],
  ])("ends as before: %s", (_, one, change) => {
    expect(compareResolutions([one], STATE, BEFORE, { ...BEFORE, ...change }).differences).toEqual([]);
  });

  test("the one before decides between two where the request names it", () => {
    const open = { ...BEFORE, strategy: "best_match", uniqueTypes: [], loginTypes: [] };
    const state = stateOf({ ...KNOWN, lastSeen: 9 }, TABLET);
    const compare = (one: { planned: PlannedBatch }) => compareResolutions([one], state, open, BEFORE).differences;
    expect(compare(request("identify", tablet, TABLET.mpid))).toEqual([]);
    expect(compare(request("identify", tablet))).toMatchObject([{ before: person(KNOWN), after: person(TABLET) }]);
  });
});

test("differences are counted by what becomes of the requests", () => {
  const requests = [
    batch(mail, tablet),
    batch(mail, newDevice),
    batch(mail, newDevice, { level: "update_only" }),
    batch(mail),
    batch({ customer_id: "c1" }),
    batch({ email: "nobody@example.test" }),
  ];
  const after = { ...BEFORE, priority: ["ios_idfv", "customer_id"] };
  const { totals } = compareResolutions(requests, STATE, BEFORE, after);
  expect(totals).toEqual({ another: 1, created: 1, joined: 0, nobody: 3 });
  expect(compareResolutions(requests.slice(1, 2), STATE, after, BEFORE).totals).toEqual({
    another: 0,
    created: 0,
    joined: 1,
    nobody: 0,
  });
});
