import { Hono } from "hono";
import { z } from "zod";
import { parseJson } from "@/lib/batch";
import { parseInput } from "@/lib/parse-input";
import {
  batchDetail,
  provenanceOf,
  provenanceSchema,
  search,
  searchMany,
  searchManySchema,
  searchSchema,
  timeline,
  timelineFacets,
  timelineSchema,
} from "@/lib/profile";
import { readBody } from "../http/body";
import { requireMember } from "../http/require-member";
import type { AppEnv } from "../http/types";

/** People, for the console's own screens: same origin, session cookie. 64-bit integers are strings. */
export const people = new Hono<AppEnv>();

const workspace = z.coerce.number().int().positive().max(2_147_483_647);
const wsSchema = z.object({ ws: workspace });

/** For the palette: the same answer as the search page. */
people.get("/api/people/search", async (c) => {
  const ctx = await requireMember(c);
  const { ws, env, ...asked } = c.req.query();
  const input = { ...asked, workspaceId: Number(ws), environment: env };
  return c.json(await search(ctx, parseInput(searchSchema, input)));
});

people.post("/api/people/lookup", async (c) => {
  const ctx = await requireMember(c);
  const bytes = await readBody(c);
  return c.json({ rows: await searchMany(ctx, parseInput(searchManySchema, parseJson(bytes))) });
});

people.get("/api/people/batches/:id", async (c) => {
  const ctx = await requireMember(c);
  return c.json(await batchDetail(ctx, { batchId: c.req.param("id") }));
});

/** Of a timeline's address: times and ids are text, lists repeat their name. */
const number = z.coerce.number().int().optional();
const placeSchema = z.object({
  ws: workspace,
  from: number,
  to: number,
  cursorTime: number,
  cursorId: z.string().optional(),
  direction: z.string().optional(),
  around: z.string().optional(),
});

people.get("/api/people/:mpid/timeline", async (c) => {
  const ctx = await requireMember(c);
  const { ws, cursorTime: time, cursorId: id, ...place } = parseInput(placeSchema, c.req.query());
  const list = (name: string) => c.req.queries(name) ?? [];
  const input = parseInput(timelineSchema, {
    ...place,
    workspaceId: ws,
    mpid: c.req.param("mpid"),
    workspaceIds: list("workspaceIds").map(Number),
    inputIds: list("inputIds").map(Number),
    types: list("types"),
    names: list("names").map(namePair),
    devices: list("devices"),
    cursor: id === undefined ? undefined : { time, id },
  });
  return c.json(await timeline(ctx, input));
});

people.get("/api/people/:mpid/timeline/facets", async (c) => {
  const ctx = await requireMember(c);
  const { ws } = parseInput(wsSchema, c.req.query());
  return c.json(await timelineFacets(ctx, { workspaceId: ws, mpid: c.req.param("mpid") }));
});

people.get("/api/people/:mpid/provenance", async (c) => {
  const ctx = await requireMember(c);
  const { ws, ...field } = c.req.query();
  const input = { ...field, workspaceId: Number(ws), mpid: c.req.param("mpid") };
  return c.json(await provenanceOf(ctx, parseInput(provenanceSchema, input)));
});

/** `type:name`; event types have no colon. */
function namePair(text: string): { type: string; name: string } {
  const colon = text.indexOf(":");
  return colon < 0 ? { type: text, name: "" } : { type: text.slice(0, colon), name: text.slice(colon + 1) };
}
