import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

export type Process = { readonly pid: number; readonly parent: number; readonly command: string };

/** Every process of this machine. */
export function processes(): Process[] {
  const { stdout } = spawnSync("ps", ["-Ao", "pid=,ppid=,args="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid && parent && command ? [{ pid: Number(pid), parent: Number(parent), command }] : [];
  });
}

/** The process that owns the port of the product in this data folder. Throws while there is none. */
export function serverOf(dataDir: string): number {
  const { pid } = JSON.parse(readFileSync(path.join(dataDir, "run.lock"), "utf8")) as { pid: number };
  const server = processes().find(({ parent, command }) => parent === pid && command.includes("dist/server.mjs"));
  if (!server) throw new Error(`No server runs for ${dataDir}.`);
  return server.pid;
}
