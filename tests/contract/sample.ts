import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

const FILE = path.join(import.meta.dirname, "sample.json.gz");

/** What was built from the published descriptions, for machines that lack them; scripts/contract-sample.ts makes it. */
export type Sample = {
  readonly batches: readonly unknown[];
  readonly lookUps: readonly unknown[];
  readonly modifies: readonly unknown[];
};

export function readSample(): Sample {
  return JSON.parse(gunzipSync(readFileSync(FILE)).toString("utf8"));
}

/** Returns the file's path. */
export function writeSample(sample: Sample): string {
  writeFileSync(FILE, gzipSync(JSON.stringify(sample), { level: 9 }));
  return FILE;
}
