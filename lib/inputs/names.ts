import { z } from "zod";

/** A name that people give: trimmed, one line, 1 to 120 characters. */
export const inputName = z
  .string()
  .trim()
  .min(1, "it is empty")
  .max(120, "it is longer than 120 characters")
  .regex(/^\P{Cc}*$/u, "it holds a control character");

/** Why something was changed; empty means none was given. */
export const changeReason = z
  .string()
  .trim()
  .max(500, "it is longer than 500 characters")
  .transform((text) => text.replaceAll("\u0000", "") || undefined);
