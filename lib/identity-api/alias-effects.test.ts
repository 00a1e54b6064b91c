import { describe, expect, test } from "vitest";
import type { Attribution } from "../ingest/state";
import { type Mpid, toMpid } from "../int64";
import { type AliasProfile, type AliasWorkspace, aliasEffects } from "./alias-effects";

function mpidOf(text: string): Mpid {
  const mpid = toMpid(text);
  if (!mpid) throw new Error(`${text} is no MPID.`);
  return mpid;
}
const profile = (mpid: string, more: Partial<AliasProfile> = {}): AliasProfile => ({
  mpid: mpidOf(mpid),
  scopeId: 1,
  environment: "production",
  firstSeen: 100,
  lastSeen: 500,
  status: [],
  ...more,
});
const install = (publisher: string): Attribution => ({
  publisher,
  campaign: "spring",
  input_id: 3,
  timestamp_unixtime_ms: 150,
});
const workspace = (mpid: string, workspaceId: number, ...publishers: string[]): AliasWorkspace => ({
  mpid: mpidOf(mpid),
  workspaceId,
  firstSeen: 120,
  attribution: publishers.map(install),
});

const source = profile("1", { firstSeen: 100 });
const destination = profile("2", { firstSeen: 300 });

describe("an executed alias", () => {
  test("lets the destination be seen first when the source was, and stored last at the alias", () => {
    const { profiles } = aliasEffects(source, destination, [], 900);
    expect(profiles[1]).toMatchObject({ mpid: "2", firstSeen: 100, lastSeen: 900 });
  });

  test("replaces first seen also by a later one", () => {
    const late = profile("1", { firstSeen: 400 });
    expect(aliasEffects(late, destination, [], 900).profiles[1]?.firstSeen).toBe(400);
  });

  test("leaves the source's times, and puts a message on both profiles, after the ones before", () => {
    const old = { code: "merged_from", mpid: mpidOf("9"), at: 7 };
    const { profiles } = aliasEffects(source, { ...destination, status: [old] }, [], 900);
    expect(profiles[0]).toEqual({ ...source, status: [{ code: "aliased_to", mpid: "2", at: 900 }] });
    expect(profiles[1]?.status).toEqual([old, { code: "merged_from", mpid: "1", at: 900 }]);
  });

  test("copies install attribution workspace by workspace, once", () => {
    const places = [
      workspace("1", 10, "a", "b"),
      workspace("1", 11, "c"),
      workspace("1", 12),
      workspace("2", 10, "b"),
      workspace("2", 13, "d"),
    ];
    const { workspaces, changes } = aliasEffects(source, destination, places, 900);
    expect(workspaces).toEqual([{ ...workspace("2", 10, "b", "a") }, { ...workspace("2", 11, "c"), firstSeen: 120 }]);
    expect(changes[1]?.changes.fields?.attribution).toEqual([
      { 10: [install("b")], 11: [] },
      { 10: [install("b"), install("a")], 11: [install("c")] },
    ]);
  });

  test("notes what it changed on both, and nothing that it did not", () => {
    const { changes } = aliasEffects(source, destination, [], 900);
    expect(changes).toEqual([
      { mpid: "1", changes: { fields: { status: [[], [{ code: "aliased_to", mpid: "2", at: 900 }]] } } },
      {
        mpid: "2",
        changes: {
          fields: { first_seen: [300, 100], status: [[], [{ code: "merged_from", mpid: "1", at: 900 }]] },
        },
      },
    ]);
    const same = aliasEffects(source, { ...destination, firstSeen: 100 }, [], 900);
    expect(same.changes[1]?.changes.fields).not.toHaveProperty("first_seen");
  });
});
