import { type Counted, type Limits, MOST_PER_SECOND } from "@/lib/rate-limits/limit";

/** Limits while somebody writes them: an empty text is no limit. */
export type LimitsDraft = {
  readonly texts: { readonly [counted in Counted]?: string };
  readonly limitAcceleration: boolean;
};

export function draftOf({ perSecond, limitAcceleration }: Limits): LimitsDraft {
  const texts = Object.fromEntries(Object.entries(perSecond).map(([counted, value]) => [counted, String(value)]));
  return { texts, limitAcceleration };
}

/** What is wrong with a field, in a sentence; null when it can be saved. */
export function errorOf(text: string | undefined): string | null {
  if (numberOf(text) !== null) return null;
  return `A whole number from 1 to ${MOST_PER_SECOND.toLocaleString("en")}, or nothing.`;
}

/** The limits that a draft says; null when a field is wrong. */
export function limitsOfDraft({ texts, limitAcceleration }: LimitsDraft, counted: readonly Counted[]): Limits | null {
  const perSecond: Partial<Record<Counted, number>> = {};
  for (const kind of counted) {
    const value = numberOf(texts[kind]);
    if (value === null) return null;
    if (value !== undefined) perSecond[kind] = value;
  }
  return { perSecond, limitAcceleration: limitAcceleration && Object.keys(perSecond).length > 0 };
}

/** True when both say the same. */
export function areSame(a: Limits, b: Limits, counted: readonly Counted[]): boolean {
  return (
    a.limitAcceleration === b.limitAcceleration && counted.every((kind) => a.perSecond[kind] === b.perSecond[kind])
  );
}

/** Undefined for nothing, null for what is no limit. Separators of thousands are read over. */
function numberOf(text = ""): number | undefined | null {
  const digits = text.trim().replaceAll(/[,\s](?=\d{3}\b)/g, "");
  if (digits === "") return undefined;
  const value = /^\d{1,9}$/.test(digits) ? Number(digits) : 0;
  return value >= 1 && value <= MOST_PER_SECOND ? value : null;
}
