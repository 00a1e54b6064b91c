import { NoValue } from "@/components/ui/key-values";
import { stringifyJson } from "@/lib/batch/json";

/** Any JSON value in a cell: null, empty text, empty list and absent look different; big integers stay exact. */
export function PlainValue({ value }: { value: unknown }) {
  if (value === undefined) return <NoValue kind="absent" />;
  if (value === null) return <NoValue kind="null" />;
  if (value === "") return <NoValue kind="empty" />;
  if (Array.isArray(value)) {
    if (value.length === 0) return <NoValue kind="empty-list" />;
    if (value.every((item) => typeof item === "string")) {
      return (
        <span className="flex flex-wrap gap-1">
          {value.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list may repeat a value
            <span key={index} className="rounded-sm bg-sunken px-1.5 [overflow-wrap:anywhere]">
              <PlainValue value={item} />
            </span>
          ))}
        </span>
      );
    }
  }
  if (typeof value === "object") {
    return <code className="whitespace-pre-wrap font-mono text-xs">{stringifyJson(value, 2)}</code>;
  }
  if (typeof value === "string") return <span className="whitespace-pre-wrap">{value}</span>;
  return <span className="font-mono text-xs">{String(value)}</span>;
}
