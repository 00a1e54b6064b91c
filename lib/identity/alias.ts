import type { Mpid } from "../int64";

/**
 * The rules of aliasing: which events a request means, and which requests are taken and then not executed; which
 * strategies have it is theirs to say (`isAliasAvailable`). Pure. https://docs.mparticle.com/guides/idsync/aliasing
 */

/** What a request asks for: the source's events from `start` to `end` (event times in epoch ms, both inclusive). */
export type Alias = { readonly source: Mpid; readonly destination: Mpid; readonly start: number; readonly end: number };

/** Why a request is not executed. */
export const ALIAS_REFUSALS = [
  "alias_window_overlaps",
  "alias_source_was_destination",
  "alias_destination_was_source",
] as const;
export type AliasRefusal = (typeof ALIAS_REFUSALS)[number];

export const ALIAS_WINDOW_MS = 90 * 86_400_000;

export type AliasWindow = {
  readonly start: number;
  readonly end: number;
  /** The request asked for an earlier start: a window is at most 90 days long. Ours: it is cut, not refused. */
  readonly cut: boolean;
};

/** The window of a request: up to when it came, and from 90 days before its end, unless it says otherwise. */
export function aliasWindow(asked: { start?: number; end?: number }, requestedAt: number): AliasWindow {
  const end = asked.end ?? requestedAt;
  const earliest = end - ALIAS_WINDOW_MS;
  const start = asked.start ?? earliest;
  return { start: Math.max(start, earliest), end, cut: start < earliest };
}

/**
 * Why a request is not executed, or null. `earlier`: the ones before it that are scheduled or executed and have one of
 * its two profiles. A profile is a source or a destination for ever, so aliases make no chains and no rings.
 */
export function aliasRefusal(
  { source, destination, start, end }: Alias,
  earlier: readonly Alias[],
): AliasRefusal | null {
  if (earlier.some((one) => one.source === source && one.start <= end && start <= one.end)) {
    return "alias_window_overlaps";
  }
  if (earlier.some((one) => one.destination === source)) return "alias_source_was_destination";
  if (earlier.some((one) => one.source === destination)) return "alias_destination_was_source";
  return null;
}
