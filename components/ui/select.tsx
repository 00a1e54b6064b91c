"use client";
import { type ComponentType, type ReactNode, useState } from "react";
import { ListButton } from "./list-button";

export type Option<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
};

export type SelectProps<Value extends string> = {
  options: readonly Option<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** Needed when no <Field> gives a label. */
  "aria-label"?: string;
  /** Stands before the chosen label, such as "Environment:". */
  prefix?: string;
  name?: string;
  disabled?: boolean;
  className?: string;
};

const load = () => import("./open-select").then((module) => module.OpenSelect);

/**
 * One of a short list; for long ones: Combobox. Until it is pressed it is only a button of the same role and look: the
 * list and its positioning come then, since pages carry several and most are never opened.
 */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, prefix, name, disabled, className } = props;
  const [Loaded, setLoaded] = useState<ComponentType<SelectProps<Value>> | null>(null);
  if (Loaded) return <Loaded {...props} />;
  return (
    <>
      <ListButton
        popup="listbox"
        aria-label={props["aria-label"]}
        disabled={disabled}
        className={className}
        onLoad={() => void load()}
        onOpen={() => void load().then((component) => setLoaded(() => component))}
      >
        <span className="flex min-w-0 gap-1.5">
          {prefix ? <span className="text-muted">{prefix}</span> : null}
          <span className="truncate">{options.find((option) => option.value === value)?.label ?? value}</span>
        </span>
      </ListButton>
      {name ? <input type="hidden" name={name} value={value} /> : null}
    </>
  );
}
