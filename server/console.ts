import { rmSync } from "node:fs";
import { createServer } from "node:http";
import next from "next";
import { env } from "@/lib/env";
import { flushProfileViews } from "@/lib/settings/record-profile-view";
import { parseConsoleAddress } from "./console-address";
import { log } from "./http/log";

/** After this long open connections are cut, ms. */
const GRACE_MS = 8_000;

/**
 * The console process: Next behind the machines' door, on a Unix socket or a loopback port. Ends when its parent
 * does, also when that one was killed.
 */
export async function runConsole(): Promise<void> {
  const { CONSOLE_LISTEN, NODE_ENV, PUBLIC_URL } = env();
  if (!CONSOLE_LISTEN) throw new Error("CONSOLE_LISTEN says where the console listens: a socket's path or host:port.");
  const address = parseConsoleAddress(CONSOLE_LISTEN);
  const publicUrl = new URL(PUBLIC_URL);
  const server = createServer();
  const app = next({
    dev: NODE_ENV === "development",
    hostname: publicUrl.hostname,
    port: Number(publicUrl.port) || (publicUrl.protocol === "https:" ? 443 : 80),
    httpServer: server,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  const upgrade = app.getUpgradeHandler();
  server.on("request", (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log().error({ err: error }, "a page failed");
      response.destroy();
    });
  });
  server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head).catch(() => socket.destroy()));
  // The door keeps connections to here alive; the end of an idle one must be its decision.
  server.keepAliveTimeout = 0;

  if ("socketPath" in address) rmSync(address.socketPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen("socketPath" in address ? { path: address.socketPath } : address, resolve);
  });
  log().info("the console is ready");
  process.send?.("ready");

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close(() => void flushProfileViews().finally(() => process.exit(0)));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), GRACE_MS).unref();
  };
  process.on("SIGTERM", stop);
  // A terminal's Ctrl-C reaches every process; the door tells this one when its turn has come.
  process.on("SIGINT", () => {
    if (!process.connected) stop();
  });
  process.on("disconnect", stop);
}
