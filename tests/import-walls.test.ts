import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const root = path.join(import.meta.dirname, "..");
const house = mkdtempSync(path.join(tmpdir(), "import-walls-"));
afterAll(() => rmSync(house, { recursive: true }));

type Case = [file: string, imported: string];

const FORBIDDEN: Case[] = [
  ["lib/live/a.ts", "../../app/page"],
  ["lib/live/b.ts", "../../server/main"],
  ["lib/live/c.ts", "../../components/ui/button"],
  ["lib/profile/view/d.ts", "../../../components/ui/button"],
  ["lib/live/e.ts", "@/lib/db"],
  ["lib/live/f.ts", "next/headers"],
  ["lib/live/g.ts", "hono"],
  ["lib/batch/a.ts", "../ingest"],
  ["lib/inputs/a.ts", "../ingest/decide"],
  ["lib/identity/strategies/a.ts", "../../ingest/state"],
  ["lib/profile/a.ts", "../ingest/decide"],
  ["lib/profile/b.ts", "../../app/page"],
  ["lib/ingest/a.ts", "../identity-api"],
  ["lib/ingest/b.ts", "../../server/main"],
  ["lib/inputs/b.ts", "../identity-api/call"],
  ["app/inputs/a.tsx", "@/lib/db"],
  ["app/inputs/b.tsx", "@/lib/generated/prisma/client"],
  ["app/inputs/c.tsx", "pg"],
  ["app/inputs/d.tsx", "../../lib/inputs"],
  ["server/api/a.ts", "@/lib/db"],
  ["server/api/b.ts", "@/lib/generated/prisma/client"],
  ["components/inputs/a.tsx", "@/lib/inputs"],
  ["components/inputs/b.tsx", "@/lib/db"],
  ["components/inputs/c.tsx", "@/lib/env"],
  ["components/inputs/d.tsx", "@/app/inputs/actions"],
  ["components/inputs/e.tsx", "../../lib/inputs/kinds"],
];

const ALLOWED: Case[] = [
  ["lib/ingest/ok1.ts", "../batch"],
  ["lib/ingest/ok2.ts", "../profile/consent"],
  ["lib/identity-api/ok11.ts", "../ingest"],
  ["lib/profile/ok3.ts", "../ingest/ids"],
  ["lib/live/ok4.ts", "../db"],
  ["lib/live/ok5.ts", "node:http"],
  ["app/inputs/ok6.tsx", "@/lib/inputs"],
  ["app/inputs/ok7.tsx", "@/components/inputs/form"],
  ["server/api/ok8.ts", "@/lib/ingest"],
  ["components/inputs/ok9.tsx", "@/lib/inputs/kinds"],
  ["components/inputs/ok10.tsx", "@/lib/errors"],
];

function write(file: string, source: string): void {
  const target = path.join(house, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, source);
}

const ENVIRONMENT = [
  "app/environment.ts",
  "server/environment.ts",
  "lib/live/environment.ts",
  "components/environment.ts",
];

/** Runs the linter with the project's own rules over a small copy of the house; file -> rules that it breaks. */
function lint(): Map<string, Set<string>> {
  const config = JSON.parse(readFileSync(path.join(root, "biome.json"), "utf8"));
  write("biome.json", JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }));
  for (const [file, imported] of [...FORBIDDEN, ...ALLOWED]) write(file, `export { a } from "${imported}";\n`);
  for (const file of [...ENVIRONMENT, "lib/env.ts"]) write(file, "export const port = process.env.PORT;\n");
  const biome = path.join(root, "node_modules/@biomejs/biome/bin/biome");
  const result = spawnSync(process.execPath, [biome, "lint", "--reporter=github", "--max-diagnostics=none", "."], {
    cwd: house,
    encoding: "utf8",
  });
  const found = new Map<string, Set<string>>();
  for (const line of result.stdout.split("\n")) {
    const match = /^::error title=lint\/\w+\/(\w+),file=([^,]+)/.exec(line);
    if (!match?.[1] || !match[2]) continue;
    const file = path.relative(house, match[2]);
    found.set(file, (found.get(file) ?? new Set()).add(match[1]));
  }
  return found;
}

const errors = lint();

describe("the import walls", () => {
  test.each(FORBIDDEN)("refuse %s importing %s", (file) => {
    expect(errors.get(file)).toContain("noRestrictedImports");
  });

  test.each(ALLOWED)("let %s import %s", (file) => {
    expect(errors.has(file)).toBe(false);
  });
});

describe("process.env", () => {
  test.each(ENVIRONMENT)("is refused in %s", (file) => {
    expect(errors.get(file)).toContain("noProcessEnv");
  });

  test("is read in lib/env.ts", () => {
    expect(errors.has("lib/env.ts")).toBe(false);
  });
});
