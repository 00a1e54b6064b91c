/** What a failed call of `ingest` means for its requests. */
export type Failure =
  /** The data of some batch: find it and set it aside. */
  | "data"
  /** Lost a race; the same call may work now. */
  | "race"
  /** The database is away, full or not ours to use: nothing stored, come back later. */
  | "unavailable";

/** Sorts an error of the driver by its SQLSTATE; https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function failureOf(error: unknown): Failure {
  // A slip of our own over one batch's content must not harm the other requests of the call.
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return "data";
  const state = sqlState(error);
  if (!state) return "unavailable";
  if (state === "40P01" || state === "40001" || state === "55P03") return "race";
  // Out of room for locks: fewer requests at once may fit.
  if (state === "53200") return "data";
  const dataClasses = ["21", "22", "23", "54", "P0"];
  return dataClasses.includes(state.slice(0, 2)) ? "data" : "unavailable";
}

/** The SQLSTATE of an error, or null when it did not come from the server. */
export function sqlState(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith("E") ? code : null;
}
