// The embedded database of a DATA_DIR: found or made, started, and its address.
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { embeddedBinaries, reachableBinaries, repairLinks } from "./binaries.mjs";
import { dataVersion, isMade, makeCluster, makeHome, startCluster, stopCluster } from "./cluster.mjs";
import { canReach, databaseUser } from "./os-user.mjs";

/** Sorting and case are the same on every machine, whatever its locale. */
const LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
const DATABASE = "app";

/** A folder that the database's user can reach: in DATA_DIR, else in the system's place for such data. */
async function placeOf(dataDir, user, say) {
  const inside = path.join(dataDir, "postgres");
  if (canReach(user, dataDir)) return inside;
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  const outside = path.join("/var/lib/user-activity-view", name);
  say(`The user ${user.name} can't reach ${dataDir}: the database lies in ${outside}.`);
  return outside;
}

async function passwordOf(dataDir, cluster, say) {
  const file = path.join(dataDir, "postgres-password");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  if (isMade(cluster)) {
    if (cluster.home.startsWith(dataDir)) {
      throw new Error(
        `${file} is missing, so nobody can log in to the database in ${cluster.home}: put it back, or remove that folder.`,
      );
    }
    say(`${dataDir} is new: the database of an earlier one in ${cluster.home} is removed.`);
    await stopCluster(cluster);
    await rm(cluster.home, { recursive: true, force: true });
    await makeHome(cluster);
  }
  const password = randomBytes(24).toString("base64url");
  await writeFile(`${file}.new`, `${password}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return password;
}

/** Connects, waiting while the server finishes its recovery; makes the database when it is missing. */
async function ensureDatabase(adminUrl) {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/**
 * Starts the embedded PostgreSQL of a data folder.
 * @param {{ dataDir: string, say: (line: string) => void }} options
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startEmbedded({ dataDir, say }) {
  const binaries = embeddedBinaries();
  await repairLinks(binaries.root);
  const user = databaseUser();
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const home = await placeOf(dataDir, user, say);
  const cluster = { home, user, programs: binaries.root };
  await makeHome(cluster);
  const password = await passwordOf(dataDir, cluster, say);
  cluster.programs = await reachableBinaries(binaries, user, home, say);

  if (!isMade(cluster)) {
    say("Making the database …");
    await makeCluster(cluster, password, LOCALE);
  }
  const major = binaries.version.split(".")[0];
  if (dataVersion(cluster) !== major) {
    throw new Error(
      `The data in ${home} are of PostgreSQL ${dataVersion(cluster)} and this version brings ${major}: dump them with the old version, or use another DATA_DIR.`,
    );
  }
  const { port, adopted, repaired } = await startCluster(cluster);
  if (repaired) say("The database had not been shut down; it recovers by itself.");
  say(adopted ? `Found the database still running on port ${port}.` : `PostgreSQL ${major} runs on 127.0.0.1:${port}.`);
  const base = `postgres://postgres:${password}@127.0.0.1:${port}`;
  await ensureDatabase(`${base}/postgres`);
  return { url: `${base}/${DATABASE}`, stop: () => stopCluster(cluster) };
}
