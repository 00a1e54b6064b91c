import { z } from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

export type JsonSchemas = {
  /** The JSON Schema of one of the schemas that were given. */
  readonly schemaOf: (schema: z.ZodType) => JsonSchema;
  /** The named ones, by name. */
  readonly components: Readonly<Record<string, JsonSchema>>;
};

/**
 * The JSON Schemas of zod schemas, by one conversion: those with an `id` in their metadata stand once among the
 * components, and the others refer to them.
 */
export function jsonSchemas(schemas: readonly z.ZodType[]): JsonSchemas {
  const all = [...new Set(schemas)];
  const shape = Object.fromEntries(all.map((schema, index) => [String(index), schema]));
  const { properties = {}, $defs = {} } = toComponents(
    z.toJSONSchema(z.object(shape), { io: "input", unrepresentable: "any", override: plainer }),
  );
  return {
    schemaOf: (schema) => properties[String(all.indexOf(schema))] ?? {},
    components: $defs,
  };
}

/** zod's definitions become the document's components. */
function toComponents(converted: JsonSchema): { properties?: Schemas; $defs?: Schemas } {
  return JSON.parse(JSON.stringify(converted).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
type Schemas = Record<string, JsonSchema>;

type Override = { zodSchema: z.core.$ZodTypes; jsonSchema: JsonSchema };

/** What a reader of the description has no use for leaves it. */
function plainer({ zodSchema, jsonSchema }: Override): void {
  // JSON has one kind of number; zod's bigint has no counterpart of its own.
  if (zodSchema._zod.def.type === "bigint") Object.assign(jsonSchema, { type: "integer", format: "int64" });
  // An unknown property is no mistake: it is ignored.
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  delete jsonSchema.propertyNames;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  // The format says it; the pattern fills three lines.
  if (jsonSchema.format === "ipv4" || jsonSchema.format === "ipv6") delete jsonSchema.pattern;
  if (jsonSchema.anyOf) joinNumbers(jsonSchema, jsonSchema.anyOf);
  delete jsonSchema.id;
}

/** Numbers and bigints are two types of ours and one of JSON: what another choice includes leaves. */
function joinNumbers(jsonSchema: JsonSchema, choices: readonly JsonSchema[]): void {
  const hasNumber = choices.some(({ type }) => type === "number");
  const hasInt64 = choices.some(({ format }) => format === "int64");
  const isIncluded = ({ type, format }: JsonSchema) =>
    type === "integer" && (hasNumber || (hasInt64 && format !== "int64"));
  const [first, ...others] = choices.filter((choice) => !isIncluded(choice));
  if (!first) return;
  if (others.length > 0) jsonSchema.anyOf = [first, ...others];
  else {
    delete jsonSchema.anyOf;
    Object.assign(jsonSchema, first);
  }
}
