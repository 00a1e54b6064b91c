// Programs of ours that run to their end: builds, seeds. Whoever stops everything stops these first.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Stop } from "./say.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const KEPT_CHARACTERS = 8_000;
const running = new Set();

/**
 * Runs a script with Node in the project's folder. Throws a Stop with the end of its output when it fails.
 * @param {{ what: string, args: string[], environment: NodeJS.ProcessEnv, onOutput?: (text: string) => void }} options
 * @returns {Promise<void>}
 */
export function runChild({ what, args, environment, onOutput = () => {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    running.add(child);
    let output = "";
    const keep = (text) => {
      output = (output + text).slice(-KEPT_CHARACTERS);
    };
    child.stdout.setEncoding("utf8").on("data", (text) => {
      keep(text);
      onOutput(text);
    });
    child.stderr.setEncoding("utf8").on("data", keep);
    child.on("error", reject);
    child.on("exit", (code) => {
      running.delete(child);
      if (code === 0) resolve();
      else reject(new Stop(`${what} failed.\n${output.trim()}`));
    });
  });
}

/** Ends what still runs. */
export async function stopChildren() {
  const ended = [...running].map((child) => new Promise((resolve) => child.once("exit", resolve)));
  for (const child of running) child.kill("SIGTERM");
  const force = setTimeout(() => {
    for (const child of running) child.kill("SIGKILL");
  }, 3_000);
  await Promise.all(ended);
  clearTimeout(force);
}
