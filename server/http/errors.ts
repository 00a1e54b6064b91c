import { isDatabaseUnavailable } from "@/lib/database-unavailable";
import { type ErrorCode, isCodedError } from "@/lib/errors";
import { log } from "./log";
import { rateLimited } from "./metrics";
import type { AppContext } from "./types";

type Status = 400 | 401 | 403 | 404 | 409 | 429 | 500 | 503;
type Answer = {
  readonly status: Status;
  readonly code: string;
  readonly message: string;
  readonly retryAfter?: number;
  /** Whose rate limit is exceeded. */
  readonly limit?: string;
};

/** Statuses and codes as the documented APIs name them; too large is a plain 400 there. */
const ANSWERS: Record<ErrorCode, readonly [Status, string]> = {
  invalid_input: [400, "BAD_REQUEST"],
  unauthenticated: [401, "UNAUTHORIZED"],
  forbidden: [403, "FORBIDDEN"],
  not_found: [404, "NOT_FOUND"],
  conflict: [409, "CONFLICT"],
  too_large: [400, "BAD_REQUEST"],
  rate_limited: [429, "TOO_MANY_REQUESTS"],
  overloaded: [503, "SERVICE_UNAVAILABLE"],
  database_unavailable: [503, "SERVICE_UNAVAILABLE"],
};

const RETRY_AFTER_SECONDS = 1;

/** What a client is told of an error. An unknown one shows nothing of itself. */
export function answerTo(error: unknown, requestId: string): Answer {
  if (isCodedError(error)) {
    const [status, code] = ANSWERS[error.code];
    const seconds = error.details.retryAfterSeconds;
    const retryAfter = typeof seconds === "number" ? seconds : status === 503 ? RETRY_AFTER_SECONDS : undefined;
    const message =
      error.code === "database_unavailable" ? "The service is not available at the moment." : error.message;
    const { limit } = error.details;
    return { status, code, message, retryAfter, ...(typeof limit === "string" ? { limit } : {}) };
  }
  if (isDatabaseUnavailable(error)) {
    return {
      status: 503,
      code: "SERVICE_UNAVAILABLE",
      message: "The service is not available at the moment.",
      retryAfter: RETRY_AFTER_SECONDS,
    };
  }
  return { status: 500, code: "INTERNAL_SERVER_ERROR", message: `Something went wrong. Request ${requestId}.` };
}

/** The body of every error of the machines' door. */
export function errorBody(answer: Pick<Answer, "code" | "message">): string {
  return JSON.stringify({ errors: [{ code: answer.code, message: answer.message }] });
}

/** The one mapper of this door: an error becomes an answer, and what nobody foresaw becomes a log line. */
export function toResponse(error: unknown, c: AppContext): Response {
  const requestId = c.get("requestId");
  const answer = answerTo(error, requestId);
  if (answer.status === 500) log().error({ requestId, err: error }, "unexpected error");
  else if (answer.status === 503) log().warn({ requestId, reason: reasonOf(error) }, "not available");
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (answer.retryAfter !== undefined) headers["retry-after"] = String(answer.retryAfter);
  if (answer.status === 429 && answer.limit !== undefined) {
    headers["x-mp-rate-limit-exceeded"] = `"${answer.limit}"`;
    rateLimited.inc({ limit: answer.limit });
  }
  // Not for the console's own pages: the browser would ask for a name and a password by itself.
  if (answer.status === 401 && !c.req.path.startsWith("/api/")) {
    headers["www-authenticate"] = c.req.path.startsWith("/userprofile/")
      ? 'Bearer realm="profiles"'
      : 'Basic realm="inputs", charset="UTF-8"';
  }
  return c.body(errorBody(answer), answer.status, headers);
}

/** Enough for an operator, without a host's name or a statement. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
