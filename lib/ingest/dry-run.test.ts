import { describe, expect, test } from "vitest";
import type { Outcome, ProtectionLevel } from "../explain/decision";
import { dryRun, type PastBatch } from "./dry-run";

const known = { found: true, hasIdentities: true, unknownMpid: false };
const knownByMpid = { found: true, hasIdentities: false, unknownMpid: false };
const stranger = { found: false, hasIdentities: true, unknownMpid: false };
const strangerWithMpid = { found: false, hasIdentities: true, unknownMpid: true };
const onlyUnknownMpid = { found: false, hasIdentities: false, unknownMpid: true };
const nobody = { found: false, hasIdentities: false, unknownMpid: false };

describe("the dry run of one batch follows the protection table", () => {
  test.each<[string, Omit<PastBatch, "outcome" | "attributeWrites">, Record<ProtectionLevel, Outcome>]>([
    ["a known person", known, { create_and_update: "updated", update_only: "updated", read_only: "not_associated" }],
    [
      "a known MPID",
      knownByMpid,
      { create_and_update: "updated", update_only: "updated", read_only: "not_associated" },
    ],
    ["a stranger", stranger, { create_and_update: "created", update_only: "dropped", read_only: "not_associated" }],
    [
      "a stranger with an unknown MPID",
      strangerWithMpid,
      { create_and_update: "created", update_only: "dropped", read_only: "not_associated" },
    ],
    [
      "an unknown MPID alone",
      onlyUnknownMpid,
      { create_and_update: "unresolved", update_only: "dropped", read_only: "not_associated" },
    ],
    ["no identifier", nobody, { create_and_update: "unresolved", update_only: "dropped", read_only: "unresolved" }],
  ])("%s", (_, lookUp, expected) => {
    const { levels } = dryRun([{ ...lookUp, outcome: "updated", attributeWrites: 0 }]);
    for (const [level, outcome] of Object.entries(expected)) {
      expect(levels[level as ProtectionLevel].outcomes, level).toEqual({ [outcome]: 1 });
    }
  });
});

describe("a dry run", () => {
  const past: PastBatch[] = [
    { ...known, outcome: "updated", attributeWrites: 3 },
    { ...known, outcome: "updated", attributeWrites: 0 },
    { ...stranger, outcome: "created", attributeWrites: 5 },
    { ...nobody, outcome: "unresolved", attributeWrites: 0 },
    { ...nobody, outcome: "duplicate", attributeWrites: 0 },
    { ...nobody, outcome: "rejected", attributeWrites: 0 },
  ];

  test("leaves duplicates and rejected batches out", () => {
    expect(dryRun(past)).toMatchObject({ batches: 4, actual: { updated: 2, created: 1, unresolved: 1 } });
  });

  test("at the level in force changes nothing", () => {
    expect(dryRun(past).levels.create_and_update).toEqual({
      outcomes: { updated: 2, created: 1, unresolved: 1 },
      changed: 0,
      lostAttributeWrites: 0,
    });
  });

  test("counts what would be otherwise and which writes would be lost", () => {
    expect(dryRun(past).levels.update_only).toEqual({
      outcomes: { updated: 2, dropped: 2 },
      changed: 2,
      lostAttributeWrites: 5,
    });
    expect(dryRun(past).levels.read_only).toEqual({
      outcomes: { not_associated: 3, unresolved: 1 },
      changed: 3,
      lostAttributeWrites: 8,
    });
  });

  test("of no batches is empty", () => {
    expect(dryRun([])).toMatchObject({ batches: 0, actual: {} });
  });
});
