import { parse } from "@readme/openapi-parser";
import { generateSync, type JsonSchema } from "json-schema-faker";
import { referenceFile } from "./published";

/** The bodies of the published description of the identity API, as JSON Schemas. */
export type IdentitySchemas = { readonly lookUp: JsonSchema; readonly modify: JsonSchema };

/** Null where the folder beside this project is absent. */
export async function publishedIdentitySchemas(): Promise<IdentitySchemas | null> {
  const file = referenceFile("identity-swagger.yaml");
  if (!file) return null;
  const api = await parse(file);
  if (!("definitions" in api)) throw new Error("The published description of the identity API has no definitions.");
  const { definitions } = api;
  const body = (name: string) => ({ $ref: `#/definitions/${name}`, definitions }) as JsonSchema;
  return { lookUp: body("IdentifyRequest"), modify: body("ModifyRequest") };
}

/** Request bodies built from a schema; the same for the same numbers. `seed` is that of the first. */
export function requestsOf(schema: JsonSchema, count: number, seed: number): unknown[] {
  const probabilities = [0.2, 0.5, 0.8];
  return Array.from({ length: count }, (_, index) =>
    generateSync(schema, {
      seed: seed + index,
      optionalsProbability: probabilities[index % probabilities.length],
      maxItems: 4,
      maxLength: 30,
    }),
  );
}
