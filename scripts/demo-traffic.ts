// Keeps sending development batches of the demo's customers through the official Node SDK, until Ctrl-C:
// `npm run demo:traffic -- --rate 2` (batches per second, default 1).
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import mParticle, { type SdkBatch, type SdkEvent, type SdkEventsApi } from "mparticle";
import { type Customer, makeCustomer } from "../lib/demo/customer";
import { type DemoFile, readDemoFile } from "../lib/demo/demo-file";
import { shopping } from "../lib/demo/events";
import { customerOf, PEOPLE } from "../lib/demo/people";
import { type Random, random as randomFrom } from "../lib/demo/random";
import type { RawBatch } from "../lib/demo/send";
import { visitBatch } from "../lib/demo/visit";

const CUSTOMERS = 40;
/** Requests under way at once; more wait for their turn. */
const MAX_OPEN = 50;

const EVENT_CLASSES = new Map(
  Object.values(mParticle).flatMap((value): [string, new () => SdkEvent][] => {
    const isEvent = typeof value === "function" && typeof value.prototype?.getEventType === "function";
    return isEvent ? [[value.prototype.getEventType(), value as new () => SdkEvent]] : [];
  }),
);

function sdkBatch({ events = [], ...fields }: RawBatch): SdkBatch {
  const batch = Object.assign(new mParticle.Batch("development"), fields);
  for (const { event_type, data } of events) {
    const EventClass = EVENT_CLASSES.get(event_type);
    if (EventClass) batch.addEvent(Object.assign(new EventClass(), data));
  }
  return batch;
}

/** The customers of the seed, at work in the development environment. */
function cast(now: number): Customer[] {
  const customers = Array.from({ length: CUSTOMERS }, (_, index) =>
    makeCustomer(randomFrom(10_000 + index), index, now),
  );
  return [customerOf(PEOPLE.quill, now), ...customers].map((customer) => ({ ...customer, environment: "development" }));
}

function connect({ url, workspaces }: DemoFile): ReadonlyMap<string, SdkEventsApi> {
  const inputs = workspaces[0]?.inputs.filter(({ protectionLevel }) => protectionLevel === null) ?? [];
  return new Map(
    inputs.map(({ kind, key, secret }) => {
      const client = new mParticle.ApiClient();
      client.basePath = `${url}/v2`;
      return [kind, new mParticle.EventsApi(new mParticle.Configuration(key, secret), client)];
    }),
  );
}

/** Sends one visit; null when it was taken, else why not. */
function sendVisit(
  apis: ReadonlyMap<string, SdkEventsApi>,
  random: Random,
  customer: Customer,
): Promise<string | null> {
  const device = random.pick(customer.devices);
  const signedIn = customer.knownFrom !== null && random.chance(0.85);
  const visit = { customer, device, at: Date.now(), events: shopping(random, customer), signedIn };
  const batch = sdkBatch(visitBatch(random, visit));
  return new Promise((resolve) => {
    const api = apis.get(device.kind);
    if (!api) resolve(`The demo has no ${device.kind} input.`);
    else
      api.uploadEvents(batch, (error) =>
        resolve(error ? (error.status ? `HTTP ${error.status}` : error.message) : null),
      );
  });
}

async function main(rate: number): Promise<void> {
  const dataDir = process.env.DATA_DIR ?? ".data";
  const file = await readDemoFile(dataDir);
  if (!file) throw new Error(`There is no demo.json in ${dataDir}: start with the demo seed first.`);
  const [apis, random, customers] = [connect(file), randomFrom(Date.now()), cast(Date.now())];
  const count = { sent: 0, failed: 0, open: 0 };
  let told = "";
  let stopped = false;
  const stop = new AbortController();
  process.once("SIGINT", () => {
    stopped = true;
    stop.abort();
  });
  console.log(`Sending ${rate} development batches a second to ${file.url}. Ctrl-C ends it.`);
  for (let next = Date.now(); !stopped; next += 1_000 / rate) {
    await wait(Math.max(0, next - Date.now()), undefined, { signal: stop.signal }).catch(() => {});
    if (stopped || count.open >= MAX_OPEN) continue;
    count.open += 1;
    void sendVisit(apis, random, random.pick(customers)).then((problem) => {
      count.open -= 1;
      count[problem === null ? "sent" : "failed"] += 1;
      if (problem !== null && problem !== told) console.error(`Not taken: ${problem}`);
      told = problem ?? "";
    });
  }
  for (const until = Date.now() + 2_000; count.open > 0 && Date.now() < until; ) await wait(20);
  console.log(`\nSent ${count.sent} batches${count.failed > 0 ? `, ${count.failed} were not taken` : ""}.`);
}

// The SDK makes its header with `new Buffer`.
process.noDeprecation = true;

const { values } = parseArgs({ options: { rate: { type: "string", default: "1" } } });
const rate = Number(values.rate);
if (!(rate > 0 && rate <= 1_000)) {
  console.error("--rate takes batches per second, above 0 and up to 1000.");
  process.exitCode = 2;
} else {
  await main(rate).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
