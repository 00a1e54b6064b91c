// A lock file that names its holder, so that one left by a killed process is told from a live one.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** When a process began, so that another one with the same pid is not taken for it; "" where that can't be known. */
function startOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isAlive(holder) {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  return startOf(holder.pid) === holder.start;
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/**
 * Takes the lock, waiting up to `waitMs` for a holder to end (and longer for one that says it is stopping).
 * @param {string} file
 * @param {{ facts?: Record<string, unknown>, waitMs: number, stoppingMs?: number }} options
 * @returns {Promise<{ holder: Record<string, unknown> } | { recovered: boolean, update: (facts: object) => void, release: () => void }>}
 */
export async function takeLock(file, { facts = {}, waitMs, stoppingMs = 0 }) {
  const own = { pid: process.pid, start: startOf(process.pid), ...facts };
  const started = Date.now();
  let recovered = false;
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(own), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = readHolder(file);
    if (holder && isAlive(holder)) {
      if (Date.now() - started > (holder.stopping ? stoppingMs : waitMs)) return { holder };
      await wait(200);
    } else {
      // A file that is being written reads as nothing for a moment.
      if (!holder) await wait(200);
      const again = readHolder(file);
      if (!again || !isAlive(again)) rmSync(file, { force: true });
      recovered = true;
    }
  }
  return {
    recovered,
    update: (more) => {
      try {
        writeFileSync(file, JSON.stringify({ ...own, ...more }));
      } catch {
        // The folder is gone: then nobody waits for this lock either.
      }
    },
    release: () => rmSync(file, { force: true }),
  };
}
