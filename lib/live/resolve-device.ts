import type { Context } from "../access/context";
import { prisma } from "../db";
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
  const saved = await prisma().savedDevice.findFirst({ where: { id: Number(id), accountId: ctx.accountId } });
  if (!saved) throw new CodedError("not_found", "There is no such saved device.");
  return { ...filter, device: saved.deviceId };
}
