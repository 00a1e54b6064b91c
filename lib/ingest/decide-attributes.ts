import type { AttributeValue } from "../batch/types";
import type { AttributeDecision } from "../explain/decision";
import type { Rules } from "../inputs/rules";
import type { Int64, Mpid } from "../int64";
import { ACCOUNT_TIER, decideDelete, decideSet, type StoredAttribute } from "../profile/attribute-priority";
import { type AttributeState, accountValueKey, attributeKey, type State } from "./state";

export type AttributeWrites = {
  readonly decisions: AttributeDecision[];
  readonly sets: { key: string; next: AttributeState }[];
  readonly deletes: string[];
};

export type AttributeSource = { readonly rules: Rules; readonly batchId: Int64; readonly receivedAt: number };

/**
 * Decides every attribute that a batch touches: deletions first, then sets. A value that is set account-level stands
 * before whatever the workspace has.
 */
export function decideAttributes(
  state: Pick<State, "attributes" | "accountValues">,
  mpid: Mpid,
  deleted: readonly string[],
  incoming: Readonly<Record<string, AttributeValue>>,
  { rules, batchId, receivedAt }: AttributeSource,
): AttributeWrites {
  const { tier, inputId, workspaceId, accountId, accountAttributes } = rules;
  const decisions: AttributeDecision[] = [];
  const sets: { key: string; next: AttributeState }[] = [];
  const gone = new Set<string>();
  const storedOf = (key: string): StoredAttribute | undefined => {
    const account = accountAttributes.has(key)
      ? state.accountValues.get(accountValueKey(mpid, accountId, key))
      : undefined;
    if (account !== undefined) return { value: account, tier: ACCOUNT_TIER };
    return gone.has(key) ? undefined : state.attributes.get(attributeKey(mpid, workspaceId, key));
  };
  for (const key of deleted) {
    const stored = storedOf(key);
    const result = decideDelete(stored, tier);
    if (result === "deleted") gone.add(key);
    decisions.push({ key, ...(stored ? { before: stored.value, storedTier: stored.tier } : {}), result });
  }
  for (const [key, value] of Object.entries(incoming)) {
    const stored = storedOf(key);
    const result = decideSet(stored, value, tier);
    if (result === "set") sets.push({ key, next: { value, tier, inputId, batchId, updatedAt: receivedAt } });
    if (result === "unchanged") {
      decisions.push({ key, result });
      continue;
    }
    decisions.push({
      key,
      ...(stored ? { before: stored.value, storedTier: stored.tier } : {}),
      ...(result === "set" ? { after: value } : { incoming: value }),
      result,
    });
  }
  const setKeys = new Set(sets.map((set) => set.key));
  return { decisions, sets, deletes: [...gone].filter((key) => !setKeys.has(key)) };
}
