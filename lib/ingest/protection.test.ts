import { describe, expect, test } from "vitest";
import type { ProtectionLevel } from "../explain/decision";
import { type LookUp, type Protection, protect } from "./protection";

const FOUND_BY_IDS: LookUp = { found: true, hasIdentities: true, unknownMpid: false };
const FOUND_BY_MPID: LookUp = { found: true, hasIdentities: false, unknownMpid: false };
const FOUND_BY_IDS_BESIDE_UNKNOWN_MPID: LookUp = { found: true, hasIdentities: true, unknownMpid: true };
const IDS_OF_NOBODY: LookUp = { found: false, hasIdentities: true, unknownMpid: false };
const UNKNOWN_MPID: LookUp = { found: false, hasIdentities: false, unknownMpid: true };
const IDS_OF_NOBODY_AND_UNKNOWN_MPID: LookUp = { found: false, hasIdentities: true, unknownMpid: true };
const NOTHING: LookUp = { found: false, hasIdentities: false, unknownMpid: false };

type Case = [
  level: ProtectionLevel | null,
  what: string,
  lookUp: LookUp,
  row: Protection["row"],
  action: Protection["action"],
];

// biome-ignore format: a table reads by rows.
const TABLE: Case[] = [
  ["create_and_update", "identities of a profile",              FOUND_BY_IDS,                     "1", "update"],
  ["create_and_update", "a known MPID",                         FOUND_BY_MPID,                    "1", "update"],
  ["create_and_update", "an unknown MPID, identities of one",   FOUND_BY_IDS_BESIDE_UNKNOWN_MPID, "1", "update"],
  ["create_and_update", "identities of nobody",                 IDS_OF_NOBODY,                    "2", "create"],
  ["create_and_update", "an unknown MPID, identities of nobody", IDS_OF_NOBODY_AND_UNKNOWN_MPID,  "2", "create"],
  ["create_and_update", "only an unknown MPID",                 UNKNOWN_MPID,                     "3", "unresolved"],
  ["create_and_update", "no identifier",                        NOTHING,                          "U", "unresolved"],

  ["update_only",       "identities of a profile",              FOUND_BY_IDS,                     "4", "update"],
  ["update_only",       "a known MPID",                         FOUND_BY_MPID,                    "4", "update"],
  ["update_only",       "an unknown MPID, identities of one",   FOUND_BY_IDS_BESIDE_UNKNOWN_MPID, "4", "update"],
  ["update_only",       "identities of nobody",                 IDS_OF_NOBODY,                    "5", "drop"],
  ["update_only",       "only an unknown MPID",                 UNKNOWN_MPID,                     "5", "drop"],
  ["update_only",       "an unknown MPID, identities of nobody", IDS_OF_NOBODY_AND_UNKNOWN_MPID,  "5", "drop"],
  ["update_only",       "no identifier",                        NOTHING,                          "U", "drop"],

  ["read_only",         "identities of a profile",              FOUND_BY_IDS,                     "6", "not_associated"],
  ["read_only",         "a known MPID",                         FOUND_BY_MPID,                    "6", "not_associated"],
  ["read_only",         "an unknown MPID, identities of one",   FOUND_BY_IDS_BESIDE_UNKNOWN_MPID, "6", "not_associated"],
  ["read_only",         "identities of nobody",                 IDS_OF_NOBODY,                    "7", "not_associated"],
  ["read_only",         "only an unknown MPID",                 UNKNOWN_MPID,                     "8", "not_associated"],
  ["read_only",         "an unknown MPID, identities of nobody", IDS_OF_NOBODY_AND_UNKNOWN_MPID,  "8", "not_associated"],
  ["read_only",         "no identifier",                        NOTHING,                          "U", "unresolved"],

  [null,                "a known MPID",                         FOUND_BY_MPID,                    "1", "update"],
  [null,                "identities of nobody",                 IDS_OF_NOBODY,                    "2", "create"],
  [null,                "only an unknown MPID",                 UNKNOWN_MPID,                     "3", "unresolved"],
  [null,                "no identifier",                        NOTHING,                          "U", "unresolved"],
];

describe("the protection table", () => {
  test.each(TABLE)("%s, %s: row %#", (level, _what, lookUp, row, action) => {
    expect(protect(level, lookUp)).toEqual({ row, action });
  });

  test("every combination of a level and a look-up has a case", () => {
    const key = (level: ProtectionLevel | null, { found, hasIdentities, unknownMpid }: LookUp) =>
      JSON.stringify([level, found, hasIdentities, unknownMpid]);
    const covered = new Set(TABLE.map(([level, , lookUp]) => key(level, lookUp)));
    const levels: ProtectionLevel[] = ["create_and_update", "update_only", "read_only"];
    const missing = levels.flatMap((level) =>
      [true, false].flatMap((found) =>
        [true, false].flatMap((hasIdentities) =>
          [true, false]
            .map((unknownMpid) => ({ found, hasIdentities, unknownMpid }))
            // An unknown MPID finds nobody, so a batch that names nothing else can't be found.
            .filter((lookUp) => !(lookUp.found && !lookUp.hasIdentities && lookUp.unknownMpid))
            .map((lookUp) => key(level, lookUp))
            .filter((one) => !covered.has(one)),
        ),
      ),
    );
    expect(missing).toEqual([]);
  });
});
