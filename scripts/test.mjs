// `npm test`: everything that a change has to pass, in the order of what fails fastest. CI runs this and nothing else.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./chromium.mjs";
import { checkNode, ensureInstalled } from "./install.mjs";
import { main, Stop, say } from "./say.mjs";
import { readPlaywright, readVitest } from "./test-reports.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const results = path.join(root, "test-results");
const bin = (name) => path.join(root, "node_modules", ...name.split("/"));
const OLD_POSTGRES = "15";

/** Counts of all parts, and what failed; a part that is no test suite counts as one. */
const total = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** Adds what a part gave; its name goes before each failure. */
function count(part, { passed = 0, failed = 0, skipped = 0, failures = [] }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  total.failures.push(...failures.map((line) => `${part}: ${line}`));
}

function runNode(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    });
    child.on("error", () => resolve(1));
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Counts a part that has no tests of its own as one that failed. */
const fail = (part, why) => count(part, { failed: 1, failures: [why] });

/** A check that either holds or not. */
async function check(name, args) {
  say(`\n== ${name}`);
  const code = await runNode(args);
  if (code === 0) count(name, { passed: 1 });
  else fail(name, `ended with ${code}`);
}

/** Counts the JSON report of a suite; one that left none, or failed without a failed test, failed whole. */
function countReport(name, file, code, read) {
  if (!existsSync(file)) return fail(name, `left no report, ended with ${code}`);
  const outcome = read(JSON.parse(readFileSync(file, "utf8")));
  count(name, outcome);
  if (code !== 0 && outcome.failed === 0) fail(name, `ended with ${code} though no test failed`);
}

async function vitest(name, project, env = {}) {
  say(`\n== ${name}`);
  const report = path.join(results, `${name.replace(/\W+/g, "-")}.json`);
  rmSync(report, { force: true });
  const args = [
    bin("vitest/vitest.mjs"),
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const code = await runNode(args, env);
  countReport(name, report, code, (json) => readVitest(json, root));
}

async function playwright() {
  say("\n== Playwright");
  const report = path.join(results, "playwright.json");
  rmSync(report, { force: true });
  const code = await runNode([bin("@playwright/test/cli.js"), "test", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  countReport("Playwright", report, code, readPlaywright);
}

const aptInstall = (name) => {
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) return false;
  say(`Installing ${name} by apt-get …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore", env: environment });
  return (
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], {
      stdio: "ignore",
      env: environment,
    }).status === 0
  );
};

const hasOldPostgres = () => existsSync(`/usr/lib/postgresql/${OLD_POSTGRES}/bin/initdb`);

/** The integration tests once more on the oldest PostgreSQL that is supported, where it can be had. */
async function oldPostgres() {
  if (!hasOldPostgres()) aptInstall(`postgresql-${OLD_POSTGRES}`);
  if (hasOldPostgres()) {
    await vitest(`integration on PostgreSQL ${OLD_POSTGRES}`, "integration", { TEST_PG: OLD_POSTGRES });
  } else {
    say(`\n== integration on PostgreSQL ${OLD_POSTGRES}: skipped, it is neither installed nor to be had by apt-get`);
    count("PostgreSQL 15", { skipped: 1 });
  }
}

async function browserTests() {
  if (!findChromium() && !aptInstall("chromium-headless-shell")) aptInstall("chromium");
  if (findChromium()) return playwright();
  const why = "there is no browser. Install Chromium (apt-get install chromium) or set CHROME_PATH to one.";
  say(`\n== Playwright: ${why}`);
  fail("Playwright", why);
}

main(async () => {
  const started = Date.now();
  checkNode();
  await ensureInstalled();
  const { ensureConsoleBuilt, ensureServerBuilt } = await import("./build.mjs");
  mkdirSync(results, { recursive: true });
  await ensureServerBuilt();
  await check("lint", [bin("@biomejs/biome/bin/biome"), "check", "."]);
  await check("types", [bin("typescript/bin/tsc"), "--noEmit", "-p", "tsconfig.check.json"]);
  await vitest("unit", "unit");
  await vitest("integration on PostgreSQL 18", "integration");
  await oldPostgres();
  try {
    say("");
    await ensureConsoleBuilt();
    await browserTests();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    fail("console", error.message);
  }
  say(`\nTook ${Math.round((Date.now() - started) / 1000)} s.`);
  // Last, so that they are there where a log was cut.
  for (const line of total.failures) say(`FAILED ${line}`);
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(total.failed > 0 ? 1 : 0);
});
