import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { embeddedBinaries, reachableBinaries, repairLinks } from "../scripts/postgres/binaries.mjs";
import { makeCluster, makeHome, startCluster, stopCluster } from "../scripts/postgres/cluster.mjs";
import { databaseUser } from "../scripts/postgres/os-user.mjs";

/** Nothing here has to outlive a power cut; everything else is as in production. */
const SETTINGS = "fsync = off\nmax_connections = 300\n";

export type TestCluster = { readonly url: string; readonly version: string; readonly stop: () => Promise<void> };

/**
 * A PostgreSQL of the tests' own in a folder of its own: the embedded one, or with TEST_PG (such as 15) Debian's.
 * Throws a plain sentence when that one is not installed. `url` has no database name.
 */
export async function startTestCluster(version = process.env.TEST_PG ?? ""): Promise<TestCluster> {
  const user = databaseUser();
  const home = await mkdtemp(path.join(tmpdir(), "test-postgres-"));
  const cluster = { home, user, settings: SETTINGS, programs: "" };
  await makeHome(cluster);
  if (version) {
    cluster.programs = `/usr/lib/postgresql/${version}`;
    if (!existsSync(path.join(cluster.programs, "bin/initdb"))) {
      throw new Error(`PostgreSQL ${version} is not installed in ${cluster.programs}.`);
    }
  } else {
    const binaries = embeddedBinaries();
    await repairLinks(binaries.root);
    cluster.programs = await reachableBinaries(binaries, user, home, () => {});
  }
  const password = randomBytes(12).toString("hex");
  // PostgreSQL 15 has no builtin locale provider.
  const locale = version
    ? ["--locale=C.UTF-8"]
    : ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  await makeCluster(cluster, password, locale);
  const { port } = await startCluster(cluster);
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}`,
    version: version || "18",
    stop: async () => {
      await stopCluster(cluster);
      await rm(home, { recursive: true, force: true });
    },
  };
}
