import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./database";

export type Program = { readonly child: ChildProcess; readonly pid: number; readonly stop: () => Promise<void> };

/** Starts a Node program with a channel and resolves when it says "ready". Its output goes to ours when it fails. */
export function startProgram(args: readonly string[], environment: Record<string, string>): Promise<Program> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        output = `${output}${chunk}`.slice(-4_000);
      });
    }
    const ended = new Promise<void>((done) => child.once("exit", () => done()));
    const stop = async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await ended;
    };
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with code ${code}.\n${output}`)));
    child.on("message", (message) => {
      if (message === "ready" && child.pid !== undefined) resolve({ child, pid: child.pid, stop });
    });
  });
}

/** A program of this folder, by tsx. */
export const startTool = (name: string, args: readonly string[], environment: Record<string, string> = {}) =>
  startProgram(["--import", "tsx", path.join(import.meta.dirname, name), ...args], environment);

/** A free loopback port. */
export async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  return await new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

const TICKS_PER_SECOND = 100;

type Stat = { readonly pid: number; readonly parent: number; readonly cpuMs: number; readonly rssBytes: number };

/** Linux: what /proc says of a process; null when it is gone. */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    // After state: ppid is 1, utime to cstime are 11 to 14, rss (pages) is 21.
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + (fields[index] ?? 0), 0);
    return {
      pid,
      parent: fields[1] ?? 0,
      cpuMs: (ticks * 1000) / TICKS_PER_SECOND,
      rssBytes: (fields[21] ?? 0) * 4096,
    };
  } catch {
    return null;
  }
}

/** A process and all below it. Empty where there is no /proc. */
function family(root: number): Stat[] {
  let pids: string[];
  try {
    pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  const all = pids.flatMap((pid) => statOf(Number(pid)) ?? []);
  const found = all.filter(({ pid }) => pid === root);
  for (const one of found) found.push(...all.filter(({ parent }) => parent === one.pid));
  return found;
}

/** CPU time that a process and all below it have used, ended ones included, ms; NaN where it can't be known. */
export function cpuMs(root: number): number {
  const stats = family(root);
  return stats.length > 0 ? stats.reduce((sum, { cpuMs: used }) => sum + used, 0) : Number.NaN;
}

/** Memory of a process and all below it, bytes; NaN where it can't be known. */
export function rssBytes(root: number): number {
  const stats = family(root);
  return stats.length > 0 ? stats.reduce((sum, one) => sum + one.rssBytes, 0) : Number.NaN;
}

/** The pid of the bench's PostgreSQL. */
export function postgresPid(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, "postgres", "data", "postmaster.pid"), "utf8").split("\n")[0]);
}
