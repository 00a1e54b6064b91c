import pino, { type Logger } from "pino";
import { env } from "@/lib/env";

let logger: Logger | undefined;

/** The process's log: JSON lines on stdout. Never keys, query strings or personal data. */
export function log(): Logger {
  logger ??= pino({ level: env().LOG_LEVEL, base: { pid: process.pid } });
  return logger;
}
