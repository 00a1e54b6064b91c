import { createServer, type Server } from "node:http";
import { env } from "@/lib/env";
import { drain } from "@/lib/ingest";
import {
  closeDatabase,
  ensureComingPartitions,
  filledDefaultPartitions,
  loadWorker,
  startMaintenance,
  waitForDatabase,
} from "@/lib/jobs";
import { closeStreams } from "@/lib/live";
import { flushProfileViews } from "@/lib/settings/record-profile-view";
import { createApp } from "./app";
import { ownConsoleAddress, parseConsoleAddress } from "./console-address";
import { startConsoleProcess } from "./console-process";
import { doorListener } from "./http/door";
import { reasonOf } from "./http/errors";
import { log } from "./http/log";
import { filledDefaultPartitions as filledGauge, jobTroubles, maintenanceFailures, startMetrics } from "./http/metrics";
import { consoleProxy } from "./http/proxy";
import { startMetricsServer } from "./metrics-server";

const DATABASE_WAIT_SECONDS = 60;
/** After this long a shutdown no longer waits for anybody, ms. */
const GRACE_MS = 10_000;

function reportDefaults(filled: readonly string[]): void {
  filledGauge.reset();
  for (const table of filled) {
    filledGauge.set({ table }, 1);
    log().error({ table }, "a default partition holds rows: no month's partition took them");
  }
}

function listen(server: Server): Promise<void> {
  const { HOST, PORT } = env();
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const taken = "code" in error && error.code === "EADDRINUSE";
      reject(taken ? new Error(`Port ${PORT} of ${HOST} is taken: set PORT to another one.`) : error);
    });
    server.listen(PORT, HOST, resolve);
  });
}

/** Boots the machines' door, and the console process behind it unless that one is run elsewhere. */
export async function runServer(only: boolean): Promise<void> {
  const { CONSOLE_LISTEN, DATA_DIR, METRICS_PORT, NODE_ENV, PUBLIC_URL } = env();
  if (!(await waitForDatabase(DATABASE_WAIT_SECONDS))) throw new Error("The database does not answer.");
  await ensureComingPartitions(Date.now());
  reportDefaults(await filledDefaultPartitions());
  startMetrics();

  const address = CONSOLE_LISTEN ?? (only ? null : ownConsoleAddress(DATA_DIR));
  const proxy = address ? consoleProxy(parseConsoleAddress(address)) : null;
  // Node's own limits on slow clients stay: 60 s for the head, 300 s for a request.
  const server = createServer({ keepAliveTimeout: 65_000 }, doorListener(createApp(), proxy));
  // Only reloading in development needs sockets. Who listens gets every request that offers an upgrade, and clients
  // such as Java's offer HTTP/2 with plain ones.
  if (proxy && NODE_ENV === "development") server.on("upgrade", proxy.upgrade);
  await listen(server);
  const child = only || !address ? null : startConsoleProcess(address);
  const metricsServer = METRICS_PORT === undefined ? null : await startMetricsServer(METRICS_PORT);
  const stopMaintenance = startMaintenance(
    (report) => {
      reportDefaults(report.filledDefaults);
      log().info(report, "daily maintenance");
    },
    (error) => {
      maintenanceFailures.inc();
      log().error({ err: error }, "daily maintenance failed; it is tried again tomorrow");
    },
  );
  const worker = loadWorker((what, error) => {
    jobTroubles.inc();
    log().warn({ reason: reasonOf(error) }, what);
  });
  log().info({ url: PUBLIC_URL }, "the server is ready");
  process.send?.("ready");

  let stopping = false;
  const stop = async (reason: string) => {
    if (stopping) return;
    stopping = true;
    log().info({ reason }, "shutting down");
    setTimeout(() => {
      log().warn("shutdown took too long; open connections are cut");
      process.exit(0);
    }, GRACE_MS).unref();
    stopMaintenance();
    metricsServer?.close();
    const closed = new Promise((resolve) => server.close(resolve));
    // Who keeps a connection open is told to let go of it with the next answer.
    server.prependListener("request", (_, response) => response.setHeader("connection", "close"));
    setInterval(() => server.closeIdleConnections(), 100).unref();
    await closeStreams();
    await child?.stop(GRACE_MS - 2_000);
    proxy?.close();
    await closed;
    await (await worker).stop();
    await drain();
    await flushProfileViews();
    await closeDatabase();
    process.exit(0);
  };
  for (const reason of ["SIGTERM", "SIGINT", "disconnect"]) process.on(reason, () => void stop(reason));
}
