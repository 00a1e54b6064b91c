// What `npm start` and `npm run dev` do once the packages are there.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { DOOR_FLAGS, MEMORY_ENVIRONMENT } from "../server/node-flags.mjs";
import { ensureConsoleBuilt, ensureServerBuilt } from "./build.mjs";
import { stopChildren } from "./child.mjs";
import { migrateDatabase, openDatabase } from "./database.mjs";
import { takeLock } from "./lock.mjs";
import { Stop, say } from "./say.mjs";
import { seedDemo, setupToken } from "./seeding.mjs";
import { startServer } from "./server-process.mjs";
import { readSettings } from "./settings.mjs";

/** How long an earlier run's processes may take to let go, ms. */
const [QUICK_MS, DRAIN_MS] = [3_000, 20_000];
/** How long the started processes may take to answer, ms. */
const ANSWER_MS = 120_000;

const isFree = (host, port) =>
  new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

async function waitForPort({ host, port }, limitMs) {
  for (const started = Date.now(); !(await isFree(host, port)); await wait(250)) {
    if (Date.now() - started > limitMs)
      throw new Stop(`Port ${port} is taken by another program: choose one with PORT.`);
  }
}

/** Asks our own port until `isThere` likes the answer. */
async function waitForAnswer({ host, port, publicUrl }, pathname, isThere) {
  const address = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  const request = { headers: { host: new URL(publicUrl).host }, redirect: "manual" };
  for (const started = Date.now(); Date.now() - started < ANSWER_MS; await wait(100)) {
    const response = await fetch(`http://${address}:${port}${pathname}`, request).catch(() => null);
    await response?.body?.cancel();
    if (response && isThere(response.status)) return;
  }
  throw new Stop(`${publicUrl}${pathname} does not answer.`);
}

function tellWhere(settings, token, logFile) {
  const demo = path.join(settings.dataDir, "demo.json");
  say("");
  say(`Ready: ${settings.publicUrl}`);
  if (token) {
    say(`Nobody can sign in yet. Make the first admin at ${settings.publicUrl}/set-up with this token, good for once:`);
    say(`  ${token}`);
  } else if (settings.seed === "demo" && existsSync(demo)) {
    say("Sign in with one of the demo accounts:");
    for (const user of JSON.parse(readFileSync(demo, "utf8")).users) {
      say(`  ${user.role.padEnd(19)} ${user.email}  ${user.password}`);
    }
    say(`Keys of the demo's inputs: ${demo}`);
  }
  if (logFile) say(`Log: ${logFile}`);
  say("Ctrl-C stops everything.");
}

function environmentOf(settings, url, development) {
  return {
    ...MEMORY_ENVIRONMENT,
    ...process.env,
    NODE_ENV: development ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: url,
    APP_SECRET: settings.secret,
    DATA_DIR: settings.dataDir,
    HOST: settings.host,
    PORT: String(settings.port),
    PUBLIC_URL: settings.publicUrl,
  };
}

/** Everything that was started, stopped once in the reverse order. */
function stopper(lock) {
  const steps = [];
  let stopping;
  const stopAll = async () => {
    lock.update({ stopping: true });
    await stopChildren();
    for (const step of steps.reverse()) await step().catch((error) => say(error.message));
    lock.release();
  };
  return {
    // What is started while everything stops is stopped at once.
    add: (step) => (stopping ? step() : steps.push(step)),
    isStopping: () => stopping !== undefined,
    stop: () => {
      stopping ??= stopAll();
      return stopping;
    },
  };
}

/** Our parent; with a shell in between that npm runs us by, and which outlives it, npm's number too. */
function ancestors() {
  const parent = process.ppid;
  try {
    if (!readFileSync(`/proc/${parent}/cmdline`, "utf8").includes("scripts/start.mjs")) return String(parent);
    const stat = readFileSync(`/proc/${parent}/stat`, "utf8");
    return `${parent} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]}`;
  } catch {
    return String(parent);
  }
}

/** npm passes no signal on when it is killed itself: notice that it is gone. */
function watchParent(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const began = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === began) return;
    clearInterval(timer);
    stop();
  }, 1_000).unref();
}

async function startAll(settings, stop, recovered, development) {
  for (const name of readdirSync(settings.dataDir)) {
    if (/^console-\d+\.sock$/.test(name)) rmSync(path.join(settings.dataDir, name), { force: true });
  }
  await waitForPort(settings, recovered ? DRAIN_MS : QUICK_MS);
  const database = await openDatabase(settings, say);
  stop.add(database.stop);
  await migrateDatabase(database.url, say);
  const environment = environmentOf(settings, database.url, development);
  await ensureServerBuilt();
  const seeded = seedDemo({ settings, database, environment, say });
  await Promise.all([seeded, development ? null : ensureConsoleBuilt()]);
  const token = settings.seed === "none" ? await setupToken(environment) : null;
  const started = development
    ? await startDevelopment(settings, environment, stop)
    : await startServer({ args: [...DOOR_FLAGS, "dist/server.mjs"], environment, dataDir: settings.dataDir, say });
  stop.add(started.stop);
  await waitForAnswer(settings, "/login", (status) => status !== 503);
  tellWhere(settings, token, development ? null : started.logFile);
}

/** Both doors with reload: tsx restarts the machines' door, Next reloads the console's pages. */
async function startDevelopment(settings, environment, stop) {
  const common = {
    environment: { ...environment, CONSOLE_LISTEN: path.join(settings.dataDir, "console-dev.sock") },
    dataDir: settings.dataDir,
    say,
    toTerminal: true,
  };
  const page = await startServer({ ...common, args: ["--import", "tsx", "server/main.ts", "--only", "console"] });
  stop.add(page.stop);
  const tsx = ["--import", "./scripts/end-with-parent.mjs", "node_modules/tsx/dist/cli.mjs"];
  return startServer({
    ...common,
    args: [...tsx, "watch", "--clear-screen=false", "server/main.ts", "--only", "server"],
    isReady: () => waitForAnswer(settings, "/healthz", (status) => status === 200),
  });
}

/** @param {{ development: boolean }} options */
export async function run({ development }) {
  const settings = readSettings();
  const lock = await takeLock(path.join(settings.dataDir, "run.lock"), {
    facts: { port: settings.port },
    waitMs: QUICK_MS,
    stoppingMs: DRAIN_MS,
  });
  if ("holder" in lock) {
    throw new Stop(
      `The data folder ${settings.dataDir} is in use by process ${lock.holder.pid} on port ${lock.holder.port}. A second copy needs a DATA_DIR and a PORT of its own.`,
    );
  }
  if (lock.recovered) say("The last run was cut off; repairing what it left.");
  const stop = stopper(lock);
  const onSignal = (signal) => {
    say(`\n${signal}: finishing what is under way, then stopping …`);
    void stop.stop().then(() => {
      say("Stopped.");
      process.exit(0);
    });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => onSignal(signal));
  watchParent(() => onSignal("npm is gone"));
  try {
    await startAll(settings, stop, lock.recovered, development);
  } catch (error) {
    // What fails once everything is being stopped fails because of that.
    if (stop.isStopping()) return;
    await stop.stop();
    throw error;
  }
}
