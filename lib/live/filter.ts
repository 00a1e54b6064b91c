import { z } from "zod";
import { BATCH_KINDS } from "../explain/batch-kinds";

/**
 * What a viewer wants to see. Without a device: development batches, and those that could not be read and name no
 * environment. With a device: that device's batches of both environments. Pure.
 * https://docs.mparticle.com/guides/platform-guide/live-stream
 */
export const liveFilterSchema = z.object({
  inputId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  /** Batches only, or the requests to one endpoint of the identity API. */
  kind: z.enum(BATCH_KINDS).optional(),
  /** An advertising id, a Device Application Stamp, or `saved-{id}` for a saved device. */
  device: z.string().trim().min(1).max(400).optional(),
});
export type LiveFilter = z.infer<typeof liveFilterSchema>;

type Facts = {
  readonly inputId: number;
  readonly kind: string;
  readonly environment: string | null;
  readonly deviceId: string | null;
  readonly das: string | null;
};

/** Whether a batch belongs to the view; `device` as resolved, not a saved device's reference. */
export function matchesFilter({ inputId, kind, device }: LiveFilter, facts: Facts): boolean {
  if (inputId !== undefined && facts.inputId !== inputId) return false;
  if (kind !== undefined && facts.kind !== kind) return false;
  if (device === undefined) return facts.environment !== "production";
  return facts.deviceId === device || facts.das === device;
}

/** Equal filters have equal keys. */
export function filterKey({ inputId, kind, device }: LiveFilter): string {
  return `${inputId ?? ""}|${kind ?? ""}|${device ?? ""}`;
}
