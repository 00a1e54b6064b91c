/**
 * What may go wrong inside lib, without HTTP. Each door maps a code to its own answer:
 * `server/http/errors.ts` and `app/action.ts`.
 */
export const ERROR_CODES = [
  "invalid_input",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "too_large",
  "rate_limited",
  "overloaded",
  "database_unavailable",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export class CodedError extends Error {
  readonly code: ErrorCode;
  /** Facts that a door may show: a permission's name, a field, seconds to wait. Never personal data. */
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: ErrorCode, message: string, details: Record<string, string | number | boolean> = {}) {
    super(message);
    this.name = "CodedError";
    this.code = code;
    this.details = details;
  }
}

/** True for a CodedError of any bundle: two bundles hold two classes, so the code decides, not instanceof. */
export function isCodedError(error: unknown): error is CodedError {
  return (
    error instanceof Error &&
    "code" in error &&
    "details" in error &&
    (ERROR_CODES as readonly unknown[]).includes(error.code)
  );
}
