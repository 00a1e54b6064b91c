import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { generateSync } from "json-schema-faker";

type Schema = { [name: string]: unknown; properties?: Record<string, Schema>; definitions?: Record<string, Schema> };

const REFERENCE = path.join(import.meta.dirname, "../../../shared/reference");

/** Where a published description lies; null where the folder beside this project is absent. */
export function referenceFile(name: string): string | null {
  const file = path.join(REFERENCE, name);
  return existsSync(file) ? file : null;
}

/** The published JSON Schema of an Events API batch; null where it is absent. */
export function publishedBatchSchema(): Schema | null {
  const file = referenceFile("mparticle.inbound.eventsapi.schema.json");
  return file ? JSON.parse(readFileSync(file, "utf8")) : null;
}

/** Whether a batch fits the published schema. */
export function fitsSchema(schema: Schema): (batch: unknown) => boolean {
  const ajv = addFormats(new Ajv({ strict: false }));
  return ajv.compile(schema);
}

/** Batches built from the schema; the same for the same numbers. `seed` is that of the first. */
export function batchesOf(schema: Schema, count: number, seed: number): unknown[] {
  const probabilities = [0.1, 0.3, 0.6, 0.9];
  const wider = widened(schema);
  return Array.from({ length: count }, (_, index) =>
    generateSync(wider, {
      seed: seed + index,
      optionalsProbability: probabilities[index % probabilities.length],
      maxItems: 4,
      // As long as a UUID: a longer limit than the pattern's own would cut it.
      maxLength: 36,
    }),
  );
}

/**
 * The schema, so that what it makes says more: events have a type and data (it asks for neither, and events without
 * would be most), and there are some. Of the address it leaves the choice of null, which fits both of its branches.
 */
function widened(schema: Schema): Schema {
  const copy = structuredClone(schema);
  for (const definition of Object.values(copy.definitions ?? {})) {
    if (definition.properties?.event_type) definition.required = ["event_type", "data"];
  }
  const { events } = copy.properties ?? {};
  if (events) Object.assign(events, { type: "array", minItems: 1 });
  const ip = { anyOf: [{ type: "string", format: "ipv4" }, { type: "string", format: "ipv6" }, { type: "null" }] };
  return { ...copy, properties: { ...copy.properties, ip } };
}
