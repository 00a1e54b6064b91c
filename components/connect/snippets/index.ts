import type { InputKind } from "@/lib/inputs/kinds";
import { browser } from "./browser";
import { curl } from "./curl";
import type { Snippet } from "./facts";
import { go } from "./go";
import { java } from "./java";
import { node } from "./node";
import { python } from "./python";

export { FIRST_PERSON, firstBatch, SECRET_PLACEHOLDER, type Snippet, type SnippetFacts } from "./facts";

export const LANGUAGES = ["browser", "curl", "node", "python", "java", "go"] as const;
export type Language = (typeof LANGUAGES)[number];

export const SNIPPETS: Readonly<Record<Language, Snippet>> = { browser, curl, node, python, java, go };

const SERVER_LANGUAGES = ["curl", "node", "python", "java", "go"] as const satisfies readonly Language[];

/** What an input of this kind sends with, the most usual first. Pages send with the key of the Web platform. */
export function languagesOf({ kind }: Pick<InputKind, "kind">): readonly [Language, ...Language[]] {
  return kind === "web" ? LANGUAGES : SERVER_LANGUAGES;
}

/** Why an input has no browser snippet; null where it has one. */
export function whyNoBrowser({ kind, group }: Pick<InputKind, "kind" | "group">): string | null {
  if (kind === "web") return null;
  return group === "feed"
    ? "No browser snippet: a page can't keep a feed's secret. Pages send with the key of the Web platform."
    : "No app snippet: the official app SDKs upload in a form that this server does not read yet, so until then apps send through a server. Pages send with the key of the Web platform.";
}
