// Installs the packages when they are missing or the lock file changed. Needs nothing but Node and npm.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Stop, withProgress } from "./say.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}node_modules/.installed-for`;
const [MAJOR, MINOR] = [20, 19];

/** Stops with a sentence on a Node that is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < MAJOR || (major === MAJOR && minor < MINOR)) {
    throw new Stop(`Node ${MAJOR}.${MINOR} or newer is needed; this is ${process.versions.node}.`);
  }
}

/** npm's settings of an outer run would change what the inner one installs. */
function cleanEnvironment() {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:config|lifecycle|package|command|execpath|node)/i.test(name) && name !== "NODE_ENV",
  );
  return Object.fromEntries(entries);
}

function npmCi() {
  return new Promise((resolve, reject) => {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const child = spawn(
      npm,
      ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
      {
        cwd: root,
        env: cleanEnvironment(),
        stdio: ["ignore", "ignore", "pipe"],
        shell: process.platform === "win32",
      },
    );
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors = (errors + chunk).slice(-4_000);
    });
    child.on("error", (error) => reject(new Stop(`npm can't be run: ${error.message}`)));
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Stop(`npm ci failed.\n${errors.trim()}`))));
  });
}

/** Brings node_modules in line with package-lock.json. */
export async function ensureInstalled() {
  const wanted = createHash("sha256")
    .update(readFileSync(`${root}package-lock.json`))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await withProgress("Installing packages", npmCi);
  writeFileSync(stamp, wanted);
}
