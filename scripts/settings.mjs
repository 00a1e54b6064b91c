// What the variables of the environment (and a .env file) ask for, before anything is started.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Stop } from "./say.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The secret of the embedded database's installation: made once, readable by its owner only. */
function ownSecret(dataDir) {
  const file = path.join(dataDir, "app-secret");
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, "utf8").trim();
}

/**
 * @returns {{ dataDir: string, host: string, port: number, publicUrl: string, databaseUrl: string | undefined,
 *   secret: string, seed: "demo" | "none", seedAsked: boolean }}
 */
export function readSettings() {
  const dotEnv = path.join(root, ".env");
  if (existsSync(dotEnv)) process.loadEnvFile(dotEnv);
  const { DATABASE_URL, APP_SECRET, SEED, HOST = "127.0.0.1", PORT = "3000", PUBLIC_URL } = process.env;
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Stop(`PORT: ${PORT} is not a port.`);
  if (SEED !== undefined && SEED !== "demo" && SEED !== "none") throw new Stop("SEED takes demo or none.");
  if (DATABASE_URL && !APP_SECRET) {
    throw new Stop(
      "DATABASE_URL needs APP_SECRET too: at least 32 random characters, the same at every start and on every copy.",
    );
  }
  if (APP_SECRET !== undefined && APP_SECRET.length < 32) throw new Stop("APP_SECRET has fewer than 32 characters.");
  const dataDir = path.resolve(root, process.env.DATA_DIR ?? ".data");
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const anywhere = HOST === "0.0.0.0" || HOST === "::";
  const name = anywhere ? "localhost" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return {
    dataDir,
    host: HOST,
    port,
    publicUrl: new URL(PUBLIC_URL ?? `http://${name}:${port}`).origin,
    databaseUrl: DATABASE_URL || undefined,
    secret: APP_SECRET ?? ownSecret(dataDir),
    seed: SEED ?? (DATABASE_URL ? "none" : "demo"),
    seedAsked: SEED === "demo",
  };
}
