import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { CodedError, isCodedError } from "@/lib/errors";
import { type Received, receive, requestOpened } from "@/lib/ingest";
import { browserConfig } from "@/lib/inputs/browser-config";
import { toMpid } from "@/lib/int64";
import { audienceMemberships } from "@/lib/profile/audience-memberships";
import { readBytes } from "../http/body";
import { limitInput } from "../http/rate-limit";
import { approachOf, findKeyedInput, KEY_REFUSED, requireKeyedInput } from "../http/require-input";
import type { AppContext, AppEnv } from "../http/types";

/**
 * What a browser SDK asks beside the identity endpoints, under the paths of both kinds of host.
 * https://docs.mparticle.com/developers/sdk/web; `server/http/cors.ts` lets the pages in.
 */
export const browser = new Hono<AppEnv>();

for (const prefix of ["", "/tags"]) browser.get(`${prefix}/JS/v2/:key/config`, config);
for (const prefix of ["", "/webevents"]) {
  browser.post(`${prefix}/v3/JS/:key/events`, events);
  browser.post(`${prefix}/v1/JS/:key/Forwarding`, forwarding);
  browser.post(`${prefix}/v2/JS/:key/Forwarding`, forwarding);
  browser.get(`${prefix}/v1/:key/audience`, audience);
}

/** Everything but a bad key is answered 202: a 400 makes the SDK send the same batch for ever. */
async function events(c: AppContext): Promise<Response> {
  const answered = requestOpened();
  try {
    const receivedAt = Date.now();
    const credential = await requireKeyedInput(c, { current: false });
    const body = await readBatch(c);
    await limitInput(c, credential.rules, "client_requests");
    const answer = await receive({
      credential,
      kind: "browser",
      // The key is in the address; what is kept of the request need not repeat it.
      path: "/v3/JS/:key/events",
      receivedAt,
      clientIp: c.get("clientAddress"),
      approach: approachOf(c, { keyOnly: true }),
      ...body,
    });
    if (answer.status === "forbidden") throw new CodedError("forbidden", KEY_REFUSED);
    c.env.outgoing.writeHead(202).end();
    return RESPONSE_ALREADY_SENT;
  } finally {
    answered();
  }
}

type ReadBody = Pick<Received, "body" | "byteSize" | "unreadable">;

/** A body that can't be inflated becomes a rejected batch; one that ends early has nobody left to answer. */
async function readBatch(c: AppContext): Promise<ReadBody> {
  try {
    const { bytes, byteSize } = await readBytes(c);
    return { body: bytes, byteSize };
  } catch (error) {
    if (!isCodedError(error) || error.code !== "invalid_input" || !c.env.incoming.complete) throw error;
    return { body: new Uint8Array(), byteSize: 0, unreadable: error.message };
  }
}

async function config(c: AppContext): Promise<Response> {
  const { rules } = await requireKeyedInput(c, { current: true });
  return c.json(await browserConfig(rules), 200, { "cache-control": "no-store" });
}

/** What kits forwarded from the browser: counted nowhere, since `config` hands out no kits. */
async function forwarding(c: AppContext): Promise<Response> {
  await requireKeyedInput(c, { current: true });
  await readBytes(c);
  return c.body(null, 202);
}

async function audience(c: AppContext): Promise<Response> {
  const input = await findKeyedInput(c, { current: true });
  if (!input.known) throw new CodedError("unauthenticated", "There is no such key.");
  if (!input.admitted) throw new CodedError("forbidden", KEY_REFUSED);
  const mpid = toMpid(c.req.query("mpid"));
  if (!mpid) throw new CodedError("invalid_input", 'The query must name a person: "mpid", a 64-bit integer.');
  const memberships = await audienceMemberships(input.credential.rules, mpid, Date.now());
  if (!memberships) throw new CodedError("not_found", "There is no such person.");
  return c.json(memberships, 200, { "cache-control": "no-store" });
}
