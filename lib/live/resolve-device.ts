import type { Context } from "../access/context";
import { query } from "../db";
import { CodedError } from "../errors";
import type { LiveFilter } from "./filter";

const SAVED = /^saved-(\d{1,9})$/;

/** How a filter names a saved device, so that addresses carry no device id. */
export function savedDeviceRef(id: number): string {
  return `saved-${id}`;
}

/** The filter with a saved device's reference replaced by its device id. Throws `not_found` for one of others. */
export async function resolveDevice(ctx: Context, filter: LiveFilter): Promise<LiveFilter> {
  const [, id] = SAVED.exec(filter.device ?? "") ?? [];
  if (id === undefined) return filter;
  const [saved] = await query<{ device_id: string }>(
    "SELECT device_id FROM saved_device WHERE id = $1 AND account_id = $2",
    [Number(id), ctx.accountId],
  );
  if (!saved) throw new CodedError("not_found", "There is no such saved device.");
  return { ...filter, device: saved.device_id };
}
