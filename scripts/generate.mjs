// Makes the Prisma client in lib/generated. The Prisma CLI would download a schema engine that `generate` does
// not need; any file that exists in its place keeps it offline.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const prisma = fileURLToPath(new URL("../node_modules/prisma/build/index.js", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));

const result = spawnSync(process.execPath, [prisma, "generate", "--no-hints"], {
  cwd: root,
  encoding: "utf8",
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
});
if (result.status !== 0) {
  process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}\nThe Prisma client could not be generated.\n`);
  process.exit(1);
}
