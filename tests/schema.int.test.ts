import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import prismaInternals from "@prisma/internals";
import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "./database";

const db = await testDatabase();
afterAll(db.close);

/** Tables that Prisma's schema leaves to SQL: partitioned ones, their partitions, and those only ingest knows. */
const SQL_ONLY = /^(_prisma_migrations|dedupe|(batch|event|raw_request)(_default|_\d{4}_\d{2})?)$/;

const folder = path.join(import.meta.dirname, "../prisma/schema");
const schemas = readdirSync(folder).map((file): [string, string] => [
  file,
  readFileSync(path.join(folder, file), "utf8"),
]);
const { datamodel } = await prismaInternals.getDMMF({ datamodel: schemas });

const TYPES: Record<string, string> = {
  BigInt: "int8",
  Boolean: "bool",
  Environment: "environment",
  Int: "int4",
  Json: "jsonb",
  String: "text",
};

type Column = { table: string; column: string; type: string; nullable: boolean };
const inOrder = <T>(list: T[]): T[] =>
  list
    .map((item) => JSON.stringify(item))
    .sort()
    .map((text) => JSON.parse(text) as T);

function modelColumns(): Column[] {
  return datamodel.models.flatMap((model) =>
    model.fields
      .filter((field) => field.kind !== "object")
      .map((field) => {
        const base = field.nativeType?.[0] === "SmallInt" ? "int2" : (TYPES[field.type] ?? field.type);
        return {
          table: model.dbName ?? model.name,
          column: field.dbName ?? field.name,
          type: field.isList ? `_${base}` : base,
          nullable: !field.isRequired,
        };
      }),
  );
}

describe("the Prisma schema and the migrated database", () => {
  test("have the same tables, columns, types and nullability", async () => {
    const columns = await db.query<Column>(
      `SELECT table_name AS table, column_name AS column, udt_name AS type, is_nullable = 'YES' AS nullable
       FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    expect(inOrder(modelColumns())).toEqual(inOrder(columns.filter((row) => !SQL_ONLY.test(row.table))));
  });

  test("have the same primary keys", async () => {
    const keys = await db.query<{ table: string; columns: string[] }>(
      `SELECT c.conrelid::regclass::text AS table,
              (SELECT array_agg(a.attname::text ORDER BY k.ord) FROM unnest(c.conkey) WITH ORDINALITY k(num, ord)
                 JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num) AS columns
       FROM pg_constraint c WHERE c.contype = 'p' AND c.connamespace = 'public'::regnamespace`,
    );
    const models = datamodel.models.map((model) => {
      const names = model.primaryKey?.fields ?? model.fields.filter((field) => field.isId).map((field) => field.name);
      const columns = names.map((name) => {
        const field = model.fields.find((each) => each.name === name);
        return field?.dbName ?? name;
      });
      return { table: model.dbName ?? model.name, columns };
    });
    expect(inOrder(models)).toEqual(inOrder(keys.filter((row) => !SQL_ONLY.test(row.table))));
  });

  test("have the same foreign keys", async () => {
    const rows = await db.query<{ key: string }>(
      `SELECT c.conrelid::regclass || '(' || a.attname || ') -> ' || c.confrelid::regclass AS key
       FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
       WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`,
    );
    const models = datamodel.models.flatMap((model) =>
      model.fields
        .filter((field) => (field.relationFromFields ?? []).length > 0)
        .map((field) => {
          const from = model.fields.find((each) => each.name === field.relationFromFields?.[0]);
          const target = datamodel.models.find((each) => each.name === field.type);
          return `${model.dbName ?? model.name}(${from?.dbName ?? from?.name}) -> ${target?.dbName ?? field.type}`;
        }),
    );
    expect(models.sort()).toEqual(rows.map((row) => row.key).sort());
  });

  test("leave only known tables to SQL", async () => {
    const tables = await db.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    const models = new Set(datamodel.models.map((model) => model.dbName ?? model.name));
    expect(tables.map((row) => row.name).filter((name) => !models.has(name) && !SQL_ONLY.test(name))).toEqual([]);
  });
});
