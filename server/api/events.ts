import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { countBatches } from "@/lib/batch";
import { receive, requestOpened } from "@/lib/ingest";
import { readBytes } from "../http/body";
import { limitInput } from "../http/rate-limit";
import { requireInput } from "../http/require-input";
import type { AppContext, AppEnv } from "../http/types";

/** The Events API: one batch, up to 100, or up to 100 old ones. https://docs.mparticle.com/developers/server/http */
export const events = new Hono<AppEnv>();

events.post("/v2/events", (c) => take(c, "single"));
events.post("/v2/bulkevents", (c) => take(c, "bulk"));
events.post("/v2/bulkevents/historical", (c) => take(c, "historical"));

async function take(c: AppContext, kind: "single" | "bulk" | "historical"): Promise<Response> {
  const answered = requestOpened();
  try {
    const receivedAt = Date.now();
    const credential = await requireInput(c);
    const { bytes, byteSize } = await readBytes(c);
    await limitInput(c, credential.rules, "batches", () => (kind === "single" ? 1 : countBatches(bytes)));
    const answer = await receive({ credential, kind, path: c.req.path, receivedAt, body: bytes, byteSize });
    switch (answer.status) {
      case "accepted":
        c.env.outgoing.writeHead(202).end();
        return RESPONSE_ALREADY_SENT;
      case "forbidden":
        return c.json(
          { errors: [{ code: "FORBIDDEN", message: "The key and secret are not those of an active input." }] },
          403,
        );
      case "bad_request":
        return c.json({ errors: answer.messages.map((message) => ({ code: "BAD_REQUEST", message })) }, 400);
    }
  } finally {
    answered();
  }
}
