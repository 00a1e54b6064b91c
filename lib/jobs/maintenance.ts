import { env } from "../env";
import { ensureComingPartitions, filledDefaultPartitions, type PartitionedTable } from "./partitions";
import { removeOldDedupe, removeOldRawRequests, removeOldRefusedHours } from "./retention";

const DAY_MS = 86_400_000;

export type MaintenanceReport = {
  readonly partitionsMade: readonly string[];
  /** Not empty is an alarm: rows lie where no month's partition took them. */
  readonly filledDefaults: readonly PartitionedTable[];
  readonly rawRequestsRemoved: number;
  readonly dedupeRemoved: number;
  readonly refusedHoursRemoved: number;
};

/** Makes the coming months' partitions and removes what is past its time. `now` in epoch ms. */
export async function runMaintenance(now: number): Promise<MaintenanceReport> {
  const partitionsMade = await ensureComingPartitions(now);
  const filledDefaults = await filledDefaultPartitions();
  const rawRequestsRemoved = await removeOldRawRequests(now, env().RAW_REQUEST_DAYS);
  const dedupeRemoved = await removeOldDedupe(now);
  const refusedHoursRemoved = await removeOldRefusedHours(now);
  return { partitionsMade, filledDefaults, rawRequestsRemoved, dedupeRemoved, refusedHoursRemoved };
}

/**
 * Runs the maintenance once a day, somewhat apart on each copy of the app. Returns what stops it.
 * Failures are told and tried again the next day: nothing that a request needs depends on one run.
 */
export function startMaintenance(
  report: (result: MaintenanceReport) => void,
  failed: (error: unknown) => void,
): () => void {
  const run = () => void runMaintenance(Date.now()).then(report, failed);
  const timer = setInterval(run, DAY_MS - Math.floor(Math.random() * 600_000));
  timer.unref();
  return () => clearInterval(timer);
}
