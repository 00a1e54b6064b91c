import type { Outcome, ProtectionLevel } from "../explain/decision";
import { type LookUp, type Protection, protect } from "./protection";

/** What a stored Decision tells about a batch, as far as another level would change its fate. */
export type PastBatch = LookUp & {
  readonly outcome: Outcome;
  /** User attributes that were set or deleted. */
  readonly attributeWrites: number;
};

/** How the batches would have ended at a level. */
export type DryRunOfLevel = {
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Batches that would have ended otherwise than they did. */
  readonly changed: number;
  /** Attribute writes that happened and would not have. */
  readonly lostAttributeWrites: number;
};

export type DryRun = {
  /** Batches looked at: duplicates and rejected ones have the same fate at every level and are left out. */
  readonly batches: number;
  readonly actual: Readonly<Partial<Record<Outcome, number>>>;
  readonly levels: Readonly<Record<ProtectionLevel, DryRunOfLevel>>;
};

const OUTCOMES: Readonly<Record<Protection["action"], Outcome>> = {
  create: "created",
  update: "updated",
  drop: "dropped",
  not_associated: "not_associated",
  unresolved: "unresolved",
};

/**
 * What each level would have done with batches of the past, by the same table that decides the coming ones. Each
 * batch counts by itself, with the look-up as it went then: somebody new who sent five batches counts five times.
 */
export function dryRun(past: readonly PastBatch[]): DryRun {
  const batches = past.filter(({ outcome }) => outcome !== "duplicate" && outcome !== "rejected");
  const ofLevel = (level: ProtectionLevel): DryRunOfLevel => {
    const ends = batches.map((batch) => ({ batch, outcome: OUTCOMES[protect(level, batch).action] }));
    const changed = ends.filter(({ batch, outcome }) => batch.outcome !== outcome);
    const writes = (outcome: Outcome) => outcome === "created" || outcome === "updated";
    return {
      outcomes: countBy(ends.map(({ outcome }) => outcome)),
      changed: changed.length,
      lostAttributeWrites: changed
        .filter(({ batch, outcome }) => writes(batch.outcome) && !writes(outcome))
        .reduce((sum, { batch }) => sum + batch.attributeWrites, 0),
    };
  };
  return {
    batches: batches.length,
    actual: countBy(batches.map(({ outcome }) => outcome)),
    levels: {
      create_and_update: ofLevel("create_and_update"),
      update_only: ofLevel("update_only"),
      read_only: ofLevel("read_only"),
    },
  };
}

function countBy(outcomes: readonly Outcome[]): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
