import type { ReactNode } from "react";
import { cn } from "./cn";

export type KeyValue = {
  /** Needed when two rows share a name. */
  readonly id?: string;
  readonly name: ReactNode;
  readonly value: ReactNode;
};

/** Names left, values right; values may be long and wrap anywhere. */
export function KeyValues({ rows, className }: { rows: readonly KeyValue[]; className?: string }) {
  return (
    <dl className={cn("@container divide-y divide-line", className)}>
      {rows.map((row, index) => (
        <div
          key={row.id ?? (typeof row.name === "string" ? row.name : index)}
          className="grid @xs:grid-cols-[min(14rem,36%)_1fr] gap-x-4 py-1.5"
        >
          <dt className="text-muted">{row.name}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The four ways of having no value look different: absent, null, empty text, empty list. */
export function NoValue({ kind }: { kind: "absent" | "null" | "empty" | "empty-list" }) {
  if (kind === "absent") return <span className="text-faint">—</span>;
  const words = kind === "null" ? "null" : kind === "empty" ? "empty text" : "empty list";
  return <span className="rounded-sm bg-sunken px-1 font-mono text-faint text-xs italic">{words}</span>;
}
