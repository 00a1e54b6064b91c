import { headers } from "next/headers";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { env } from "@/lib/env";
import { CodedError, type ErrorCode, isCodedError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { readContext } from "./context";

/** What an action answers: in production a thrown error would reach the browser as a digest only. */
export type ActionResult<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode | "unexpected"; readonly message: string } };

/**
 * The one wrapper of server actions: whose session, from our own pages only, checked input, the verb. Expected
 * failures come back as values; of others the reader learns the request's id and nothing else.
 */
export async function runAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  input: unknown,
  verb: (ctx: Context, input: z.output<Schema>) => Promise<Data>,
): Promise<ActionResult<Data>> {
  const head = await headers();
  const requestId = head.get("x-request-id") ?? "none";
  try {
    requireOwnOrigin(head);
    const ctx = await readContext();
    if (!ctx) throw new CodedError("unauthenticated", "Your session has ended. Sign in again.");
    return { ok: true, data: await verb(ctx, parseInput(schema, input)) };
  } catch (error) {
    return { ok: false, error: answerTo(error, requestId) };
  }
}

/** The same for people who are not signed in: sign-up by a link, the set-up page. */
export async function runPublicAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  input: unknown,
  verb: (input: z.output<Schema>) => Promise<Data>,
): Promise<ActionResult<Data>> {
  const head = await headers();
  try {
    requireOwnOrigin(head);
    return { ok: true, data: await verb(parseInput(schema, input)) };
  } catch (error) {
    return { ok: false, error: answerTo(error, head.get("x-request-id") ?? "none") };
  }
}

function requireOwnOrigin(head: Headers): void {
  if (head.get("origin") !== env().PUBLIC_URL) {
    throw new CodedError("forbidden", "This action answers the console's own pages only.");
  }
}

function answerTo(error: unknown, requestId: string): { code: ErrorCode | "unexpected"; message: string } {
  if (isCodedError(error)) return { code: error.code, message: error.message };
  console.error(
    JSON.stringify({ level: "error", requestId, err: error instanceof Error ? error.stack : String(error) }),
  );
  return { code: "unexpected", message: `Something went wrong. Request ${requestId}.` };
}
