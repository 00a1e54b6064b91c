import { describe, expect, test } from "vitest";
import { rules } from "../../tests/rules";
import type { AttributeValue } from "../batch/types";
import { type Mpid, toInt64, toMpid } from "../int64";
import type { Tier } from "../profile/attribute-priority";
import { decideAttributes } from "./decide-attributes";
import { accountValueKey, attributeKey, type State } from "./state";

const MPID = toMpid("-42") as Mpid;
const BATCH = toInt64(1) ?? MPID;

type World = {
  readonly account?: AttributeValue;
  readonly workspace?: readonly [value: AttributeValue, tier: Tier];
  readonly declared?: boolean;
};

/** What a batch of the tier does with the key `k`. */
function decided({ account, workspace, declared = true }: World, tier: Tier, write: { sets?: string; deletes?: true }) {
  const state: Pick<State, "attributes" | "accountValues"> = {
    attributes: new Map(
      workspace
        ? [
            [
              attributeKey(MPID, 1, "k"),
              { value: workspace[0], tier: workspace[1], inputId: 2, batchId: BATCH, updatedAt: 1 },
            ],
          ]
        : [],
    ),
    accountValues: new Map(account === undefined ? [] : [[accountValueKey(MPID, 1, "k"), account]]),
  };
  return decideAttributes(state, MPID, write.deletes ? ["k"] : [], write.sets === undefined ? {} : { k: write.sets }, {
    rules: rules({ tier, accountAttributes: new Set(declared ? ["k"] : []) }),
    batchId: BATCH,
    receivedAt: 9,
  });
}

const FROM_3_TO_6: readonly Tier[] = [3, 4, 5, 6];

describe("a key that is declared account-level", () => {
  describe.each(FROM_3_TO_6)("and set there, against tier %i", (tier) => {
    test.each<[string, World]>([
      ["a text", { account: "a" }],
      ["a list", { account: ["a", "b"] }],
      ["a tag, which is a value", { account: null }],
      ["an empty text", { account: "" }],
      ["over a value of the workspace", { account: "a", workspace: ["w", 6] }],
    ])("blocks sets and deletes: %s", (_name, world) => {
      const before = { key: "k", before: world.account, storedTier: 2 };
      expect(decided(world, tier, { sets: "x" })).toEqual({
        decisions: [{ ...before, incoming: "x", result: "blocked_by_priority" }],
        sets: [],
        deletes: [],
      });
      expect(decided(world, tier, { deletes: true })).toEqual({
        decisions: [{ ...before, result: "delete_blocked_by_priority" }],
        sets: [],
        deletes: [],
      });
    });

    test("blocks a delete and a set of one batch, both", () => {
      const { decisions, sets, deletes } = decided({ account: "a", workspace: ["w", 6] }, tier, {
        sets: "x",
        deletes: true,
      });
      expect(decisions.map(({ result }) => result)).toEqual(["delete_blocked_by_priority", "blocked_by_priority"]);
      expect([sets, deletes]).toEqual([[], []]);
    });

    test("blocks the very value that is set", () => {
      expect(decided({ account: "a" }, tier, { sets: "a" }).decisions[0]?.result).toBe("blocked_by_priority");
    });
  });

  test.each(FROM_3_TO_6)("but not set lets tier %i write by the rules of the workspace", (tier) => {
    expect(decided({}, tier, { sets: "x" }).decisions).toEqual([{ key: "k", after: "x", result: "set" }]);
    expect(decided({ workspace: ["w", tier] }, tier, { deletes: true }).deletes).toEqual(["k"]);
    expect(decided({ workspace: ["w", 3] }, tier, { sets: "x" }).decisions[0]?.result).toBe(
      tier === 3 ? "set" : "blocked_by_priority",
    );
  });

  test("and declared no more lets the workspace write, though a value is kept", () => {
    expect(decided({ account: "a", declared: false }, 6, { sets: "x" }).decisions).toEqual([
      { key: "k", after: "x", result: "set" },
    ]);
  });
});
