import { batchesOf, publishedBatchSchema } from "../tests/contract/published";
import { publishedIdentitySchemas, requestsOf } from "../tests/contract/published-identity";
import { writeSample } from "../tests/contract/sample";

/** Leaves the fixed sample of the contract tests for machines without the published descriptions: `tsx scripts/contract-sample.ts`. */
async function main(): Promise<void> {
  const batchSchema = publishedBatchSchema();
  const identitySchemas = await publishedIdentitySchemas();
  if (!batchSchema || !identitySchemas) throw new Error("The folder shared/reference beside this project is absent.");
  const sample = {
    batches: batchesOf(batchSchema, 500, 100_001),
    lookUps: requestsOf(identitySchemas.lookUp, 200, 100_001),
    modifies: requestsOf(identitySchemas.modify, 100, 100_001),
  };
  process.stdout.write(`The sample is in ${writeSample(sample)}.\n`);
}

void main();
