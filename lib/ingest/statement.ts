import { type Column, encodeColumn } from "./columns";
import type { Prepared } from "./writer";

/** A set-based statement and what it takes from `Source`; parameters are arrays in binary form. */
export type Statement<Source> = { readonly name: string; readonly text: string; values(source: Source): Buffer[] };

/** All parameters before anything is sent: should one not be encodable, nothing is under way yet. */
export function prepare<Source>({ name, text, values }: Statement<Source>, source: Source): Prepared {
  return { name, text, values: values(source) };
}

/** The server copies a prepared statement's text each time it runs. */
const oneLine = (sql: string) => sql.trim().replace(/\s+/g, " ");

/**
 * A statement over rows: `sql` gets them as a subquery with one column for each of `columns`.
 * Functions in the select list go hand in hand; in FROM each would first fill a store of its own, which cost a third of
 * PostgreSQL's time for a call, measured.
 */
export function overRows<Source, Row>(
  name: string,
  rowsOf: (source: Source) => readonly Row[],
  columns: Readonly<Record<string, Column<Row>>>,
  sql: (rows: string) => string,
): Statement<Source> {
  const list = Object.entries(columns);
  const selected = list.map(([column, [type]], index) => `unnest($${index + 1}::${type}[]) AS ${column}`);
  return {
    name,
    text: oneLine(sql(`(SELECT ${selected.join(", ")})`)),
    values(source) {
      const rows = rowsOf(source);
      return list.map(([, column]) => encodeColumn(column, rows));
    },
  };
}

/**
 * Statements over different tables as one: every branch of a WITH that writes runs to its end, whether it is read or
 * not. All see the snapshot from before, so none may need what another one wrote. The last one is the main statement;
 * branches have the names of their statements.
 */
export function together<Source>(name: string, statements: readonly Statement<Source>[]): Statement<Source> {
  let shift = 0;
  const texts = statements.map(({ text }) => {
    const base = shift;
    return oneLine(text).replace(/\$(\d+)/g, (_, digits: string) => {
      shift = Math.max(shift, base + Number(digits));
      return `$${base + Number(digits)}`;
    });
  });
  const main = texts.at(-1) ?? "";
  const branches = statements.slice(0, -1).map((statement, index) => `${statement.name} AS (${texts[index]})`);
  return {
    name,
    text: branches.length > 0 ? `WITH ${branches.join(",\n")}\n${main}` : main,
    values: (source) => statements.flatMap(({ values }) => values(source)),
  };
}
