import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { batchText } from "./batch";
import type { JobResult, LiveJob } from "./jobs";
import type { Person } from "./people";

/** Opens a stream and tells the highest number of each frame that brought rows. */
function openViewer(
  { url, cookie, workspaceId }: LiveJob,
  after: number,
  onRows: (upTo: number) => void,
): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}/api/live?ws=${workspaceId}&after=${after}`, { headers: { cookie }, agent: false });
    call.once("error", reject);
    call.once("response", (response: IncomingMessage) => {
      if (response.statusCode !== 200) return reject(new Error(`The stream answered ${response.statusCode}.`));
      let text = "";
      response.setEncoding("utf8");
      response.on("error", () => {});
      response.on("data", (chunk: string) => {
        const frames = `${text}${chunk}`.split("\n\n");
        text = frames.pop() ?? "";
        for (const frame of frames) {
          const upTo = frame.startsWith("event: rows") ? /"upTo":(\d+)/.exec(frame)?.[1] : undefined;
          if (upTo !== undefined) onRows(Number(upTo));
        }
      });
      resolve(() => call.destroy());
    });
    call.end();
  });
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Sends one batch and resolves at its 202. */
function send({ url, authorization }: LiveJob, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { authorization, "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const call = request(`${url}/v2/events`, { method: "POST", headers, agent }, (response) => {
      const at = performance.now();
      response.resume();
      response.once("end", () =>
        response.statusCode === 202 ? resolve(at) : reject(new Error(`Answered ${response.statusCode}.`)),
      );
    });
    call.once("error", reject);
    call.end(body);
  });
}

async function headOf({ url, cookie, workspaceId }: LiveJob): Promise<number> {
  const response = await fetch(`${url}/api/live/rows?ws=${workspaceId}`, { headers: { cookie } });
  if (!response.ok) throw new Error(`The stream's page answered ${response.status}.`);
  const { head } = (await response.json()) as { head: number };
  return head;
}

/** Nothing else is sent meanwhile, so the nth batch has the number head + n. */
export async function runLive(job: LiveJob, next: () => Person): Promise<JobResult> {
  const head = await headOf(job);
  const started = performance.now();
  const arrivals: { number: number; at: number }[] = [];
  const closers: (() => void)[] = [];
  for (let viewer = 0; viewer < job.viewers; viewer++) {
    let seen = head;
    closers.push(
      await openViewer(job, head, (upTo) => {
        const at = performance.now();
        for (; seen < upTo; seen++) arrivals.push({ number: seen + 1, at });
      }),
    );
  }
  const answered = new Map<number, number>();
  for (let sent = 1; sent <= job.sends; sent++) {
    const began = performance.now();
    answered.set(head + sent, await send(job, batchText(next(), "development")));
    await wait(Math.max(0, job.everyMs - (performance.now() - began)));
  }
  const expected = job.viewers * job.sends;
  for (let waited = 0; arrivals.length < expected && waited < 5_000; waited += 100) await wait(100);
  for (const close of closers) close();
  // A row may well be on the screen before its sender has the answer.
  const latencies = arrivals.map(({ number, at }) => Math.max(0, at - (answered.get(number) ?? at)));
  return {
    done: arrivals.length,
    failed: expected - arrivals.length,
    seconds: (performance.now() - started) / 1000,
    latencies,
  };
}
