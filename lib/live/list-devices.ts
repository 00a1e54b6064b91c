import type { Context } from "../access/context";
import { isMasked, MASKED } from "../access/masking";
import { personalValues } from "../access/permissions";
import { requirePermission } from "../access/require-permission";
import { type Environment, parseBody } from "../batch";
import { query } from "../db";
import { idFloor } from "../ingest/ids";
import { savedDeviceRef } from "./resolve-device";

/** A device counts as sending for this long after its last batch, ms. */
const SENDING_MS = 3_600_000;
/** How far back each workspace is looked through, in batches, and how many devices are listed. */
const LOOK_BACK = 5_000;
const LISTED = 100;

export type SendingDevice = {
  /** What the filter takes: for readers of masked values the stamp, which names the same device. */
  readonly deviceId: string;
  readonly platform: string | null;
  readonly environment: Environment | null;
  /** Epoch ms. */
  readonly lastSeen: number;
  readonly isSaved: boolean;
};
export type SavedDevice = {
  readonly id: number;
  /** What the filter takes. */
  readonly value: string;
  readonly deviceId: string;
  readonly platform: string;
  readonly name: string;
};
export type LiveDevices = { readonly sending: readonly SendingDevice[]; readonly saved: readonly SavedDevice[] };

type Row = {
  device_id: string;
  das: string | null;
  environment: Environment | null;
  received_at: number;
  body: string | null;
};
type SavedRow = { id: number; device_id: string; platform: string; name: string };

/**
 * The devices that a view can be narrowed to: those sending in any workspace of the account within the last hour,
 * last seen first, and the account's saved ones by name.
 * https://docs.mparticle.com/guides/platform-guide/live-stream
 */
export async function listDevices(ctx: Context): Promise<LiveDevices> {
  requirePermission(ctx, "live_stream.view");
  const seen = personalValues(ctx.role);
  const [rows, saved] = await Promise.all([
    readSending(ctx.workspaces.map(({ id }) => id)),
    query<SavedRow>("SELECT id, device_id, platform, name FROM saved_device WHERE account_id = $1 ORDER BY name, id", [
      ctx.accountId,
    ]),
  ]);
  const savedIds = new Set(saved.map(({ device_id }) => device_id));
  return {
    sending: rows.flatMap((row) => {
      const masked = isMasked(seen, row.environment) && row.device_id !== row.das;
      // Without a stamp a masked reader has nothing to choose the device by.
      if (masked && row.das === null) return [];
      return {
        deviceId: masked ? (row.das ?? row.device_id) : row.device_id,
        platform: row.body === null ? null : (parseBody(row.body).device_info?.platform ?? null),
        environment: row.environment,
        lastSeen: row.received_at,
        isSaved: savedIds.has(row.device_id) || (row.das !== null && savedIds.has(row.das)),
      };
    }),
    saved: saved.map(({ id, device_id, platform, name }) => ({
      id,
      value: savedDeviceRef(id),
      deviceId: seen === "plain" ? device_id : MASKED,
      platform,
      name,
    })),
  };
}

function readSending(workspaceIds: readonly number[]): Promise<Row[]> {
  return query<Row>(
    `WITH recent AS (
       SELECT b.* FROM unnest($1::int[]) AS w (id) CROSS JOIN LATERAL (
         SELECT id, device_id, das, environment, received_at FROM batch
         WHERE workspace_id = w.id AND id >= $2 ORDER BY seq DESC LIMIT $3
       ) AS b WHERE device_id IS NOT NULL
     ), latest AS (
       SELECT DISTINCT ON (device_id) id, device_id, das, environment, received_at FROM recent
       ORDER BY device_id, received_at DESC, id DESC
     )
     SELECT l.device_id, l.das, l.environment, l.received_at::float8 AS received_at, b.body
     FROM (SELECT * FROM latest ORDER BY received_at DESC LIMIT $4) AS l JOIN batch b ON b.id = l.id
     ORDER BY l.received_at DESC`,
    [workspaceIds, idFloor(Date.now() - SENDING_MS).toString(), LOOK_BACK, LISTED],
  );
}
