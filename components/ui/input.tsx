"use client";
import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useField } from "./field-context";

const LOOK =
  "w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink transition-colors duration-100 " +
  "focus:border-accent focus:outline-2 focus:outline-accent/25 focus:outline-offset-0 " +
  "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted read-only:bg-sunken " +
  "aria-invalid:border-danger";

/** What the field around a control says about it. */
function useFieldProps() {
  const field = useField();
  if (!field) return {};
  return {
    id: field.controlId,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.invalid || undefined,
    ...(field.disabled ? { disabled: true } : {}),
  };
}

type InputProps = ComponentProps<"input"> & { onValueChange?: (value: string) => void };

/** One line of text. Inside a <Field> it takes label, help and error from there. */
export function Input({ className, onValueChange, onChange, ...rest }: InputProps) {
  return (
    <input
      {...useFieldProps()}
      {...rest}
      onChange={(event) => {
        onChange?.(event);
        onValueChange?.(event.target.value);
      }}
      className={cn(LOOK, "h-8", className)}
    />
  );
}

/** Several lines of text. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea {...useFieldProps()} {...rest} rows={rows} className={cn(LOOK, "min-h-16 resize-y py-1.5", className)} />
  );
}

/** A search field; `/` focuses the first one of the page. */
export function SearchInput({ className, ...rest }: ComponentProps<typeof Input>) {
  return (
    <div className={cn("relative", className)}>
      <Search
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-3.5 text-faint"
        aria-hidden
      />
      <Input {...rest} type="search" data-page-search="" className="pl-8 [&::-webkit-search-cancel-button]:hidden" />
    </div>
  );
}
