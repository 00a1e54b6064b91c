import path from "node:path";
import { build, type Metafile } from "esbuild";
import { expect, test } from "vitest";

const root = path.join(import.meta.dirname, "..");

/** The modules and packages that a program loads before anything is asked of it. */
async function loadedAtStart(entry: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: "dist",
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  const [start] = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === entry) ?? [];
  return start === undefined ? [] : [...namesIn(metafile, start)];
}

function namesIn({ outputs }: Metafile, file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const name of Object.keys(outputs[file]?.inputs ?? {})) found.add(name);
  for (const { path: name, kind, external } of outputs[file]?.imports ?? []) {
    if (kind === "dynamic-import") continue;
    if (external) found.add(name);
    else namesIn({ inputs: {}, outputs }, name, found);
  }
  return found;
}

test.each(["server/server.ts", "server/console.ts"])("%s starts without Prisma", async (entry) => {
  const names = await loadedAtStart(entry);
  expect(names).toContain("lib/db.ts");
  expect(names.filter((name) => /prisma/.test(name))).toEqual([]);
});

test("the job queue's library is loaded once the door is open", async () => {
  expect(await loadedAtStart("server/server.ts")).not.toContain("graphile-worker");
});

test("the machines' door does not load Next", async () => {
  expect(await loadedAtStart("server/server.ts")).not.toContain("next");
  expect(await loadedAtStart("server/console.ts")).toContain("next");
});

test("nothing of the API's description is loaded before somebody asks for it", async () => {
  const names = await loadedAtStart("server/server.ts");
  expect(names).toContain("server/api/reference.ts");
  expect(names.filter((name) => /server\/(?:openapi|reference)\/|\.openapi\.ts$/.test(name))).toEqual([]);
});
