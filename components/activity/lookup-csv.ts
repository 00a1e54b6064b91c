import type { LookupRow } from "@/lib/profile/view-types";

const HEADER = "identifier,mpid,matched_by,environment,last_seen_utc,found";

/** RFC 4180; a cell that a spreadsheet would take for a formula gets an apostrophe before it, MPIDs excepted. Pure. */
export function lookupsToCsv(rows: readonly LookupRow[]): string {
  const lines = rows.flatMap(({ value, people }) =>
    people.length === 0
      ? [[cell(value), "", "", "", "", "no"]]
      : people.map((one) => [
          cell(value),
          one.mpid,
          cell(one.matchedTypes.join(" ")),
          one.environment,
          new Date(one.lastSeen).toISOString(),
          "yes",
        ]),
  );
  return [HEADER, ...lines.map((line) => line.join(","))].join("\r\n");
}

function cell(text: string): string {
  const isNumber = /^-?\d+$/.test(text);
  const safe = /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function downloadLookups(rows: readonly LookupRow[]): void {
  const url = URL.createObjectURL(new Blob([lookupsToCsv(rows)], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "look-up.csv";
  link.click();
  URL.revokeObjectURL(url);
}
