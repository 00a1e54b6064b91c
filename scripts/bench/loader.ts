import type { Job, JobResult } from "./jobs";
import { startTool } from "./processes";

/** The load process. Several jobs may run at once. */
export type Loader = { readonly run: (job: Job) => Promise<JobResult>; readonly stop: () => Promise<void> };

type Message = { id: number; result?: JobResult; error?: string };

export async function startLoader(profiles: number): Promise<Loader> {
  const program = await startTool("load.ts", [String(profiles)]);
  const waiting = new Map<number, (message: Message) => void>();
  let last = 0;
  program.child.on("message", (message: Message) => waiting.get(message.id)?.(message));
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (result) resolve(result);
          else reject(new Error(`The load failed: ${error}`));
        });
        program.child.send({ id, job });
      }),
    stop: program.stop,
  };
}
