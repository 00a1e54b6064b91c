// Builds what changed: the Prisma client, the console (Next) and the machines' door (esbuild). A stamp of the sources
// tells whether there is anything to do; a lock lets two copies of one checkout share the result.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { runChild } from "./child.mjs";
import { takeLock } from "./lock.mjs";
import { main, Stop, withProgress } from "./say.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const at = (...parts) => path.join(root, ...parts);

const CONSOLE_SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema",
  "package-lock.json",
  "tsconfig.json",
  "next.config.mjs",
  "postcss.config.mjs",
];
const SERVER_SOURCES = ["server", "lib", "scripts", "prisma/schema", "package-lock.json", "tsconfig.json"];
const TESTS = /\.(?:int\.)?test\.tsx?$/;

/** A hash over the content of files and folders; tests and generated code do not count. */
function hashOf(sources) {
  const hash = createHash("sha256");
  const add = (name) => {
    if (name === path.join("lib", "generated") || TESTS.test(name) || !existsSync(at(name))) return;
    const entries = statSync(at(name)).isDirectory() ? readdirSync(at(name)).sort() : null;
    if (entries) for (const entry of entries) add(path.join(name, entry));
    else
      hash
        .update(name)
        .update("\0")
        .update(readFileSync(at(name)))
        .update("\0");
  };
  for (const source of sources) add(source);
  return hash.digest("hex");
}

const run = (what, args) =>
  runChild({ what, args, environment: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } });

/** A step that is done again only when its sources changed since it succeeded. */
async function step(name, sources, isThere, work) {
  const stamp = at("dist", `${name}.stamp`);
  const wanted = hashOf(sources);
  if (isThere() && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(at("dist"), { recursive: true });
  writeFileSync(stamp, wanted);
}

async function locked(work) {
  mkdirSync(at("dist"), { recursive: true });
  const lock = await takeLock(at("dist", "build.lock"), { waitMs: 600_000 });
  if ("holder" in lock) throw new Stop("Another build of this folder has been running for ten minutes.");
  try {
    return await work();
  } finally {
    lock.release();
  }
}

const generate = () =>
  step(
    "client",
    ["prisma/schema", "package-lock.json"],
    () => existsSync(at("lib/generated/prisma/client.ts")),
    () => run("Making the Prisma client", ["scripts/generate.mjs"]),
  );

/** The Prisma client and the bundles of the machines' door and the seed: seconds. */
export const ensureServerBuilt = () =>
  locked(async () => {
    await generate();
    await step(
      "server",
      SERVER_SOURCES,
      () => existsSync(at("dist/server.mjs")),
      async () => (await import("./bundle.mjs")).bundle(),
    );
  });

/** The console, half a minute when anything changed. */
export const ensureConsoleBuilt = () =>
  locked(async () => {
    await generate();
    await step(
      "console",
      CONSOLE_SOURCES,
      () => existsSync(at(".next/BUILD_ID")),
      () =>
        withProgress("Building the console", () =>
          run("Building the console", ["node_modules/next/dist/bin/next", "build"]),
        ),
    );
  });

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(async () => {
    await ensureServerBuilt();
    await ensureConsoleBuilt();
  });
}
