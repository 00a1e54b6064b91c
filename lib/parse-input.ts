import type { z } from "zod";
import { CodedError } from "./errors";

/** What a verb was asked, checked. Throws `invalid_input` naming the field, never its value. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new CodedError(
    "invalid_input",
    `${field === "" ? "The input" : `"${field}"`} is not usable: ${issue?.message ?? "unknown"}.`,
    {
      field,
    },
  );
}
