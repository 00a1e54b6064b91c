import type { Mpid } from "../int64";
import type { Candidate } from "./resolve";

export type TieBreak = "previous_mpid" | "last_seen" | "first_seen" | "lowest_mpid";

/**
 * Which of several profiles that match equally well is taken, and why. Ours: the previous one, the one seen last, the
 * oldest, the lowest MPID. Pure.
 */
export function breakTie(
  candidates: readonly Candidate[],
  previousMpid: Mpid | undefined,
): { profile: Candidate | null; tieBreak?: TieBreak } {
  const [first, ...others] = candidates;
  if (!first) return { profile: null };
  if (others.length === 0) return { profile: first };
  const previous = candidates.find((profile) => profile.mpid === previousMpid);
  if (previous) return { profile: previous, tieBreak: "previous_mpid" };
  const ranked = [...candidates].sort(
    (a, b) => b.lastSeen - a.lastSeen || a.firstSeen - b.firstSeen || (BigInt(a.mpid) < BigInt(b.mpid) ? -1 : 1),
  );
  const [best = first, second = first] = ranked;
  if (best.lastSeen !== second.lastSeen) return { profile: best, tieBreak: "last_seen" };
  return { profile: best, tieBreak: best.firstSeen !== second.firstSeen ? "first_seen" : "lowest_mpid" };
}
