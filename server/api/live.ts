import { Hono } from "hono";
import { z } from "zod";
import { contextFromCookies } from "@/lib/access/session";
import { CodedError } from "@/lib/errors";
import { toInt64 } from "@/lib/int64";
import { getLiveBatch, listDevices, liveFilterSchema, readLivePage } from "@/lib/live";
import { parseInput } from "@/lib/parse-input";
import { toResponse } from "../http/errors";
import { openStream } from "../http/event-stream";
import { requireMember } from "../http/require-member";
import type { AppContext, AppEnv } from "../http/types";
import { openViews, type View } from "./live-views";

/** The console's own stream and what goes with it; same origin, session cookie. */
export const live = new Hono<AppEnv>();

const MAX_VIEWS = 16;
const viewSchema = liveFilterSchema.extend({
  ws: z.coerce.number().int().positive().max(2_147_483_647),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});
const pageSchema = viewSchema.extend({ before: z.coerce.number().int().positive().optional() });

/** One view by `ws`, `after`, `input`, `kind`, `device`; or several, which the tabs of a browser share, as `views`. */
live.get("/api/live", async (c) => {
  const views = readViews(c);
  const { cookie } = c.env.incoming.headers;
  const abort = new AbortController();
  const { outgoing } = c.env;
  outgoing.once("close", () => abort.abort());
  try {
    const opened = await openViews(views, {
      signal: abort.signal,
      memberIn: (workspaceId) => contextFromCookies(cookie, c.get("requestId"), workspaceId),
      onFailure: (error) => toResponse(error, c).status,
    });
    return openStream(outgoing, opened, abort);
  } catch (error) {
    abort.abort();
    throw error;
  }
});

/** A page of rows, newest first: the newest, or those before a number. */
live.get("/api/live/rows", async (c) => {
  const ctx = await requireMember(c);
  const { ws, before, inputId, kind, device } = parseInput(pageSchema, flatQuery(c));
  return c.json(await readLivePage(ctx, { workspaceId: ws, before, inputId, kind, device }));
});

live.get("/api/live/devices", async (c) => c.json(await listDevices(await requireMember(c))));

live.get("/api/live/batch/:id", async (c) => {
  const ctx = await requireMember(c);
  const batchId = toInt64(c.req.param("id"));
  if (batchId === null) throw new CodedError("not_found", "There is no such batch.");
  return c.json(await getLiveBatch(ctx, batchId));
});

function readViews(c: AppContext): View[] {
  const several = c.req.query("views");
  const asked = several === undefined ? [flatQuery(c)] : parseJsonList(several);
  return parseInput(z.array(viewSchema).min(1).max(MAX_VIEWS), asked).map(({ ws, after, ...filter }) => ({
    workspaceId: ws,
    after,
    filter,
  }));
}

function flatQuery(c: AppContext): Record<string, string | undefined> {
  const { ws, after, before, input, kind, device } = c.req.query();
  return { ws, after, before, inputId: input || undefined, kind: kind || undefined, device: device || undefined };
}

function parseJsonList(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CodedError("invalid_input", "The parameter views is not JSON.");
  }
}
