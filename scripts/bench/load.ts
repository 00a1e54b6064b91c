// The load: a process of its own, told over its channel what to send.
import { Agent, request } from "node:http";
import autocannon from "autocannon";
import pg from "pg";
import { encodeArray } from "../../lib/ingest/columns";
import { batchText, bulkText, crowdOf, identifyText } from "./batch";
import type { HttpJob, Job, JobResult, LookUpJob, RowsJob } from "./jobs";
import { runLive } from "./viewers";

const profiles = Number(process.argv[2]);

/** What makes a request's body; null for GETs. */
function bodiesFor({ batches, identities, crowd = "all" }: HttpJob): (() => string) | null {
  if (identities) {
    const next = crowdOf(crowd, profiles);
    return () => identifyText(next(), identities.newEvery);
  }
  if (batches === undefined) return null;
  const next = crowdOf(crowd, profiles);
  return () => batchText(next());
}

function runHttp(job: HttpJob): Promise<JobResult> {
  const body = bodiesFor(job);
  const next = crowdOf("all", profiles);
  const latencies: number[] = [];
  let failed = 0;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const instance = autocannon(
      {
        url: job.url,
        connections: job.connections,
        duration: job.seconds,
        timeout: 30,
        headers: { ...job.headers, ...(body ? { "content-type": "application/json" } : {}) },
        requests: job.paths.map((path) => ({
          method: body ? "POST" : "GET",
          path,
          setupRequest: (prepared) => ({
            ...prepared,
            path: path.includes("{") ? filledIn(path, next()) : path,
            ...(body ? { body: body() } : {}),
          }),
        })),
      },
      (error, result) => {
        if (error) return reject(error);
        failed += result.errors;
        const seconds = (performance.now() - started) / 1000;
        resolve({ done: latencies.length, failed, seconds, latencies });
      },
    );
    instance.on("response", (_client, status, _bytes, ms) => {
      if (status >= 400) failed += 1;
      else latencies.push(ms);
    });
  });
}

function filledIn(path: string, { mpid, customerId }: { mpid: string; customerId: string }): string {
  return path.replace("{person}", mpid).replace("{customer}", customerId);
}

/**
 * Bulk requests take long enough that those cut off at the end would count: so each connection finishes its last one,
 * and it counts.
 */
async function runBulk({
  url,
  paths,
  headers,
  crowd = "all",
  batches = 1,
  connections,
  seconds,
}: HttpJob): Promise<JobResult> {
  const next = crowdOf(crowd, profiles);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let failed = 0;
  const result = await inTurns(connections, seconds, async () => {
    const status = await post(agent, `${url}${paths[0]}`, headers, bulkText(next, batches));
    if (status < 400) return 1;
    failed += 1;
    return 0;
  });
  agent.destroy();
  return { ...result, failed };
}

function post(agent: Agent, url: string, headers: HttpJob["headers"], body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: "POST",
        agent,
        headers: { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode ?? 0));
      },
    );
    call.once("error", reject);
    call.end(body);
  });
}

/** Runs `once` on each lane, again and again until the time is over. */
async function inTurns(lanes: number, seconds: number, once: (lane: number) => Promise<number>): Promise<JobResult> {
  const latencies: number[] = [];
  let done = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let now = performance.now(); now < end; now = performance.now()) {
        const count = await once(lane);
        done += count;
        latencies.push(performance.now() - now);
      }
    }),
  );
  return { done, failed: 0, seconds: (performance.now() - started) / 1000, latencies };
}

async function runOnConnections(
  { url, connections, seconds }: { url: string; connections: number; seconds: number },
  once: (client: pg.Client) => Promise<number>,
): Promise<JobResult> {
  const clients = Array.from(
    { length: connections },
    () => new pg.Client({ connectionString: url, application_name: "bench" }),
  );
  await Promise.all(clients.map((client) => client.connect()));
  const result = await inTurns(connections, seconds, async (lane) => {
    const client = clients[lane];
    return client ? await once(client) : 0;
  });
  await Promise.all(clients.map((client) => client.end()));
  return result;
}

const ROWS = 100;
let lastId = 0;

async function runRows(job: RowsJob): Promise<JobResult> {
  const next = crowdOf("all", profiles);
  lastId = Math.max(lastId, Date.now() * 1000);
  return await runOnConnections(job, async (client) => {
    const ids = Array.from({ length: ROWS }, () => ++lastId);
    await client.query({
      name: "rows",
      text: "INSERT INTO bench_row SELECT * FROM unnest($1::bigint[], $2::text[])",
      values: [
        encodeArray("bigint", ids),
        encodeArray(
          "text",
          ids.map(() => batchText(next())),
        ),
      ],
    });
    return ROWS;
  });
}

async function runLookUps(job: LookUpJob): Promise<JobResult> {
  const next = crowdOf("all", profiles);
  return await runOnConnections(job, async (client) => {
    await client.query({
      name: "look-up",
      text: "SELECT mpid FROM identity WHERE scope_id = 1 AND environment = 'production' AND type = 'customer_id' AND value = $1",
      values: [next().customerId],
    });
    return 1;
  });
}

function run(job: Job): Promise<JobResult> {
  switch (job.kind) {
    case "http":
      return (job.batches ?? 1) > 1 ? runBulk(job) : runHttp(job);
    case "rows":
      return runRows(job);
    case "lookups":
      return runLookUps(job);
    case "live":
      return runLive(job, crowdOf("all", profiles));
  }
}

process.on("message", ({ id, job }: { id: number; job: Job }) => {
  run(job).then(
    (result) => process.send?.({ id, result }),
    (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
