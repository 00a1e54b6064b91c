// Bundles the machines' door and the programs that `npm start` runs into dist/; packages stay outside.

import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild";

/** Each becomes dist/<name>.mjs. */
const ENTRIES = { server: "server/main.ts", seed: "scripts/seed.ts", "setup-token": "scripts/setup-token.ts" };

export async function bundle() {
  await build({
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    entryPoints: ENTRIES,
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20.19",
    sourcemap: true,
    logLevel: "warning",
  });
  // Its helper process would stay as long as this one.
  await stop();
}
