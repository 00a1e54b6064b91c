// `npm run bench`: what we do against what the same database and machine can do, measured in one run.
//   npm run bench -- [line ...] [--profiles 200000] [--write] [--profile]
import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { Stop, say } from "../say.mjs";
import { DATA_DIR, ROOT } from "./database";
import { documentOf } from "./document";
import type { Row } from "./line";
import { identifyLines } from "./lines/identify";
import { ingestLines } from "./lines/ingest";
import { liveLines } from "./lines/live";
import { memoryLines } from "./lines/memory";
import { peopleLines } from "./lines/people";
import { startLines } from "./lines/start";
import { clearProfiles, hotFunctions } from "./profile";
import { machineOf, notesOf, tableOf } from "./report";
import { openWorld } from "./world";

const LINES = [...peopleLines, ...ingestLines, ...identifyLines, ...liveLines, ...memoryLines, ...startLines];

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      profiles: { type: "string", default: "200000" },
      write: { type: "boolean" },
      profile: { type: "boolean" },
    },
  });
  const profiles = Number(values.profiles);
  if (!Number.isInteger(profiles) || profiles < 1_000) throw new Stop("--profiles takes a whole number from 1,000 on.");
  const unknown = positionals.filter((name) => !LINES.some((line) => line.name === name));
  if (unknown.length > 0) {
    throw new Stop(`There is no line ${unknown.join(", ")}. Lines: ${LINES.map(({ name }) => name).join(", ")}.`);
  }
  const chosen = positionals.length > 0 ? LINES.filter(({ name }) => positionals.includes(name)) : LINES;
  return { profiles, chosen, write: values.write ?? false, withProfile: values.profile ?? false };
}

export async function bench(): Promise<void> {
  const { profiles, chosen, write, withProfile } = readArguments();
  const folder = path.join(DATA_DIR, "profile");
  clearProfiles(folder);
  const withConsole = !withProfile && chosen.some(({ needsConsole }) => needsConsole);
  const world = await openWorld({ profiles, withConsole, profileInto: withProfile ? folder : null });
  const rows: Row[] = [];
  const [busy = 0] = loadavg();
  try {
    for (const line of chosen) {
      say(`Measuring: ${line.name} …`);
      rows.push(...(await line.measure(world)));
    }
  } finally {
    await world.stop();
  }
  const machine = machineOf(world.db.settings, profiles);
  say(`\n${machine}\nLoad average before the first line: ${busy.toFixed(1)}.\n\n${tableOf(rows)}\n\n${notesOf(rows)}`);
  if (withProfile) {
    say(`\nWhere the server's time went (the profile lies in ${folder}):`);
    for (const { name, share } of hotFunctions(folder, 40)) say(`${(share * 100).toFixed(1).padStart(6)} %  ${name}`);
  }
  if (write) writeFileSync(path.join(ROOT, "docs", "bench.md"), documentOf({ machine, busy, rows }));
}
