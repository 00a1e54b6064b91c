import { cpus, release, totalmem, type } from "node:os";
import { type Row, verdict } from "./line";

const COLUMNS = ["What", "Measured", "Limit", "Ratio or figure", "Target", "Goal", "Verdict"] as const;

const signed = (row: Row, value: number | null) => {
  if (value === null) return "";
  const bound = row.better === "higher" ? "≥" : "≤";
  return `${bound} ${value}${row.unit && ` ${row.unit}`}`;
};

function cells(row: Row): string[] {
  const figure = `${row.figure.toFixed(row.unit ? 0 : row.figure < 1 ? 3 : 2)}${row.unit && ` ${row.unit}`}`;
  return [row.what, row.measured, row.limit, figure, signed(row, row.target), signed(row, row.goal), verdict(row)];
}

/** A Markdown table whose columns line up in a terminal, too. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [[...COLUMNS], ...rows.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = lines;
  return [text(head), `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...body.map(text)].join("\n");
}

export function notesOf(rows: readonly Row[]): string {
  return rows.flatMap(({ what, note }) => (note ? [`- ${what}: ${note}.`] : [])).join("\n");
}

/** What the figures were measured on. */
export function machineOf(settings: Readonly<Record<string, string>>, profiles: number): string {
  const [cpu] = cpus();
  const { server_version: version, ...rest } = settings;
  return [
    `${cpus().length} × ${cpu?.model.trim() ?? "CPU"}, ${Math.round(totalmem() / 1024 ** 3)} GB, ${type()} ${release()}, Node ${process.versions.node}.`,
    `PostgreSQL ${version} on the same machine as the server and the load, ${profiles.toLocaleString("en")} people; ${Object.entries(
      rest,
    )
      .map(([name, value]) => `${name} = ${value}`)
      .join(", ")}; no unlogged tables.`,
  ].join("\n");
}
