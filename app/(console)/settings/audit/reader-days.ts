import { cookies } from "next/headers";
import { startOfDayIn } from "@/components/activity/day-bounds";
import { ZONE_COOKIE } from "@/components/ui/zone-cookie";
import type { Context, WorkspaceRef } from "@/lib/access/context";
import { resolveZone } from "@/lib/format";

/** Whole days of the reader's zone as moments, epoch ms; the last one exclusive. What is no day does not count. */
export async function readerDays(
  ctx: Context,
  workspace: WorkspaceRef,
  days: { readonly from: string | null; readonly to: string | null },
): Promise<{ from?: number; to?: number }> {
  const browser = (await cookies()).get(ZONE_COOKIE)?.value;
  const zone = resolveZone(ctx.member.timeZone, { browser, workspace: workspace.timeZone });
  const from = days.from ? startOfDayIn(zone, days.from, 0) : null;
  const to = days.to ? startOfDayIn(zone, days.to, 1) : null;
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}

/** The addresses of the files that hold what the filters let through. */
export function exportAddresses(list: "changes" | "profile-views", workspaceId: number, filters: object) {
  const query = new URLSearchParams({ ws: String(workspaceId) });
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, String(value));
  return { csv: `/api/audit/${list}/csv?${query}`, json: `/api/audit/${list}/json?${query}` };
}
