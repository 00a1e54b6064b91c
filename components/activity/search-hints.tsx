import { Kbd } from "@/components/ui/kbd";

const EXAMPLES = [
  ["ada@brightwharf.example", "any identity, in any field"],
  ["customer_id:C-1042", "one field only"],
  ["-8921341234567890123", "an MPID"],
] as const;

/** What the field takes; shown until something is searched. */
export function SearchHints() {
  return (
    <div className="grid gap-x-10 gap-y-3 text-muted sm:grid-cols-2">
      <ul className="space-y-1">
        {EXAMPLES.map(([example, meaning]) => (
          <li key={example}>
            <code className="rounded-sm bg-sunken px-1 font-mono text-ink text-xs">{example}</code> {meaning}
          </li>
        ))}
      </ul>
      <ul className="space-y-1">
        <li>
          Exact matches come first; without any, similar values, former identities and batches that belong to nobody.
        </li>
        <li>
          <Kbd>/</Kbd> this field · <Kbd>Ctrl</Kbd> <Kbd>K</Kbd> search from anywhere · <Kbd>j</Kbd> <Kbd>k</Kbd>{" "}
          <Kbd>Enter</Kbd> walk the hits
        </li>
      </ul>
    </div>
  );
}
