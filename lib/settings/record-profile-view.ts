import type { Context } from "../access/context";
import { query } from "../db";
import type { Mpid } from "../int64";

const HOUR_MS = 3_600_000;
/** How long a look waits for others before it is written, ms. */
const FLUSH_MS = 1_000;
/** Kept at most while the database is away; no page can read a person then. */
const KEPT = 50_000;

type Look = {
  readonly memberId: number;
  readonly accountId: number;
  readonly workspaceId: number;
  readonly mpid: Mpid;
  readonly hour: number;
  readonly firstAt: number;
  lastAt: number;
  views: number;
};
type Waiting = { looks: Map<string, Look>; timer: NodeJS.Timeout | null; writing: Promise<void> | null };

/** Pages and the process around them are two bundles of one process: they share what waits. */
const holder = globalThis as typeof globalThis & { __profileViews?: Waiting };

function waiting(): Waiting {
  holder.__profileViews ??= { looks: new Map(), timer: null, writing: null };
  return holder.__profileViews;
}

/** Notes that the reader looked at a person, off the request's path: one row per reader, person and hour. */
export function recordProfileView(ctx: Context, workspaceId: number, mpid: Mpid, now = Date.now()): void {
  const hour = Math.floor(now / HOUR_MS);
  const views = waiting();
  keep(views, {
    memberId: ctx.member.id,
    accountId: ctx.accountId,
    workspaceId,
    mpid,
    hour,
    firstAt: now,
    lastAt: now,
    views: 1,
  });
  schedule(views);
}

/** Writes what waits; for shutdown and tests. Resolves when it is written, or the database is away. */
export async function flushProfileViews(): Promise<void> {
  const views = waiting();
  await views.writing;
  if (views.looks.size === 0) return;
  const looks = [...views.looks.values()];
  views.looks = new Map();
  views.writing = write(looks)
    .catch(() => {
      for (const look of looks) keep(views, look);
      schedule(views);
    })
    .finally(() => {
      views.writing = null;
    });
  await views.writing;
}

function keep(views: Waiting, look: Look): void {
  const key = `${look.memberId}:${look.mpid}:${look.workspaceId}:${look.hour}`;
  const known = views.looks.get(key);
  if (known) {
    known.lastAt = Math.max(known.lastAt, look.lastAt);
    known.views += look.views;
  } else if (views.looks.size < KEPT) {
    views.looks.set(key, look);
  }
}

function schedule(views: Waiting): void {
  if (views.timer) return;
  views.timer = setTimeout(() => {
    views.timer = null;
    void flushProfileViews();
  }, FLUSH_MS);
  views.timer.unref();
}

async function write(looks: readonly Look[]): Promise<void> {
  const column = <Key extends keyof Look>(key: Key) => looks.map((look) => look[key]);
  await query(
    `INSERT INTO profile_view AS v
       (member_id, mpid, workspace_id, hour, account_id, first_at, last_at, views)
     SELECT * FROM unnest($1::int[], $2::bigint[], $3::int[], $4::int[], $5::int[], $6::bigint[], $7::bigint[], $8::int[])
       AS looks (member_id, mpid, workspace_id, hour, account_id, first_at, last_at, views)
     ORDER BY 1, 2, 3, 4
     ON CONFLICT (member_id, mpid, workspace_id, hour) DO UPDATE SET
       first_at = least(v.first_at, excluded.first_at),
       last_at = greatest(v.last_at, excluded.last_at),
       views = v.views + excluded.views`,
    [
      column("memberId"),
      column("mpid"),
      column("workspaceId"),
      column("hour"),
      column("accountId"),
      column("firstAt"),
      column("lastAt"),
      column("views"),
    ],
  );
}
