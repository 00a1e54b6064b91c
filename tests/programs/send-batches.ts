/**
 * A process of its own that sends batches through `receive` until it is told to stop or is killed: for races between
 * processes. Prints a line for every batch that was accepted: `id source_request_id outcome`, and one for every error.
 */
import { drain } from "../../lib/ingest";
import { answerTo } from "../send";

export type Task = {
  readonly keys: readonly string[];
  /** Begins every source_request_id. */
  readonly name: string;
  readonly concurrency: number;
  readonly bulk: number;
  /** Identities and attributes are drawn from so many values: fewer mean more meetings. */
  readonly people: number;
  /** Epoch ms. */
  readonly until: number;
};

const task: Task = JSON.parse(process.argv[2] ?? "{}");
let count = 0;
const one = (of: number) => Math.floor(Math.random() * of);

function batch() {
  count += 1;
  const { people, name } = task;
  return {
    source_request_id: `${name}-${count}`,
    user_identities: {
      ...(one(2) ? { customer_id: `c${one(people)}` } : {}),
      ...(one(2) ? { email: `e${one(people)}@example.test` } : {}),
      ...(one(3) ? {} : { other: `o${one(people)}` }),
    },
    ...(one(2) ? { device_info: { ios_idfv: `V${one(people)}` } } : {}),
    user_attributes: { [`${name}-${one(5)}`]: String(count) },
    events: [
      { event_type: "custom_event", data: { event_name: `E${one(40)}`, custom_event_type: "other" } },
      { event_type: "screen_view", data: { screen_name: `S${one(40)}` } },
    ],
  };
}

async function sender(): Promise<void> {
  while (Date.now() < task.until) {
    const batches = Array.from({ length: 1 + one(task.bulk) }, batch);
    try {
      const answer = await answerTo(task.keys[one(task.keys.length)] ?? "", batches);
      if (answer.status !== "accepted") throw new Error(answer.status);
      answer.batches.forEach(({ id, outcome }, i) => {
        process.stdout.write(`${id} ${batches[i]?.source_request_id} ${outcome}\n`);
      });
    } catch (error) {
      process.stdout.write(`error ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

process.stdout.write("ready\n");
await Promise.all(Array.from({ length: task.concurrency }, sender));
await drain();
process.exit(0);
