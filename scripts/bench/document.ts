import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./database";
import type { Row } from "./line";
import { notesOf, tableOf } from "./report";

type Measurement = { readonly machine: string; readonly busy: number; readonly rows: readonly Row[] };

const [BEGIN, END] = ["<!-- measured: begin -->", "<!-- measured: end -->"];
const FILE = path.join(ROOT, "docs", "bench.md");

/** docs/bench.md with the measured part replaced; what people wrote around it stays. */
export function documentOf({ machine, busy, rows }: Measurement): string {
  const day = new Date().toISOString().slice(0, 10);
  const measured = `${BEGIN}\n${day}. ${machine}\nLoad average of other programs before the run: ${busy.toFixed(1)}.\n\n${tableOf(rows)}\n\n${notesOf(rows)}\n${END}`;
  const text = existsSync(FILE) ? readFileSync(FILE, "utf8") : `# Bench\n\n${BEGIN}\n${END}\n`;
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`docs/bench.md lacks the lines ${BEGIN} and ${END}.`);
  return `${text.slice(0, begin)}${measured}${text.slice(end + END.length)}`;
}
