// Keeps the server running: in a session of its own, so that a terminal's Ctrl-C reaches us alone and requests drain.
import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Stop } from "./say.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const LOG_LIMIT_BYTES = 20_000_000;
const GRACE_MS = 15_000;
const RESTART_MS = 1_000;

function openLog(dataDir) {
  const file = path.join(dataDir, "log", "server.log");
  mkdirSync(path.dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return { file, descriptor: openSync(file, "a") };
}

const lastLines = (file) => readFileSync(file, "utf8").trim().split("\n").slice(-5).join("\n");

/**
 * Starts a program of ours and resolves when it says "ready", or when `isReady` does for one that can't say so. After
 * that it is started again whenever it ends.
 * @param {{ args: string[], environment: NodeJS.ProcessEnv, dataDir: string, say: (line: string) => void,
 *   toTerminal?: boolean, isReady?: () => Promise<void> }} options
 * @returns {Promise<{ stop: () => Promise<void>, logFile: string }>}
 */
export function startServer({ args, environment, dataDir, say, toTerminal = false, isReady }) {
  const log = openLog(dataDir);
  const output = toTerminal ? "inherit" : log.descriptor;
  let child;
  let stopping = false;
  let ready = false;

  const stop = async () => {
    stopping = true;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    await ended;
    clearTimeout(force);
    closeSync(log.descriptor);
  };

  return new Promise((resolve, reject) => {
    const answered = () => {
      ready = true;
      resolve({ stop, logFile: log.file });
    };
    const start = () => {
      child = spawn(process.execPath, args, {
        cwd: root,
        env: environment,
        detached: true,
        stdio: ["ignore", output, output, "ipc"],
      });
      child.once("error", reject);
      child.on("message", (message) => {
        if (message === "ready") answered();
      });
      child.once("exit", (code, signal) => {
        if (stopping) return;
        if (!ready) {
          reject(new Stop(`The server did not start.${toTerminal ? "" : `\n${lastLines(log.file)}`}`));
          return;
        }
        say(`The server ended (${signal ?? `code ${code}`}); it is started again. Its log: ${log.file}`);
        setTimeout(() => stopping || start(), RESTART_MS);
      });
    };
    start();
    isReady?.().then(answered, reject);
  });
}
