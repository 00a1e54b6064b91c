// The database of an installation: the embedded one or that of DATABASE_URL, brought up to date.
import pg from "pg";
import { migrate } from "./migrate.mjs";
import { startEmbedded } from "./postgres/embedded.mjs";
import { Stop } from "./say.mjs";

/** Runs one statement outside of any pool. */
export async function once(url, text, values = []) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}

/**
 * @param {{ dataDir: string, databaseUrl: string | undefined }} settings
 * @param {(line: string) => void} say
 * @returns {Promise<{ url: string, embedded: boolean, stop: () => Promise<void> }>}
 */
export async function openDatabase({ dataDir, databaseUrl }, say) {
  if (!databaseUrl) return { ...(await startEmbedded({ dataDir, say })), embedded: true };
  try {
    await once(databaseUrl, "SELECT 1");
  } catch (error) {
    throw new Stop(`The database of DATABASE_URL can't be used: ${error.message || error.code}.`);
  }
  return { url: databaseUrl, embedded: false, stop: async () => {} };
}

/** Applies what is missing of prisma/migrations. */
export async function migrateDatabase(url, say) {
  const names = await migrate(url).catch((error) => {
    throw new Stop(error.message);
  });
  if (names.length > 0) say(`Database migrated: ${names.join(", ")}.`);
}

/** Empties the embedded database whole. */
export async function recreateEmbedded(url) {
  const admin = new URL(url);
  const name = admin.pathname.slice(1);
  admin.pathname = "/postgres";
  await once(admin.href, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await once(admin.href, `CREATE DATABASE ${name}`);
}

export async function hasOrganization(url) {
  const [row] = await once(url, "SELECT EXISTS (SELECT FROM organization) AS found");
  return row.found;
}
