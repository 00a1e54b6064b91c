// Fills an empty installation: with the demo organisation, or with nothing but a token for the set-up page.
import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runChild } from "./child.mjs";
import { hasOrganization, migrateDatabase, recreateEmbedded } from "./database.mjs";
import { Stop, withProgress } from "./say.mjs";

const runBundle = (name, args, environment, onOutput) =>
  runChild({ what: `dist/${name}.mjs`, args: [path.join("dist", `${name}.mjs`), ...args], environment, onOutput });

/**
 * Seeds the demo when it is wanted and the database is empty. A seed that was cut off is begun anew in the embedded
 * database; one of somebody's own database is left to its owner.
 */
export async function seedDemo({ settings, database, environment, say }) {
  const marker = path.join(settings.dataDir, "seed.unfinished");
  if (settings.seed !== "demo") return;
  if (existsSync(marker)) {
    if (!database.embedded)
      throw new Stop("The last demo seed was cut off: empty the database, or start with SEED=none.");
    say("The last demo seed was cut off: it is begun anew.");
    await recreateEmbedded(database.url);
    await migrateDatabase(database.url, say);
  } else if (await hasOrganization(database.url)) {
    if (settings.seedAsked && !database.embedded) {
      throw new Stop("SEED=demo is for an empty database; this one holds an organisation. Start without SEED.");
    }
    return;
  }
  writeFileSync(marker, "");
  const print = (text) => {
    for (const line of text.split("\n")) if (line.trim()) say(`  ${line}`);
  };
  await withProgress("Seeding the demo organisation", () => runBundle("seed", ["demo"], environment, print));
  rmSync(marker, { force: true });
}

/** A new token for the set-up page; null when somebody can already sign in. */
export async function setupToken(environment) {
  let token = "";
  await runBundle("setup-token", [], environment, (text) => {
    token += text;
  });
  return token.trim() || null;
}
