/** Of Node's sockets, of the pool, and of Prisma's own (P1001 and such). */
const CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EPIPE",
  "ENOENT",
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
]);

/** Classes of SQLSTATE: connection gone (08), shut down or starting (57P0), out of disk, memory or connections (53). */
const STATES = /^(?:08...|57P0.|53...|25006)$/;

/** What `pg` says without a code. */
const MESSAGES =
  /^(?:timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Query read timeout)/;

/**
 * True when an error means that the database can't be used now: nothing was stored, come back later. Looks through
 * causes, since Prisma wraps the driver's errors.
 */
export function isDatabaseUnavailable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 4) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (CODES.has(code) || STATES.test(code) || MESSAGES.test(error.message)) return true;
  if (error instanceof AggregateError && error.errors.some((each) => isDatabaseUnavailable(each, depth + 1)))
    return true;
  const driver = "meta" in error && error.meta && typeof error.meta === "object" ? error.meta : {};
  const wrapped = "driverAdapterError" in driver ? driver.driverAdapterError : undefined;
  return isDatabaseUnavailable(error.cause, depth + 1) || isDatabaseUnavailable(wrapped, depth + 1);
}
