// PostgreSQL refuses to run as root: then it runs as the user "postgres", made when missing.
import { spawnSync } from "node:child_process";

/** @typedef {{ name: string, uid: number, gid: number }} OsUser */

const NAME = "postgres";

function idOf(flag) {
  const result = spawnSync("id", [flag, NAME], { encoding: "utf8" });
  return result.status === 0 ? Number(result.stdout) : null;
}

/**
 * The user to run the database as; null when the current one will do.
 * @returns {OsUser | null}
 */
export function databaseUser() {
  if (process.getuid?.() !== 0) return null;
  if (idOf("-u") === null) {
    const made = spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", NAME], {
      encoding: "utf8",
    });
    if (made.status !== 0) {
      throw new Error(
        `PostgreSQL does not run as root and the user "${NAME}" could not be made (${(made.stderr || made.error?.message || "").trim()}). Start as another user, or set DATABASE_URL.`,
      );
    }
  }
  const [uid, gid] = [idOf("-u"), idOf("-g")];
  if (uid === null || gid === null) throw new Error(`The user "${NAME}" has no ids.`);
  return { name: NAME, uid, gid };
}

/**
 * True when the user can enter the folder (each folder above it counts).
 * @param {OsUser | null} user
 * @param {string} folder
 */
export function canReach(user, folder) {
  if (!user) return true;
  const { uid, gid } = user;
  return spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], { uid, gid, cwd: "/" }).status === 0;
}
