"use client";
import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";

export type FilterOption = { readonly value: string; readonly label: string; readonly after?: ReactNode };

type MultiFilterProps = {
  label: string;
  icon?: ReactNode;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** Below the list, such as how many events the names come from. */
  footnote?: string | undefined;
};

/** Any number of a list, found by typing. The button says what is chosen. */
export function MultiFilter({ label, icon, options, chosen, onChange, footnote }: MultiFilterProps) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const missing = chosen.filter((value) => !options.some((option) => option.value === value));
  const all = [...missing.map((value) => ({ value, label: value, after: undefined })), ...options];
  const shown = wanted ? all.filter((option) => option.label.toLowerCase().includes(wanted)) : all;
  const [only] = chosen;
  const summary =
    chosen.length > 1 ? String(chosen.length) : (all.find((option) => option.value === only)?.label ?? "");
  return (
    <Popover
      className="w-72 p-0"
      trigger={
        <button
          type="button"
          className={cn(
            "inline-flex h-7 max-w-56 items-center gap-1.5 rounded-md border px-2 text-xs [&_svg]:size-3 [&_svg]:shrink-0",
            chosen.length > 0
              ? "border-accent/40 bg-accent-soft text-accent"
              : "border-line-strong/50 bg-surface text-muted hover:bg-hover hover:text-ink",
          )}
        >
          {icon}
          <span className="font-medium">{label}</span>
          {summary ? <span className="truncate">{summary}</span> : null}
          <ChevronDown aria-hidden />
        </button>
      }
    >
      {all.length > 7 ? (
        <div className="border-line border-b p-2">
          <Input
            aria-label={`Search in ${label}`}
            placeholder="Search…"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      ) : null}
      <fieldset className="max-h-72 overflow-y-auto p-1">
        <legend className="sr-only">{label}</legend>
        {shown.map((option) => (
          <label
            key={option.value}
            className="flex min-h-7 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="checkbox"
              className="size-3.5 shrink-0 accent-accent focus-visible:outline-none"
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value),
                )
              }
            />
            <span className="min-w-0 flex-1 truncate" title={option.label}>
              {option.label}
            </span>
            {option.after ? <span className="shrink-0 text-faint text-xs">{option.after}</span> : null}
          </label>
        ))}
        {shown.length === 0 ? <p className="px-2 py-1.5 text-muted">Nothing matches.</p> : null}
      </fieldset>
      <div className="flex items-center justify-between gap-2 border-line border-t px-3 py-1.5 text-faint text-xs empty:hidden">
        {footnote ? <span>{footnote}</span> : null}
        {chosen.length > 0 ? (
          <button type="button" className="ml-auto text-accent hover:underline" onClick={() => onChange([])}>
            Clear
          </button>
        ) : null}
      </div>
    </Popover>
  );
}
