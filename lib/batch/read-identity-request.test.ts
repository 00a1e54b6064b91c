import { describe, expect, test } from "vitest";
import { canonicalIdentity, IDENTITY_TYPES } from "./identity-names";
import { identityApiMap, identityRequestBody } from "./identity-request";
import { parseJson } from "./json";
import { readLookUpRequest, readModifyRequest } from "./read-identity-request";

const asked = (more: Record<string, unknown>) => ({ environment: "production", ...more });
const lookUp = (more: Record<string, unknown>) => readLookUpRequest("identify", asked(more));

function read(more: Record<string, unknown>) {
  const result = lookUp(more);
  if (!result.ok) throw new Error(result.message);
  return result;
}
function readChanges(identity_changes: unknown) {
  const result = readModifyRequest(asked({ identity_changes }), "7");
  if (!result.ok) throw new Error(result.message);
  return result.request.changes;
}

describe("a look-up request", () => {
  test("takes every identity type by the name of the identity API and by its canonical one", () => {
    for (const type of IDENTITY_TYPES) {
      const [name = ""] = Object.keys(identityApiMap([{ type, value: "v" }]));
      expect(canonicalIdentity(name)).toBe(type);
      for (const key of [name, type]) {
        expect(read({ known_identities: { [key]: "v" } }).request.identities).toEqual([{ type, value: "v" }]);
      }
    }
  });

  test("puts what names a person first", () => {
    const known_identities = { push_token: "p", device_application_stamp: "d", email: "e", customerid: "c" };
    expect(read({ known_identities }).request.identities.map(({ type }) => type)).toEqual([
      "customer_id",
      "email",
      "device_application_stamp",
      "push_token",
    ]);
  });

  test("leaves out null, empty and all-zero values, and what is too long or unknown with a warning", () => {
    const { request, warnings } = read({
      known_identities: {
        customerid: 42,
        email: "",
        google: null,
        ios_idfa: "00000000-0000-0000-0000-000000000000",
        other: "x".repeat(1_025),
        zodiac: "lion",
      },
    });
    expect(request.identities).toEqual([{ type: "customer_id", value: "42" }]);
    expect(warnings.map(({ code }) => code).sort()).toEqual(["identity_too_long", "identity_type_unknown"]);
  });

  test.each([
    [null, undefined],
    ["", undefined],
    [0, undefined],
    ["0", undefined],
    ["-9223372036854775808", "-9223372036854775808"],
    [17, "17"],
    [9007199254740993n, "9007199254740993"],
  ])("reads the previous MPID %s as %s", (previous_mpid, expected) => {
    const { request, warnings } = read({ previous_mpid, known_identities: { customerid: "a" } });
    expect(request.previousMpid).toBe(expected);
    expect(warnings).toEqual([]);
  });

  test("goes on without a previous MPID that is none", () => {
    const { request, warnings } = read({ previous_mpid: "me", known_identities: { customerid: "a" } });
    expect(request.previousMpid).toBeUndefined();
    expect(warnings).toEqual([{ code: "field_ignored", params: { field: "previous_mpid" } }]);
  });

  test.each<[string, unknown]>([
    ["no object", []],
    ["no environment", { known_identities: { customerid: "a" } }],
    ["another environment", { environment: "unknown", known_identities: { customerid: "a" } }],
    ["no identities", asked({})],
    ["a list of identities", asked({ known_identities: [] })],
    ["no identity with a value", asked({ known_identities: { email: null } })],
  ])("is refused with %s", (_, raw) => {
    expect(readLookUpRequest("login", raw).ok).toBe(false);
  });

  test("is read again from what is kept of it", () => {
    const { request } = read({
      request_id: "r-1",
      request_timestamp_ms: "1795000000000",
      context: "Y3R4",
      client_sdk: { platform: "ios", sdk_vendor: "mparticle", sdk_version: "8.1", more: 1 },
      previous_mpid: "-5",
      known_identities: { customerid: "a", ios_idfv: "V-1", device_application_stamp: "D-1" },
    });
    expect(readLookUpRequest("identify", parseJson(identityRequestBody(request)))).toMatchObject({ ok: true, request });
  });
});

describe("a modify request", () => {
  test("takes the MPID of its path, exactly", () => {
    const raw = asked({ identity_changes: [] });
    expect(readModifyRequest(raw, "-9223372036854775808")).toMatchObject({
      ok: true,
      request: { mpid: "-9223372036854775808", changes: [] },
    });
    for (const mpid of ["me", "0", "9223372036854775808", ""]) expect(readModifyRequest(raw, mpid).ok).toBe(false);
  });

  test("reads null, empty and absent values as none, and leaves out a change of nothing", () => {
    expect(
      readChanges([
        { identity_type: "customerid", old_value: null, new_value: "a" },
        { identity_type: "email", old_value: "b", new_value: "" },
        { identity_type: "google", old_value: "", new_value: null },
        { identity_type: "other2", new_value: 7 },
      ]),
    ).toEqual([
      { type: "customer_id", oldValue: null, newValue: "a" },
      { type: "email", oldValue: "b", newValue: null },
      { type: "other_id_2", oldValue: null, newValue: "7" },
    ]);
  });

  test("is refused with a new value that is too long; an old one can't be anybody's", () => {
    const long = "x".repeat(1_025);
    const change = { identity_type: "email", old_value: null, new_value: long };
    expect(readModifyRequest(asked({ identity_changes: [change] }), "7").ok).toBe(false);
    expect(readChanges([{ identity_type: "email", old_value: long, new_value: "a" }])).toEqual([
      { type: "email", oldValue: null, newValue: "a" },
    ]);
  });

  test("is read again from what is kept of it", () => {
    const raw = asked({
      request_id: "r",
      identity_changes: [{ identity_type: "email", old_value: "a", new_value: null }],
    });
    const first = readModifyRequest(raw, "-8");
    if (!first.ok) throw new Error(first.message);
    expect(readModifyRequest(parseJson(identityRequestBody(first.request)))).toEqual(first);
  });
});
