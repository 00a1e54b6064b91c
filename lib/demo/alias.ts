import { query } from "../db";
import { env } from "../env";
import { alias, executeAlias } from "../identity-api";
import { drain } from "../ingest";
import { findInput } from "../inputs/find-input";
import type { Int64, Mpid } from "../int64";
import { migrateJobs } from "../jobs/worker";
import { DAY } from "./customer";
import { PEOPLE } from "./people";
import { SIGNED_IN_DAYS_AGO } from "./stories/shoppers";

/** Something that happens between two requests of the past, at a time in epoch ms. */
export type Moment = { readonly at: number; readonly happens: (at: number) => Promise<void> };

/** The page asks for the alias a second after Otis has signed in; it is executed when its time has come. */
export function aliasMoments(now: number, webKey: string | undefined): Moment[] {
  const askedAt = now - SIGNED_IN_DAYS_AGO * DAY + 1_000;
  const dueAt = askedAt + env().ALIAS_DELAY_MS;
  const ask: Moment = { at: askedAt, happens: (at) => askForAlias(webKey ?? "", at) };
  return dueAt < now ? [ask, { at: dueAt, happens: execute }] : [ask];
}

async function askForAlias(webKey: string, at: number): Promise<void> {
  // The job of a request is stored with it. It finds nothing left to do once the demo's server runs it.
  await migrateJobs();
  const credential = await findInput(webKey);
  if (!credential) throw new Error("The demo has a web input.");
  const { source, destination, das } = await profilesOfOtis();
  const data = {
    source_mpid: source,
    destination_mpid: destination,
    device_application_stamp: das,
    scope: "device",
    start_unixtime_ms: at - 30 * DAY,
    end_unixtime_ms: at,
  };
  const body = Buffer.from(JSON.stringify({ request_type: "alias", environment: "production", data }));
  const path = "/v1/identity/:key/Alias";
  const answer = await alias({ credential, path, receivedAt: at, body, byteSize: body.byteLength });
  await drain();
  if (answer.status !== "accepted") throw new Error(`The demo's alias was refused: ${answer.message}`);
}

/** The account, and who its browser was before: nobody. */
async function profilesOfOtis(): Promise<{ source: Mpid; destination: Mpid; das: string }> {
  const { customerId, devices } = PEOPLE.otis;
  const das = devices[0]?.das ?? "";
  const [row] = await query<{ source: Mpid; destination: Mpid }>(
    `SELECT s.mpid AS source, d.mpid AS destination
     FROM identity d JOIN identity s ON s.scope_id = d.scope_id AND s.environment = d.environment AND s.mpid <> d.mpid
     WHERE d.type = 'customer_id' AND d.value = $1 AND s.type = 'device_application_stamp' AND s.value = $2`,
    [customerId, das],
  );
  if (!row) throw new Error("The demo knows Otis twice by then.");
  return { ...row, das };
}

async function execute(at: number): Promise<void> {
  const [entry] = await query<{ id: Int64 }>("SELECT id FROM alias_request WHERE state = 'scheduled'");
  if (!entry || (await executeAlias(entry.id, at)) !== "executed")
    throw new Error("The demo's alias was not executed.");
  await drain();
}
