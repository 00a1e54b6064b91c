import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rules } from "../../tests/rules";
import { readBatch } from "../batch";
import { REMARK_CODES } from "../explain/codes";
import { type Decision, decisionSchema } from "../explain/decision";
import { identityKey } from "../identity/lock";
import type { Rules } from "../inputs/rules";
import { type Mpid, toInt64, toMpid } from "../int64";
import { decideCall } from "./decide-call";
import { idSource } from "./ids";
import { planCall } from "./plan";
import type { ProfileState, State } from "./state";

const AT = 1_795_000_000_000;
const MPID = toMpid("-42") as Mpid;

function emptyState(profiles: readonly ProfileState[] = []): State {
  return {
    profiles: new Map(profiles.map((profile) => [profile.mpid, profile])),
    holders: new Map(
      profiles.flatMap(({ mpid, scopeId, environment, identities }) =>
        Object.entries(identities).flatMap(([type, entries]) =>
          entries.map(({ v }): [string, { mpids: Set<Mpid>; capped: boolean }] => [
            identityKey({ scopeId, environment, type, value: v }),
            { mpids: new Set([mpid]), capped: false },
          ]),
        ),
      ),
    ),
    workspaces: new Map(),
    attributes: new Map(),
    accountValues: new Map(),
    devices: new Map(),
    eventNames: new Set(),
    eventNameCounts: new Map(),
  };
}

const known: ProfileState = {
  mpid: MPID,
  scopeId: 1,
  environment: "production",
  firstSeen: 1,
  lastSeen: 1,
  isOptedOut: false,
  limitAdTracking: null,
  ip: null,
  sourceMpid: null,
  identities: { customer_id: [{ v: "known", f: 1, u: 1 }] },
  partnerIdentities: {},
};

/** Decides one batch; the decision as stored, so that what JSON loses is lost here, too. */
function decided(raw: unknown, more: Partial<Rules> = {}, state = emptyState([known])) {
  const read = readBatch(raw, { receivedAt: AT });
  if (!read.ok) throw new Error(read.message);
  const item = { batch: read.batch, warnings: read.warnings };
  const request = {
    rules: rules(more),
    path: "/",
    receivedAt: AT,
    byteSize: 1,
    deflated: new Uint8Array(),
    items: [item],
  };
  const ids = idSource(1);
  const { set } = decideCall(
    planCall([request], ids),
    state,
    () => false,
    () => toMpid(7) as Mpid,
    ids,
  );
  const [row] = set.batches;
  if (!row) throw new Error("no batch");
  const decision: Decision = decisionSchema.strict().parse(JSON.parse(row.decision));
  return { decision, row, set };
}

const feed = (protectionLevel: Rules["protectionLevel"]): Partial<Rules> => ({
  kind: "custom_feed",
  isFeed: true,
  tier: 3,
  protectionLevel,
});
const person = { user_identities: { customer_id: "known" } };
const stranger = { user_identities: { customer_id: "stranger" } };

describe("a decision", () => {
  test.each<[unknown, Partial<Rules>, string, string[]]>([
    [person, {}, "updated", []],
    [stranger, {}, "created", []],
    [stranger, feed("update_only"), "dropped", ["update_only_no_match"]],
    [person, feed("read_only"), "not_associated", ["read_only"]],
    [{}, feed("update_only"), "dropped", ["no_identifier"]],
    [{}, feed("read_only"), "unresolved", ["no_identifier"]],
    [{ mpid: "99" }, {}, "unresolved", ["unknown_mpid_only"]],
    [{ mpid: "99" }, feed("update_only"), "dropped", ["update_only_no_match"]],
  ])("of %j: %#", (raw, more, outcome, reasons) => {
    const { decision } = decided(raw, more);
    expect(decision.outcome).toBe(outcome);
    expect(decision.reasons.map(({ code }) => code)).toEqual(reasons);
  });

  test("says which input, level, tier and version of the rules were in force", () => {
    expect(decided(person, { ...feed("update_only"), rulesVersion: 9 }).decision.input).toEqual({
      id: 1,
      kind: "custom_feed",
      tier: 3,
      protectionLevel: "update_only",
      rulesVersion: 9,
    });
  });

  test("warns of a named MPID that nobody has, where identities decide instead", () => {
    expect(decided({ mpid: "99", ...person }).decision).toMatchObject({
      warnings: [{ code: "unknown_mpid" }],
      identity: { by: "identities", unknownMpid: true, found: MPID },
    });
    expect(decided({ mpid: "99", ...stranger }).decision).toMatchObject({
      outcome: "created",
      warnings: [{ code: "unknown_mpid" }],
      identity: { by: "none", found: null },
    });
    expect(decided({ mpid: "99" }).decision.warnings).toEqual([]);
  });

  test("says which rule of the strategy overruled the match, and the created profile's source", () => {
    const anonymous: ProfileState = { ...known, identities: { ios_idfv: [{ v: "V-1", f: 1, u: 1 }] } };
    const raw = { user_identities: { customer_id: "new" }, device_info: { ios_idfv: "V-1" } };
    const both = ["customer_id", "email"];
    const under = (strategy: string) =>
      decided(
        raw,
        { identity: { ...rules().identity, strategy, uniqueTypes: both, loginTypes: both } },
        emptyState([anonymous]),
      );
    const link = under("profile_link");
    expect(link.decision).toMatchObject({
      outcome: "created",
      identity: { strategyRule: "new_login_creates", overruled: MPID, source: MPID, found: null },
    });
    expect([...link.set.profiles.values()].map(({ sourceMpid }) => sourceMpid)).toEqual([MPID]);
    const isolation = under("profile_isolation");
    expect(isolation.decision.identity).toMatchObject({ strategyRule: "new_login_creates", overruled: MPID });
    expect(isolation.decision.identity).not.toHaveProperty("source");
    expect([...isolation.set.profiles.values()].map(({ sourceMpid }) => sourceMpid)).toEqual([null]);
    const conversion = under("profile_conversion");
    expect(conversion.decision).toMatchObject({ outcome: "updated", identity: { found: MPID } });
    expect(conversion.decision.identity).not.toHaveProperty("strategyRule");
  });

  test("refuses a profile of another scope or environment that the batch names", () => {
    const elsewhere = (more: Partial<ProfileState>) => emptyState([{ ...known, ...more }]);
    expect(decided({ mpid: MPID }, {}, elsewhere({ scopeId: 2 })).decision.outcome).toBe("unresolved");
    expect(decided({ mpid: MPID, environment: "development" }).decision.outcome).toBe("unresolved");
    expect(decided({ mpid: MPID }).decision).toMatchObject({ outcome: "updated", identity: { by: "mpid" } });
  });

  test("does not believe a look-up that the record contradicts", () => {
    const state = emptyState([known]);
    state.profiles.set(MPID, { ...known, identities: {} });
    const { decision, set } = decided(person, {}, state);
    expect(decision).toMatchObject({ outcome: "created", identity: { found: null, steps: [{ candidates: 0 }] } });
    expect(decision.identity).not.toHaveProperty("taken");
    expect([...set.profiles.keys()]).toEqual(["7"]);
  });

  test("drops nothing into the tables of people unless it creates or updates", () => {
    for (const [raw, more] of [
      [stranger, feed("update_only")],
      [person, feed("read_only")],
      [{}, {}],
    ] as const) {
      const { set } = decided({ ...raw, user_attributes: { k: "v" }, device_info: {} }, more);
      expect([
        set.profiles.size,
        set.identities.size,
        set.workspaces.size,
        set.attributes.size,
        set.devices.size,
        set.changes.length,
      ]).toEqual([0, 0, 0, 0, 0, 0]);
      expect(set.batches).toHaveLength(1);
    }
  });

  test("keeps the events of all but the dropped, tied to a person only where one is updated", () => {
    const events = [{ event_type: "session_start", data: {} }];
    const mpids = (raw: object, more: Partial<Rules> = {}) =>
      decided({ ...raw, events }, more).set.events.map(({ mpid }) => mpid);
    expect(mpids(person)).toEqual([MPID]);
    expect(mpids(person, feed("read_only"))).toEqual([null]);
    expect(mpids({})).toEqual([null]);
    expect(mpids(stranger, feed("update_only"))).toEqual([]);
  });
});

describe("any batch", () => {
  const value = fc.constantFrom("secret-1", "secret-2", "secret-3");
  const raw = fc.record({
    user_identities: fc.dictionary(fc.constantFrom("customer_id", "email", "other", "alias", "unheard_of"), value),
    device_info: fc.record({ ios_idfv: value, ios_advertising_id: value, limit_ad_tracking: fc.boolean() }),
    mp_deviceid: fc.constantFrom(undefined, "0b1c7a6e-5d0c-4f7e-9c61-6a51a35a4b10"),
    user_attributes: fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", 2, null, {})),
    consent_state: fc.record({
      gdpr: fc.dictionary(
        fc.constantFrom("p"),
        fc.record({ consented: fc.boolean(), timestamp_unixtime_ms: fc.nat() }),
      ),
    }),
    partner_identities: fc.dictionary(fc.constantFrom("Nettle_Id"), fc.constant("x")),
    ip: fc.constantFrom(undefined, "192.0.2.1", "none"),
    mpid: fc.constantFrom(undefined, "-42", "99"),
    events: fc.array(fc.record({ event_type: fc.constantFrom("session_start", "opt_out"), data: fc.constant({}) }), {
      maxLength: 2,
    }),
  });
  const more = fc.constantFrom<Partial<Rules>[]>(
    {},
    { restrictDeviceIdByLat: true },
    feed("create_and_update"),
    feed("update_only"),
    feed("read_only"),
    {
      kind: "partner_feed",
      tier: 6,
      protectionLevel: "create_and_update",
      consent: { sourceAllowed: false, gdprEnabled: true, ccpaEnabled: true, gdprPurposes: new Set() },
    },
    { eventNameLimit: 0 },
  );

  test("gets a decision of the schema, with known codes, that copies no identity value", () => {
    fc.assert(
      fc.property(raw, more, (batch, settings) => {
        const { decision, row } = decided(batch, settings);
        const codes = [...decision.reasons, ...decision.warnings].map(({ code }) => code);
        expect(codes.filter((code) => !(REMARK_CODES as readonly string[]).includes(code))).toEqual([]);
        expect(row.decision).not.toContain("secret-");
        expect(decision.outcome === "created" || decision.outcome === "updated").toBe(row.mpid !== null);
        expect(toInt64(row.id)).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  }, 30_000);
});
