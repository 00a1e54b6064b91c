import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { Task } from "./programs/send-batches";

export type Sender = {
  readonly child: ChildProcess;
  /** Every line that the process printed, so far. */
  readonly lines: readonly string[];
  /** Resolves when so many batches were accepted. */
  readonly accepted: (count: number) => Promise<void>;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
};

/** Starts a process that sends batches to the database of this test. */
export function startSender(task: Task): Sender {
  const program = path.join(import.meta.dirname, "programs/send-batches.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(task)], {
    env: process.env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts);
  });
  const acceptedSoFar = () => lines.filter((line) => /^\d/.test(line)).length;
  return {
    child,
    lines,
    accepted: (count) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (acceptedSoFar() >= count) resolve();
        };
        child.stdout.on("data", look);
        child.once("close", () =>
          acceptedSoFar() >= count ? resolve() : reject(new Error(`The sender ended: ${lines.at(-1)}`)),
        );
        look();
      }),
    ended: new Promise((resolve) => child.once("close", () => resolve())),
  };
}

/** Accepted batches: source_request_id -> outcome. */
export function acceptedOf({ lines }: Sender): Map<string, string> {
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const [id = "", sourceRequestId = "", outcome = ""] = line.split(" ");
      return /^\d/.test(id) && outcome ? [[sourceRequestId, outcome]] : [];
    }),
  );
}
