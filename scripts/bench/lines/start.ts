import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { DATA_DIR, ROOT } from "../database";
import type { Line, Row } from "../line";
import { freePort, rssBytes } from "../processes";

const MB = 1024 * 1024;

/** Runs `npm start`'s script until it says that it is ready, then ends it like Ctrl-C does. */
async function startOnce(dataDir: string, port: number): Promise<{ seconds: number; rss: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: "", DATA_DIR: dataDir, PORT: String(port), SEED: "none" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let output = "";
  const ready = await new Promise<boolean>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk;
        if (output.includes("\nReady:")) resolve(true);
      });
    }
    child.once("exit", () => resolve(false));
  });
  if (!ready) throw new Error(`npm start ended before it was ready.\n${output}`);
  const seconds = (performance.now() - started) / 1000;
  const rss = child.pid === undefined ? Number.NaN : rssBytes(child.pid);
  child.kill("SIGINT");
  await ended;
  return { seconds, rss };
}

async function measureStart(): Promise<Row[]> {
  const dataDir = path.join(DATA_DIR, "start");
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const port = await freePort();
  await startOnce(dataDir, port);
  const second = await startOnce(dataDir, port);
  rmSync(dataDir, { recursive: true, force: true });
  return [
    {
      what: "a second `npm start`, until it is ready",
      measured: `${second.seconds.toFixed(1)} s`,
      limit: "",
      figure: second.seconds,
      unit: "s",
      better: "lower",
      target: null,
      goal: 15,
      note: `${Math.round(second.rss / MB)} MB in all Node processes just after, the start script's own included`,
    },
  ];
}

export const startLines: readonly Line[] = [{ name: "start", needsConsole: true, measure: measureStart }];
