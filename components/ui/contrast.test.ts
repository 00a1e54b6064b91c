import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** Contrast of two colours; https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

const css = readFileSync(path.join(import.meta.dirname, "../../app/globals.css"), "utf8");

function tokens(selector: string): (name: string) => string {
  const block = new RegExp(`^${selector.replace(".", "\\.")} \\{([^}]*)\\}`, "m").exec(css)?.[1] ?? "";
  const found = new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [match[1], match[2]]));
  return (name) => {
    const value = found.get(name);
    if (!value) throw new Error(`${selector} has no colour named ${name}.`);
    return value;
  };
}

const GROUNDS = ["canvas", "surface", "sunken", "raised", "hover", "selected"];
const WORDS = ["ink", "muted", "faint", "accent", "success", "warn", "danger", "info"];
const PAIRS: [string, string][] = [
  ...GROUNDS.flatMap((ground) => WORDS.map((word): [string, string] => [word, ground])),
  ...["accent", "success", "warn", "danger", "info"].flatMap((tone): [string, string][] => [
    [tone, `${tone}-soft`],
    ["ink", `${tone}-soft`],
  ]),
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-danger", "danger"],
  ["on-danger", "danger-hover"],
  ["on-production", "production"],
  ["on-development", "development"],
  ["on-development", "development-stripe"],
  ["on-mark", "mark"],
];

describe.each([":root", ".dark"])("the colours of %s", (selector) => {
  const colour = tokens(selector);

  test.each(PAIRS)("%s on %s reaches 4.5:1", (word, ground) => {
    expect(contrast(colour(word), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["canvas", "surface", "raised"])("borders of controls on %s reach 3:1", (ground) => {
    expect(contrast(colour("line-strong"), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});
