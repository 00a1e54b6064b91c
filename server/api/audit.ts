import { Hono } from "hono";
import { z } from "zod";
import { parseInput } from "@/lib/parse-input";
import { requireMember } from "../http/require-member";
import type { AppEnv } from "../http/types";

/** The audit as files, by the filters of its screens; times are epoch ms. */
export const audit = new Hono<AppEnv>();

const number = z.coerce.number().int().optional();
const text = z.string().optional();
const formatSchema = z.enum(["csv", "json"]);
const changesQuery = z.object({
  from: number,
  to: number,
  memberId: number,
  workspaceId: number,
  action: text,
  target: text,
});
/** Reads changes by Prisma, which this process loads for nothing else. */
const exportVerbs = () => import("@/lib/settings/export-audit");
const viewsQuery = z.object({ from: number, to: number, memberId: number, workspaceId: number, mpid: text });

audit.get("/api/audit/changes/:format", async (c) => {
  const ctx = await requireMember(c);
  const format = parseInput(formatSchema, c.req.param("format"));
  const { exportChanges } = await exportVerbs();
  const parts = await exportChanges(ctx, parseInput(changesQuery, c.req.query()), format);
  return file(parts, format, "configuration-changes");
});

audit.get("/api/audit/profile-views/:format", async (c) => {
  const ctx = await requireMember(c);
  const format = parseInput(formatSchema, c.req.param("format"));
  const { exportProfileViews } = await exportVerbs();
  const parts = await exportProfileViews(ctx, parseInput(viewsQuery, c.req.query()), format);
  return file(parts, format, "who-looked-at-whom");
});

/** Sent as it is read. What could be refused was refused before the first byte. */
function file(parts: AsyncIterable<string>, format: "csv" | "json", name: string): Response {
  const day = new Date().toISOString().slice(0, 10);
  return new Response(bytesOf(parts), {
    headers: {
      "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/json",
      "content-disposition": `attachment; filename="${name}-${day}.${format}"`,
      "cache-control": "no-store",
    },
  });
}

/** A part is read when the client takes it; one that can't be read cuts the connection, so that no file seems whole. */
function bytesOf(parts: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = parts[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}
