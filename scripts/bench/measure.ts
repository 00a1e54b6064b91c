import type { JobResult, TimedJob } from "./jobs";
import { percentile, sum } from "./numbers";
import { cpuMs } from "./processes";
import type { World } from "./world";

const WARM_UP_SECONDS = 2;
const ROUNDS = 4;

export type Measured = {
  readonly done: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** CPU per thing done, microseconds: of the server's processes and of PostgreSQL's. */
  readonly serverUs: number;
  readonly postgresUs: number;
};

/**
 * Runs several loads in turn, round after round, so that whatever else the machine does harms all of them alike.
 * Some seconds of each are run before and not counted: `warmUp`.
 */
export async function interleave<Name extends string>(
  world: World,
  jobs: Readonly<Record<Name, TimedJob>>,
  {
    rounds = ROUNDS,
    warmUp = WARM_UP_SECONDS,
    beside,
  }: { readonly rounds?: number; readonly warmUp?: number; readonly beside?: TimedJob } = {},
): Promise<Record<Name, Measured>> {
  const names = Object.keys(jobs) as Name[];
  const parts = new Map<Name, { result: JobResult; serverMs: number; postgresMs: number }[]>();
  for (const name of names) await run(world, { ...jobs[name], seconds: warmUp }, beside);
  for (let round = 0; round < rounds; round++) {
    for (const name of names) parts.set(name, [...(parts.get(name) ?? []), await run(world, jobs[name], beside)]);
  }
  return Object.fromEntries(names.map((name) => [name, together(parts.get(name) ?? [])])) as Record<Name, Measured>;
}

async function run(world: World, job: TimedJob, beside: TimedJob | undefined) {
  const [server, postgres] = [cpuMs(world.server.pid), cpuMs(world.postgresPid)];
  const other = beside ? world.loader.run({ ...beside, seconds: job.seconds }) : null;
  const result = await world.loader.run(job);
  await other;
  return { result, serverMs: cpuMs(world.server.pid) - server, postgresMs: cpuMs(world.postgresPid) - postgres };
}

function together(parts: readonly { result: JobResult; serverMs: number; postgresMs: number }[]): Measured {
  const latencies = parts.flatMap(({ result }) => result.latencies);
  const done = sum(parts.map(({ result }) => result.done));
  return {
    done,
    failed: sum(parts.map(({ result }) => result.failed)),
    perSecond: done / sum(parts.map(({ result }) => result.seconds)),
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
    serverUs: (sum(parts.map(({ serverMs }) => serverMs)) * 1000) / done,
    postgresUs: (sum(parts.map(({ postgresMs }) => postgresMs)) * 1000) / done,
  };
}
