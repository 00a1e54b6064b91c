import { z } from "zod";
import type { Answer } from "./operation";

export type Answers = Readonly<Record<number, Answer>>;

/** The body of every refusal. */
export const errorsSchema = z
  .object({
    errors: z.array(
      z.object({
        code: z.string().describe("Stable; for programs."),
        message: z.string().describe("For people; it may change."),
      }),
    ),
  })
  .meta({ id: "Errors", description: "Why a request was refused." });

export function refusal(description: string, code: string, message: string): Answer {
  return { description, schema: errorsSchema, example: { errors: [{ code, message }] } };
}

export const unavailable: Answer = {
  ...refusal(
    "The database is away or too much is under way. Nothing was stored; send the same again after `Retry-After`.",
    "SERVICE_UNAVAILABLE",
    "The service is not available at the moment.",
  ),
  headers: ["Retry-After"],
};

export const tooManyRequests: Answer = {
  ...refusal("A rate limit is set and used up.", "TOO_MANY_REQUESTS", "The rate limit (feed) is exceeded."),
  headers: ["Retry-After", "X-mp-rate-limit-exceeded"],
};

/** Of an answer to a request that counts to limits. */
export const COUNTED = { headers: ["X-mp-rate-limit-percentage-used"] } as const satisfies Partial<Answer>;

/** What every operation may answer that takes an input's key and secret. */
export const INPUT_REFUSALS: Answers = {
  401: {
    ...refusal("There is no `Authorization` header.", "UNAUTHORIZED", "The Authorization header is missing."),
    headers: ["WWW-Authenticate"],
  },
  403: refusal(
    "The key and secret are wrong, or the input is disabled.",
    "FORBIDDEN",
    "The key and secret are not those of an active input.",
  ),
  429: tooManyRequests,
  503: unavailable,
};
