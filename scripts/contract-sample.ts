import { writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { batchesOf, publishedBatchSchema } from "../tests/contract/published";

/** Leaves a fixed sample of generated batches for machines that lack the published schemas: `tsx scripts/contract-sample.ts`. */
const schema = publishedBatchSchema();
if (!schema) throw new Error("The folder shared/reference beside this project is absent.");
const file = path.join(import.meta.dirname, "../tests/contract/sample.json.gz");
const batches = batchesOf(schema, 500, 100_001);
writeFileSync(file, gzipSync(JSON.stringify(batches), { level: 9 }));
process.stdout.write(`${batches.length} batches are in ${file}.\n`);
