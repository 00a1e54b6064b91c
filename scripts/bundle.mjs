// Bundles the machines' door and the programs that `npm start` runs into dist/; packages stay outside.

import { rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, stop } from "esbuild";
import { Stop } from "./say.mjs";

/** Each becomes dist/<name>.mjs; what several need, or load only later, lies in dist/chunks. */
const ENTRIES = { server: "server/main.ts", seed: "scripts/seed.ts", "setup-token": "scripts/setup-token.ts" };

export async function bundle() {
  const root = fileURLToPath(new URL("..", import.meta.url));
  rmSync(path.join(root, "dist", "chunks"), { recursive: true, force: true });
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ENTRIES,
      outdir: "dist",
      outExtension: { ".js": ".mjs" },
      bundle: true,
      splitting: true,
      chunkNames: "chunks/[name]-[hash]",
      packages: "external",
      platform: "node",
      format: "esm",
      target: "node20.19",
      sourcemap: true,
      logLevel: "silent",
    });
  } catch (error) {
    throw new Stop(`Building the server failed.\n${error.message}`);
  } finally {
    // Its helper process would stay as long as this one.
    await stop();
  }
}
