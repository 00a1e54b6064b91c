import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

type CpuProfile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/** Share of the time that was not idle, by function, largest first; from the one profile in the folder. */
export function hotFunctions(folder: string, count: number): { name: string; share: number }[] {
  const [file] = readdirSync(folder).filter((name) => name.endsWith(".cpuprofile"));
  if (!file) throw new Error(`There is no CPU profile in ${folder}.`);
  const profile: CpuProfile = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  const names = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName || "(anonymous)"} ${url.replace(/^.*(?:node_modules|dist)\//, "")}:${lineNumber + 1}`,
    ]),
  );
  const times = new Map<string, number>();
  let total = 0;
  profile.samples.forEach((id, index) => {
    const name = names.get(id) ?? "?";
    const delta = profile.timeDeltas[index] ?? 0;
    if (name.startsWith("(idle)") || name.startsWith("(program)")) return;
    total += delta;
    times.set(name, (times.get(name) ?? 0) + delta);
  });
  return [...times]
    .map(([name, time]) => ({ name, share: time / total }))
    .sort((a, b) => b.share - a.share)
    .slice(0, count);
}

export const clearProfiles = (folder: string) => rmSync(folder, { recursive: true, force: true });
