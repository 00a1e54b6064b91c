import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { heldBytes } from "./body-budget";

/** Prometheus metrics of this process. Labels hold route patterns and statuses: no names, no keys, no paths. */
export const registry = new Registry();

export const requestSeconds = new Histogram({
  name: "http_request_duration_seconds",
  help: "Time from the request's head to the response's end, by route pattern, method and status.",
  labelNames: ["route", "method", "status"] as const,
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
});

export const consoleStarts = new Counter({
  name: "console_starts_total",
  help: "How often the console process was started.",
  registers: [registry],
});

export const filledDefaultPartitions = new Gauge({
  name: "default_partition_filled",
  help: "1 for a table whose default partition holds rows, which no month's partition took: an alarm.",
  labelNames: ["table"] as const,
  registers: [registry],
});

export const rateLimited = new Counter({
  name: "rate_limited_requests_total",
  help: "Requests that a rate limit refused, by what was exceeded.",
  labelNames: ["limit"] as const,
  registers: [registry],
});

export const maintenanceFailures = new Counter({
  name: "maintenance_failures_total",
  help: "Daily maintenance runs that failed.",
  registers: [registry],
});

export const jobTroubles = new Counter({
  name: "job_troubles_total",
  help: "Scheduled jobs that failed, and troubles of the queue that they wait in.",
  registers: [registry],
});

/** Registers the metrics that are read from elsewhere at each scrape, and Node's own. */
export function startMetrics(): void {
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "http_body_bytes_held",
    help: "Bytes of request bodies held at this moment.",
    registers: [registry],
    collect() {
      this.set(heldBytes());
    },
  });
}
