"use client";
import { type ReactNode, useId, useMemo } from "react";
import { cn } from "./cn";
import { FieldContext } from "./field-context";

type FieldProps = {
  label: ReactNode;
  /** One control: Input, Textarea, Select, Combobox. */
  children: ReactNode;
  /** A sentence below the control. */
  help?: ReactNode;
  /** What is wrong; marks the control and is announced. */
  error?: string | null | undefined;
  optional?: boolean;
  disabled?: boolean;
  className?: string;
};

/** A control with its label, help and error, tied together for screen readers. */
export function Field({ label, children, help, error, optional, disabled = false, className }: FieldProps) {
  const id = useId();
  const hasHelp = Boolean(help);
  const invalid = Boolean(error);
  const facts = useMemo(() => {
    const describedBy = [hasHelp ? `${id}-help` : "", invalid ? `${id}-error` : ""].filter(Boolean).join(" ");
    return {
      labelId: `${id}-label`,
      controlId: `${id}-control`,
      describedBy: describedBy || undefined,
      invalid,
      disabled,
    };
  }, [id, hasHelp, invalid, disabled]);
  return (
    <div className={cn("flex flex-col gap-1.5", className)}>
      <div className="flex items-baseline gap-2">
        <label id={facts.labelId} htmlFor={facts.controlId} className="font-medium text-ink text-sm">
          {label}
        </label>
        {optional ? <span className="text-faint text-xs">optional</span> : null}
      </div>
      <FieldContext value={facts}>{children}</FieldContext>
      {help ? (
        <p id={`${id}-help`} className="text-muted text-xs">
          {help}
        </p>
      ) : null}
      {error ? (
        <div id={`${id}-error`} role="alert" className="text-danger text-xs">
          {error}
        </div>
      ) : null}
    </div>
  );
}
