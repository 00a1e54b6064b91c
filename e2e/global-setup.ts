import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const START_MS = 300_000;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** Resolves when `npm start`'s script says that it is ready. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    const late = setTimeout(() => reject(new Error(`The product did not start in time.\n${output}`)), START_MS);
    const read = (chunk: Buffer) => {
      output += chunk;
      if (!output.includes("Ctrl-C stops everything")) return;
      clearTimeout(late);
      resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`The product ended with code ${code}.\n${output}`));
    });
  });
}

/**
 * Starts the product as a user does, with a demo seed in a DATA_DIR of its own. Tests find it by E2E_URL and
 * E2E_DATA_DIR (its demo.json has the accounts and keys). With E2E_URL set already, that one is used.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_URL) return undefined;
  const dataDir = await mkdtemp(path.join(tmpdir(), "e2e-data-"));
  const port = await freePort();
  // Its provider is run by the tests themselves.
  const oidc = {
    OIDC_ISSUER: `http://127.0.0.1:${await freePort()}`,
    OIDC_CLIENT_ID: "console",
    OIDC_CLIENT_SECRET: randomUUID(),
  };
  const { DATABASE_URL: _, APP_SECRET: __, PUBLIC_URL: ___, OIDC_NAME: ____, ...inherited } = process.env;
  const child = spawn(process.execPath, [path.join(root, "scripts/start.mjs")], {
    cwd: root,
    // As under npm it then also ends when this process is killed.
    env: { ...inherited, ...oidc, DATA_DIR: dataDir, PORT: String(port), SEED: "demo", npm_lifecycle_event: "start" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await ready(child);
  process.env.E2E_URL = `http://127.0.0.1:${port}`;
  process.env.E2E_DATA_DIR = dataDir;
  Object.assign(process.env, oidc);
  return async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
}
