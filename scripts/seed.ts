// Fills an empty database with the demo company: `node --import tsx scripts/seed.ts demo`.
import { closeDatabase } from "../lib/db";
import { seedDemo } from "../lib/demo/seed";
import { env } from "../lib/env";
import { isCodedError } from "../lib/errors";

async function main(): Promise<void> {
  const { DATA_DIR, PUBLIC_URL } = env();
  await seedDemo({ now: Date.now(), dataDir: DATA_DIR, url: PUBLIC_URL, report: (line) => console.log(line) });
}

if (process.argv[2] !== "demo") {
  console.error("Usage: seed demo");
  process.exitCode = 2;
} else {
  try {
    await main();
  } catch (error) {
    console.error(isCodedError(error) ? error.message : error);
    process.exitCode = 1;
  } finally {
    await closeDatabase();
  }
}
