import { z } from "zod";
import { CodedError } from "../errors";
import type { Prisma } from "../generated/prisma/client";

/** Rows of a page unless told otherwise. */
export const PAGE_SIZE = 100;

/** What every list of the audit is asked: epoch ms, `to` exclusive; `cursor` is the `next` of the page before. */
export const pageFields = {
  from: z.number().int().optional(),
  to: z.number().int().optional(),
  cursor: z.string().max(120).optional(),
  limit: z.number().int().min(1).max(1_000).default(PAGE_SIZE),
};

export type AuditPage<Row> = {
  /** Newest first. */
  readonly rows: readonly Row[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
};

/** Cuts the row that was read to know whether there are more. */
export function pageOf<Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => string): AuditPage<Row> {
  const shown = rows.slice(0, limit);
  const last = shown[shown.length - 1];
  return { rows: shown, next: rows.length > limit && last ? cursorOf(last) : null };
}

/** The integers of a cursor, in their order. Throws `invalid_input` for one that nobody made. */
export function readCursor(cursor: string, parts: number): bigint[] {
  const texts = cursor.split("_");
  if (texts.length !== parts || !texts.every((text) => /^-?\d{1,19}$/.test(text))) {
    throw new CodedError("invalid_input", "This address of a page is not usable.", { field: "cursor" });
  }
  return texts.map((text) => BigInt.asIntN(64, BigInt(text)));
}

export function periodWhere(from: number | undefined, to: number | undefined): Prisma.BigIntFilter {
  return {
    ...(from === undefined ? {} : { gte: BigInt(from) }),
    ...(to === undefined ? {} : { lt: BigInt(to) }),
  };
}
