import type { BatchKind } from "./batch-kinds";
import type { Outcome, ProtectionLevel } from "./decision";

/** What a row of the stream is called. https://docs.mparticle.com/developers/apis/idsync/http */
export const KIND_LABELS: Readonly<Record<BatchKind, string>> = {
  batch: "Batch",
  identify: "Identify",
  login: "Log in",
  logout: "Log out",
  modify: "Modify identity",
  alias: "Alias",
};

/** What a batch's outcome is called, and what it means. Ours. */
export const OUTCOME_LABELS: Readonly<Record<Outcome, { readonly label: string; readonly sentence: string }>> = {
  created: { label: "Created", sentence: "A new profile was created for this batch." },
  updated: { label: "Updated", sentence: "The batch updated an existing profile." },
  dropped: { label: "Dropped", sentence: "The batch was dropped: no event was kept and no profile changed." },
  not_associated: {
    label: "Not associated",
    sentence: "The events were kept, but belong to no profile, and no profile changed.",
  },
  unresolved: { label: "Unresolved", sentence: "The events were kept, but nothing says whose they are." },
  duplicate: { label: "Duplicate", sentence: "The batch was received before and is ignored." },
  rejected: { label: "Rejected", sentence: "The batch could not be taken: no profile changed and no event was kept." },
  scheduled: { label: "Scheduled", sentence: "The alias is executed when its time has come." },
  executed: { label: "Executed", sentence: "The source's events of the window belong to the destination, too." },
  skipped: { label: "Not executed", sentence: "The alias was accepted, but it is not executed." },
};

/** Names of the protection levels. https://docs.mparticle.com/guides/platform-guide/input-protection */
export const LEVEL_LABELS: Readonly<Record<ProtectionLevel, string>> = {
  create_and_update: "Create & Update",
  update_only: "Update Only",
  read_only: "Read Only",
};

/** Platforms have no level of their own. */
export function levelLabel(level: ProtectionLevel | null): string {
  return LEVEL_LABELS[level ?? "create_and_update"];
}

/** Who sets attributes, strongest first. https://docs.mparticle.com/guides/platform-guide/input-protection */
const TIERS: Readonly<Record<number, { readonly label: string; readonly source: string }>> = {
  1: { label: "Calculated attribute", source: "calculated attribute" },
  2: { label: "Account-level attribute", source: "account-level attribute" },
  3: { label: "Custom feed", source: "custom feed" },
  4: { label: "SDK", source: "platform SDK" },
  5: { label: "CSV or warehouse", source: "CSV or warehouse feed" },
  6: { label: "Partner feed", source: "partner feed" },
};

export function tierLabel(tier: number): string {
  return TIERS[tier]?.label ?? `Tier ${tier}`;
}

/** The tier inside a sentence: "custom feed". */
export function tierSource(tier: number): string {
  return TIERS[tier]?.source ?? `source of tier ${tier}`;
}

/** The identity strategies, the most usual first. https://docs.mparticle.com/guides/idsync/components */
export const STRATEGY_LABELS: Readonly<Record<string, { readonly label: string; readonly sentence: string }>> = {
  default: {
    label: "Default",
    sentence: "A sign-up keeps the anonymous profile. Only the Customer ID is unique and makes a profile known.",
  },
  profile_conversion: {
    label: "Profile conversion",
    sentence: "A sign-up keeps the anonymous profile. You choose which types are unique and make a profile known.",
  },
  profile_link: {
    label: "Profile link",
    sentence: "A sign-up gets a new profile that remembers the anonymous one; an alias may unite their histories.",
  },
  profile_isolation: {
    label: "Profile isolation",
    sentence: "A sign-up gets a new profile without the anonymous history; a logout returns to the anonymous one.",
  },
  best_match: {
    label: "Best match",
    sentence: "Nobody is known and nothing is unique: whoever shares the most important identities is the one.",
  },
};
