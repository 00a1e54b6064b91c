import { spawn } from "node:child_process";
import { chmod, mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const START_MS = 300_000;

export function freePort(): Promise<number> {
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

/** A new folder for data. As root the database runs as another user, who must reach it. */
export async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "e2e-data-"));
  await chmod(folder, 0o755);
  return folder;
}

/** The variables of this process without those that would reach into a product of its own. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = /^(?:DATABASE_URL|APP_SECRET|PUBLIC_URL|HOST|PORT|DATA_DIR|SEED|NEXTAUTH_URL|CONSOLE_LISTEN|OIDC_.*)$/;
  const inherited = Object.entries(process.env).filter(([name]) => !own.test(name));
  return { ...Object.fromEntries(inherited), NODE_ENV: "production" };
}

type Command = readonly [string, readonly string[]];

export type Product = {
  readonly url: string;
  readonly pid: number;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Sends a signal to its whole process group, as a terminal's Ctrl-C does, and resolves when whoever prints is gone. */
  readonly signal: (name: NodeJS.Signals) => Promise<void>;
};

/** As under npm it then also ends when its parent is killed. */
const SCRIPT: Command = [process.execPath, ["scripts/start.mjs"]];
export const NPM_START: Command = ["npm", ["start"]];

/** Runs what `npm start` runs, in a process group of its own, and resolves when it says that it is ready. */
export async function startProduct(settings: {
  readonly dataDir: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly command?: Command;
}): Promise<Product> {
  const { dataDir, port, environment, command: [program, args] = SCRIPT } = settings;
  const own = { DATA_DIR: dataDir, PORT: String(port), npm_lifecycle_event: "start" };
  const child = spawn(program, args, {
    cwd: root,
    env: { ...cleanEnvironment(), ...own, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} can't be started.`);
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let output = "";
  await new Promise<void>((resolve, reject) => {
    const fail = (what: string) => reject(new Error(`The product ${what}.\n${output}`));
    const late = setTimeout(() => fail("did not start in time"), START_MS);
    const read = (chunk: string) => {
      output += chunk;
      if (!output.includes("Ctrl-C stops everything")) return;
      clearTimeout(late);
      resolve();
    };
    child.stdout.setEncoding("utf8").on("data", read);
    child.stderr.setEncoding("utf8").on("data", read);
    child.once("exit", (code) => {
      clearTimeout(late);
      fail(`ended with code ${code}`);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid,
    output: () => output,
    signal: async (name) => {
      process.kill(-pid, name);
      await gone;
    },
  };
}
