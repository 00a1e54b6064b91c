import type { Context } from "../access/context";
import { can, personalValues } from "../access/permissions";
import { requirePermission, requireWorkspace } from "../access/require-permission";
import { CodedError } from "../errors";
import { Chunk } from "./chunk";
import type { LiveFilter } from "./filter";
import type { EndReason, LiveFrame } from "./frames";
import { type Hub, Hubs, READ_LIMIT } from "./hub";
import { PostgresBus } from "./postgres-bus";
import { headOf, KEPT_ROWS, readRange } from "./rows";
import { Signal } from "./signal";

const HEARTBEAT_MS = 10_000;
/** An open stream looks at its reader's rights this often, ms. */
const ACCESS_MS = 10_000;

export type Subscription = {
  readonly workspaceId: number;
  /** As resolved by `resolveDevice`. */
  readonly filter: LiveFilter;
  /** The last number that the reader has. */
  readonly after: number;
};

export type SubscribeOptions = {
  /** Aborts when the reader has gone. */
  readonly signal: AbortSignal;
  /** The reader as of now; null when signed out. */
  readonly readAgain: () => Promise<Context | null>;
  readonly hubs?: Hubs;
};

let processHubs: Hubs | undefined;
const open = new Set<Signal>();
let closing = false;

/**
 * The stream of a workspace from a cursor on: what is in the table, then what comes, without a gap. Everything that
 * can fail does so before this resolves. Throws `forbidden`, `not_found`, `invalid_input` (a cursor ahead of the
 * stream), `overloaded` (shutting down), or what the database says.
 */
export async function subscribe(
  ctx: Context,
  subscription: Subscription,
  options: SubscribeOptions,
): Promise<AsyncGenerator<LiveFrame, void>> {
  requirePermission(ctx, "live_stream.view");
  requireWorkspace(ctx, subscription.workspaceId);
  if (closing) throw new CodedError("overloaded", "The server is shutting down.", { retryAfter: 1 });
  processHubs ??= new Hubs(new PostgresBus());
  const hubs = options.hubs ?? processHubs;
  const { workspaceId, filter, after } = subscription;
  const signal = new Signal(options.signal);
  const { hub, leave } = await hubs.join(workspaceId, filter, signal.fire);
  try {
    // Another process may have been faster than this one's hub; a cursor beyond the table is from another database.
    if (after > hub.head && after > (await headOf(workspaceId))) {
      throw new CodedError("invalid_input", "The cursor lies ahead of the stream.", { reason: "cursor_ahead" });
    }
  } catch (error) {
    leave();
    throw error;
  }
  const stream = { ctx, subscription, options, signal, hub, access: { due: Date.now() + ACCESS_MS } };
  const stopListening = hubs.bus.onAccess(ctx.member.id, () => {
    stream.access.due = 0;
    signal.fire();
  });
  open.add(signal);
  let left = false;
  const done = () => {
    if (left) return;
    left = true;
    open.delete(signal);
    stopListening();
    leave();
  };
  // A reader who goes before the first frame never runs the generator, nor its finally.
  options.signal.addEventListener("abort", done, { once: true });
  if (options.signal.aborted) done();
  return frames(stream, done);
}

type Stream = {
  readonly ctx: Context;
  readonly subscription: Subscription;
  readonly options: SubscribeOptions;
  readonly signal: Signal;
  readonly hub: Hub;
  /** When the reader's rights are looked at next, epoch ms. */
  readonly access: { due: number };
};

async function* frames(stream: Stream, done: () => void): AsyncGenerator<LiveFrame, void> {
  const { signal, hub, subscription, ctx } = stream;
  const { filter } = subscription;
  const seen = personalValues(ctx.role);
  let cursor = subscription.after;
  let told: "behind" | "caught_up" | "stalled" = "behind";
  let quietSince = Date.now();
  try {
    if (hub.head - cursor > KEPT_ROWS) {
      const upTo = hub.head - KEPT_ROWS;
      yield { type: "skipped", after: cursor, upTo };
      cursor = upTo;
    }
    while (!signal.aborted) {
      const ended = await endReason(stream);
      if (ended) {
        yield { type: "end", reason: ended };
        return;
      }
      const chunk = cursor < hub.head ? await chunkFor(stream, cursor) : undefined;
      if (chunk) {
        // An empty chunk: the rows are gone from the table, and the reader is told so by the count.
        const frame = chunk.count > 0 ? chunk.frame(filter, seen, cursor) : goneFrame(cursor, hub.head);
        yield frame;
        cursor = frame.upTo;
        quietSince = Date.now();
        continue;
      }
      const now = hub.stalled || cursor < hub.head ? "stalled" : "caught_up";
      if (now !== told) {
        told = now;
        quietSince = Date.now();
        yield now === "stalled" ? { type: "stalled" } : { type: "caught_up", upTo: cursor };
      } else if (Date.now() - quietSince >= HEARTBEAT_MS) {
        quietSince = Date.now();
        yield { type: "heartbeat", upTo: cursor };
      }
      const wait = Math.min(quietSince + HEARTBEAT_MS, stream.access.due) - Date.now();
      await signal.wait(now === "stalled" ? Math.min(wait, 1_000) : wait);
    }
  } finally {
    done();
  }
}

function goneFrame(after: number, upTo: number): LiveFrame & { type: "rows" } {
  return { type: "rows", after, upTo, count: 0, rows: "[]" };
}

/** What follows the cursor: from memory, else from the table; undefined while the table can't be read. */
async function chunkFor({ hub, subscription }: Stream, cursor: number): Promise<Chunk | undefined> {
  const { workspaceId, filter } = subscription;
  const kept = hub.chunkAfter(cursor);
  if (kept?.serves(filter)) return kept;
  const watched = filter.device === undefined ? [] : [filter.device];
  try {
    return new Chunk(cursor, await readRange(workspaceId, { after: cursor, limit: READ_LIMIT, watched }), watched);
  } catch {
    return undefined;
  }
}

/** Why the stream has to end now, if it has. While the database is away nobody's rights can be read, nor any row. */
async function endReason({ ctx, subscription, options, access }: Stream): Promise<EndReason | null> {
  if (closing) return "closing";
  if (Date.now() < access.due) return null;
  access.due = Date.now() + ACCESS_MS;
  let current: Context | null;
  try {
    current = await options.readAgain();
  } catch {
    access.due = Date.now() + 1_000;
    return null;
  }
  if (!current) return "signed_out";
  if (current.accountId !== ctx.accountId) return "not_found";
  if (!can(current.role, "live_stream.view")) return "forbidden";
  if (!current.workspaces.some(({ id }) => id === subscription.workspaceId)) return "not_found";
  return personalValues(current.role) === personalValues(ctx.role) ? null : "role_changed";
}

/** Ends every open stream with a frame that asks to come back; for shutdown. */
export async function closeStreams(): Promise<void> {
  closing = true;
  for (const signal of open) signal.fire();
  await processHubs?.bus.close();
}
