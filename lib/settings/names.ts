import { z } from "zod";
import { isZone } from "../format";

/** A workspace's name: trimmed, one line, 1 to 120 characters. */
export const workspaceName = z
  .string()
  .trim()
  .min(1, "it is empty")
  .max(120, "it is longer than 120 characters")
  .regex(/^\P{Cc}*$/u, "it holds a control character");

/** An IANA time zone that this runtime knows. */
export const timeZoneName = z.string().max(64).refine(isZone, "it is no time zone");

/** Why something was changed; empty means none was given. */
export const changeReason = z
  .string()
  .trim()
  .max(500, "it is longer than 500 characters")
  .transform((text) => text.replaceAll("\u0000", "") || undefined);
