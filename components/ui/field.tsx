"use client";
import { Field as Base } from "@base-ui/react/field";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";
import { FieldLabelContext } from "./field-label";

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
export function Field({ label, children, help, error, optional, disabled, className }: FieldProps) {
  const labelId = useId();
  return (
    <Base.Root invalid={Boolean(error)} disabled={disabled} className={cn("flex flex-col gap-1.5", className)}>
      <div className="flex items-baseline gap-2">
        <Base.Label id={labelId} className="font-medium text-ink text-sm">
          {label}
        </Base.Label>
        {optional ? <span className="text-faint text-xs">optional</span> : null}
      </div>
      <FieldLabelContext value={labelId}>{children}</FieldLabelContext>
      {help ? <Base.Description className="text-muted text-xs">{help}</Base.Description> : null}
      {error ? (
        <Base.Error match={true} role="alert" className="text-danger text-xs">
          {error}
        </Base.Error>
      ) : null}
    </Base.Root>
  );
}
