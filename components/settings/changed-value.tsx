import { ArrowRight } from "lucide-react";
import { NoValue } from "@/components/ui/key-values";
import { ShortTime } from "@/components/ui/time";
import { LEVEL_LABELS } from "@/lib/explain/labels";
import { INPUT_KINDS } from "@/lib/inputs/kinds";
import { type ChangedField, changedFields, fieldWords } from "./audit-words";

type ChangedProps = {
  before: unknown;
  after: unknown;
  /** Stands beside already: a first name that says the same is left out. */
  besides: string;
};

/** Before and after of a change, field by field. */
export function Changed({ before, after, besides }: ChangedProps) {
  const fields = changedFields(before, after).filter((field) => "before" in field || field.after !== besides);
  return (
    <ul className="space-y-0.5 text-xs">
      {fields.map((field) => (
        <li key={field.name} className="flex flex-wrap items-center gap-x-1.5">
          <span className="text-muted">{fieldWords(field.name)}</span>
          <Sides field={field} />
        </li>
      ))}
    </ul>
  );
}

function Sides({ field }: { field: ChangedField }) {
  const { name } = field;
  if (!("before" in field)) return <Value name={name} value={field.after} />;
  if (!("after" in field)) {
    return (
      <s>
        <Value name={name} value={field.before} />
      </s>
    );
  }
  return (
    <>
      <Value name={name} value={field.before} />
      <ArrowRight className="size-3 text-faint" aria-label="became" />
      <Value name={name} value={field.after} />
    </>
  );
}

function Value({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined) return <NoValue kind="null" />;
  if (value === "") return <NoValue kind="empty" />;
  if (typeof value === "number" && name.endsWith("At")) return <ShortTime ms={value} />;
  if (typeof value === "boolean") return <span>{value ? "yes" : "no"}</span>;
  if (Array.isArray(value) && value.length === 0) return <NoValue kind="empty-list" />;
  const text = typeof value === "string" ? value : Array.isArray(value) ? value.join(", ") : JSON.stringify(value);
  return <span className="[overflow-wrap:anywhere]">{labelOf(name, text) ?? text}</span>;
}

/** What the rest of the console calls a value that is stored by its code. */
function labelOf(name: string, text: string): string | undefined {
  if (name === "protectionLevel") return Object.entries(LEVEL_LABELS).find(([key]) => key === text)?.[1];
  return name === "kind" ? INPUT_KINDS.find(({ kind }) => kind === text)?.label : undefined;
}
