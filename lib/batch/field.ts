import { z } from "zod";
import { toInt64 } from "../int64";
import { LIMITS, MAX_TIME } from "./limits";
import { isStorable, toStorable } from "./text";
import type { Warnings } from "./warnings";

/**
 * A field of the wire format, once: how it is read leniently on the hot path, and the schema of what reading leaves.
 * `read` answers undefined for a value that can't be used; the caller warns. Null never reaches it: null means absent.
 */
export type Field<T> = {
  read(value: unknown, warnings: Warnings, name: string): T | undefined;
  /** Made when asked for: ingestion never needs it. */
  readonly schema: () => z.ZodType<T>;
  /** The values of a closed set, for messages. */
  readonly values?: readonly string[];
};
export type FieldTable = Readonly<Record<string, Field<unknown>>>;
export type FieldValue<F> = F extends Field<infer T> ? T : never;
/** The object that reading a table leaves: every field optional. */
export type FieldsOf<Table extends FieldTable> = { [Name in keyof Table]?: FieldValue<Table[Name]> };

/** A JSON scalar that is no null; 64-bit integers are bigints. */
export type Scalar = string | number | bigint | boolean;
export type Json = Scalar | null | readonly Json[] | { readonly [name: string]: Json };

export function cleanText(value: string, warnings: Warnings): string {
  if (isStorable(value)) return value;
  warnings.replacedText();
  return toStorable(value);
}

/** Text of a scalar; undefined for anything else. Numbers and booleans count as their JSON text. */
export function textOf(value: unknown, warnings: Warnings): string | undefined {
  switch (typeof value) {
    case "string":
      return cleanText(value, warnings);
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    default:
      return undefined;
  }
}

function numberOf(value: unknown): number | undefined {
  const number =
    typeof value === "bigint" || (typeof value === "string" && value.trim() !== "") ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

export const text: Field<string> = { read: textOf, schema: () => z.string() };

/** A number; a whole one within 2^53. */
export const number: Field<number> = {
  read(value) {
    const read = numberOf(value);
    return read === undefined || (Number.isInteger(read) && !Number.isSafeInteger(read)) ? undefined : read;
  },
  schema: () => z.number(),
};

/** A whole number within 2^53; fractions are cut. */
export const integer: Field<number> = {
  read(value) {
    const read = numberOf(value);
    if (read === undefined) return undefined;
    const whole = Math.trunc(read);
    return Number.isSafeInteger(whole) ? whole + 0 : undefined;
  },
  schema: () => z.int(),
};

/** A point in time, epoch milliseconds. */
export const time: Field<number> = {
  read(value, warnings, name) {
    const read = integer.read(value, warnings, name);
    return read === undefined || Math.abs(read) > MAX_TIME ? undefined : read;
  },
  schema: () => z.int().min(-MAX_TIME).max(MAX_TIME),
};

/** A signed 64-bit integer, as number or text: a number where that is exact, else a bigint. */
export const int64: Field<number | bigint> = {
  read(value) {
    const id = toInt64(value);
    if (id === null) return undefined;
    const read = Number(id);
    return Number.isSafeInteger(read) ? read : BigInt(id);
  },
  schema: () => z.union([z.int(), z.bigint()]),
};

export const boolean: Field<boolean> = {
  read(value) {
    if (typeof value === "boolean") return value;
    return value === "true" || value === 1 ? true : value === "false" || value === 0 ? false : undefined;
  },
  schema: () => z.boolean(),
};

/** One of the values or `unknown`, in any case; another one is kept as sent, with a warning. */
export function oneOf(...values: readonly string[]): Field<string> {
  const byName = new Map(["unknown", ...values].map((value) => [value.toLowerCase(), value]));
  return {
    read(value, warnings, name) {
      const read = textOf(value, warnings);
      if (read === undefined) return undefined;
      const known = byName.get(read.toLowerCase());
      if (known === undefined) warnings.add("value_unknown", { field: name });
      return known ?? read;
    },
    schema: () => z.string().meta({ examples: [...values] }),
  };
}

/** One of the values, in any case; another one can't be used. */
export function exactlyOneOf<const V extends string>(...values: readonly V[]): Field<V> {
  const byName = new Map(values.map((value) => [value.toLowerCase(), value]));
  return {
    read: (value) => (typeof value === "string" ? byName.get(value.toLowerCase()) : undefined),
    schema: () => z.enum(values),
    values,
  };
}

/** The same, also by its place among the values: the browser SDK sends some of its own numbers. */
export function exactlyOneOfNumbered<const V extends string>(...values: readonly V[]): Field<V> {
  const named = exactlyOneOf(...values);
  return {
    ...named,
    read: (value, warnings, name) => named.read(typeof value === "number" ? values[value] : value, warnings, name),
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * An object of known fields; others are ignored, as is one that can't be read (with a warning). One that stands in
 * many places has a name, under which the API's description shows it once.
 */
export function object<Table extends FieldTable>(
  table: Table,
  name?: string,
): Field<FieldsOf<Table>> & { readonly fields: Table } {
  let schema: z.ZodType<FieldsOf<Table>> | undefined;
  const make = () => (name === undefined ? fieldsSchema(table) : fieldsSchema(table).meta({ id: name }));
  return {
    fields: table,
    read: (value, warnings) => (isObject(value) ? readFields(table, value, warnings) : undefined),
    schema: () => {
      schema ??= make();
      return schema;
    },
  };
}

export function readFields<Table extends FieldTable>(
  table: Table,
  source: Record<string, unknown>,
  warnings: Warnings,
): FieldsOf<Table> {
  const read: Record<string, unknown> = {};
  for (const name of Object.keys(source)) {
    const value = source[name];
    if (value === null || value === undefined || !Object.hasOwn(table, name)) continue;
    const result = table[name]?.read(value, warnings, name);
    if (result === undefined) warnings.add("field_ignored", { field: name });
    else read[name] = result;
  }
  // The table's readers made every property.
  return read as FieldsOf<Table>;
}

function fieldsSchema<Table extends FieldTable>(table: Table): z.ZodType<FieldsOf<Table>> {
  const shape = Object.fromEntries(Object.entries(table).map(([name, field]) => [name, field.schema().optional()]));
  return z.strictObject(shape) as z.ZodType<FieldsOf<Table>>;
}

/** A list; entries that can't be read leave with a warning. A single value counts as a list of one. */
export function listOf<T>(entry: Field<T>): Field<T[]> {
  return {
    read(value, warnings, name) {
      const read: T[] = [];
      for (const item of Array.isArray(value) ? value : [value]) {
        if (item === null) continue;
        const result = entry.read(item, warnings, name);
        if (result === undefined) warnings.add("field_ignored", { field: name });
        else read.push(result);
      }
      return read;
    },
    schema: () => z.array(entry.schema()),
  };
}

/** A map with names of the sender's own. It has no prototype, so that no name means anything to JavaScript. */
export function mapOf<T>(entry: Field<T>): Field<Readonly<Record<string, T>>> {
  return {
    read(value, warnings, name) {
      if (!isObject(value)) return undefined;
      const read: Record<string, T> = Object.create(null);
      let count = 0;
      for (const key of Object.keys(value)) {
        const item = value[key];
        if (item === null || item === undefined) continue;
        if (!isAllowedName(key, warnings)) continue;
        if (count === LIMITS.mapEntries) {
          warnings.add("entries_over_limit", { field: name, limit: LIMITS.mapEntries });
          break;
        }
        const result = entry.read(item, warnings, key);
        if (result === undefined) warnings.add("field_ignored", { field: name });
        else {
          read[cleanText(key, warnings)] = result;
          count += 1;
        }
      }
      return read;
    },
    schema: () => z.record(z.string(), entry.schema()),
  };
}

/** False, with a warning, for the one name that changes objects when it is assigned. */
export function isAllowedName(name: string, warnings: Warnings): boolean {
  if (name !== "__proto__") return true;
  warnings.add("name_not_allowed", { name });
  return false;
}

let anyJson: z.ZodType<Json> | undefined;
function jsonSchema(): z.ZodType<Json> {
  anyJson ??= z
    .lazy(() => {
      const any = jsonSchema();
      return z.union([
        z.string(),
        z.number(),
        z.bigint(),
        z.boolean(),
        z.null(),
        z.array(any),
        z.record(z.string(), any),
      ]);
    })
    .meta({ id: "Json", description: "Any JSON value." });
  return anyJson;
}

/** Any JSON, kept as it is but for characters that can't be stored. */
export const json: Field<Json> = { read: readJson, schema: jsonSchema };

function readJson(value: unknown, warnings: Warnings): Json {
  if (typeof value === "string") return cleanText(value, warnings);
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map((item) => readJson(item, warnings));
  if (!isObject(value)) return null;
  const read: Record<string, Json> = Object.create(null);
  for (const key of Object.keys(value)) {
    if (isAllowedName(key, warnings)) read[cleanText(key, warnings)] = readJson(value[key], warnings);
  }
  return read;
}
