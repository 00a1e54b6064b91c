// One database cluster on disk: made once, started, adopted when it still runs, stopped. `pg_ctl` gives the server a
// session of its own, so a terminal's Ctrl-C reaches us and not the database.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { appendFile, chown, mkdir, rename, rm, stat, truncate, writeFile } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";

const LOG_LIMIT_BYTES = 20_000_000;

const SETTINGS = `
# Ours. Reached over loopback only; the port and the size of the cache are given at each start.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
max_wal_size = 2GB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
`;

/**
 * @typedef {object} Cluster
 * @property {string} programs folder with bin, lib and share, or with the programs themselves
 * @property {string} home folder of the cluster; `data` and `server.log` lie in it
 * @property {import("./os-user.mjs").OsUser | null} user
 * @property {string} [settings] more lines for postgresql.conf
 */

const dataOf = (cluster) => path.join(cluster.home, "data");

/**
 * glibc gives a statement's memory back to the system at its end and gets it again for the next one: a twelfth of the
 * server's time under single batches, measured. Other libraries don't know these names.
 */
const KEPT_MEMORY = {
  MALLOC_TOP_PAD_: String(4 << 20),
  MALLOC_TRIM_THRESHOLD_: String(64 << 20),
  MALLOC_MMAP_THRESHOLD_: String(32 << 20),
};

/** An eighth of the memory that this process may use, 128 MB to 2 GB. PostgreSQL takes it only as data come to fill it. */
function sharedBuffersMb() {
  const limit = process.constrainedMemory() || Number.POSITIVE_INFINITY;
  const megabytes = Math.floor(Math.min(os.totalmem(), limit) / 8 / 2 ** 20);
  return Math.min(Math.max(megabytes, 128), 2_048);
}

/** Runs one of PostgreSQL's programs to its end. */
function run(cluster, program, args) {
  const bin = existsSync(path.join(cluster.programs, "bin")) ? path.join(cluster.programs, "bin") : cluster.programs;
  const ids = cluster.user ? { uid: cluster.user.uid, gid: cluster.user.gid } : {};
  return new Promise((resolve, reject) => {
    // pg_ctl's server would keep a pipe open, so only stderr is read, until the program itself exits.
    const child = spawn(path.join(bin, program), args, {
      ...ids,
      cwd: cluster.home,
      stdio: ["ignore", "ignore", "pipe"],
      env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", ...KEPT_MEMORY },
    });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr = (stderr + chunk).slice(-2_000);
    });
    child.on("error", reject);
    child.on("exit", (code) => {
      child.stderr.destroy();
      resolve({ code, stderr: stderr.trim() });
    });
  });
}

function lastLogLines(cluster) {
  try {
    return readFileSync(path.join(cluster.home, "server.log"), "utf8").trim().split("\n").slice(-8).join("\n");
  } catch {
    return "";
  }
}

/** True when `initdb` ran to its end here. */
export const isMade = (cluster) => existsSync(path.join(dataOf(cluster), "PG_VERSION"));

/** The major version that the data on disk are of. */
export const dataVersion = (cluster) => readFileSync(path.join(dataOf(cluster), "PG_VERSION"), "utf8").trim();

/**
 * Makes the cluster beside its final place and moves it there whole, so that an interrupted run leaves nothing.
 * @param {Cluster} cluster
 * @param {string} password of the superuser "postgres"
 * @param {string[]} localeFlags
 */
export async function makeCluster(cluster, password, localeFlags) {
  const unfinished = path.join(cluster.home, "data.unfinished");
  const passwordFile = path.join(cluster.home, "password.unfinished");
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (cluster.user) await chown(passwordFile, cluster.user.uid, cluster.user.gid);
  try {
    const made = await run(cluster, "initdb", [
      `--pgdata=${unfinished}`,
      "--username=postgres",
      "--auth=scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--encoding=UTF8",
      ...localeFlags,
    ]);
    if (made.code !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await appendFile(path.join(unfinished, "postgresql.conf"), `${SETTINGS}${cluster.settings ?? ""}`);
  await rename(unfinished, dataOf(cluster));
}

/** Makes the cluster's folder, owned by the user that runs the database. */
export async function makeHome(cluster) {
  await mkdir(cluster.home, { recursive: true, mode: 0o711 });
  if (cluster.user) await chown(cluster.home, cluster.user.uid, cluster.user.gid);
}

/** Pid and port of the server as its lock file states them; null without one. */
function lockFile(cluster) {
  try {
    const lines = readFileSync(path.join(dataOf(cluster), "postmaster.pid"), "utf8").split("\n");
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return { pid: Number.isInteger(pid) && pid > 0 ? pid : 0, port: Number.isInteger(port) ? port : 0 };
  } catch {
    return null;
  }
}

/** True when the process exists and is the server of this very folder; after a reboot its pid may be anybody's. */
function isServer(cluster, pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  if (process.platform !== "linux") return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(dataOf(cluster));
  } catch {
    return false;
  }
}

const answers = (port) =>
  new Promise((resolve) => {
    const socket = net.connect({ host: "127.0.0.1", port, timeout: 2_000 });
    const done = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket.once("connect", () => done(true));
    socket.once("error", () => done(false));
    socket.once("timeout", () => done(false));
  });

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Empties a log that has grown large; called only while no server writes it. */
async function limitLog(file) {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await truncate(file);
}

/**
 * Starts the server on a free loopback port, or adopts the one that still runs.
 * @param {Cluster} cluster
 * @returns {Promise<{ port: number, adopted: boolean, repaired: boolean }>}
 */
export async function startCluster(cluster) {
  const data = dataOf(cluster);
  const log = path.join(cluster.home, "server.log");
  let repaired = false;
  let failure = "";
  for (let attempt = 0; attempt < 5; attempt++) {
    const lock = lockFile(cluster);
    if (lock && isServer(cluster, lock.pid)) {
      if (lock.port && (await answers(lock.port))) return { port: lock.port, adopted: true, repaired };
    } else if (lock) {
      await rm(path.join(data, "postmaster.pid"), { force: true });
      repaired = true;
    }
    await limitLog(log);
    const port = await freePort();
    const started = await run(cluster, "pg_ctl", [
      "start",
      "--wait",
      "--timeout=120",
      "--silent",
      `--pgdata=${data}`,
      `--log=${log}`,
      `--options=-p ${port} -c shared_buffers=${sharedBuffersMb()}MB`,
    ]);
    if (started.code === 0) return { port, adopted: false, repaired };
    failure = `${started.stderr}\n${lastLogLines(cluster)}`.trim();
    // Backends of a killed server let go of its memory within moments; a taken port needs another one.
    await new Promise((resolve) => setTimeout(resolve, 500 * (attempt + 1)));
  }
  throw new Error(`The embedded PostgreSQL does not start.\n${failure}`);
}

/** Stops the server: open transactions are rolled back, data are written. */
export async function stopCluster(cluster) {
  const lock = lockFile(cluster);
  if (!lock || !isServer(cluster, lock.pid)) return;
  const args = ["stop", "--wait", "--timeout=60", "--silent", "--mode=fast", `--pgdata=${dataOf(cluster)}`];
  const stopped = await run(cluster, "pg_ctl", args);
  if (stopped.code !== 0) throw new Error(`The embedded PostgreSQL does not stop: ${stopped.stderr}`);
}
