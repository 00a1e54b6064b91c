"use client";
import { type ComponentType, useState } from "react";
import { cn } from "./cn";
import { ListButton } from "./list-button";
import type { Option } from "./select";

export type ComboboxProps<Value extends string> = {
  options: readonly Option<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  "aria-label"?: string;
  /** Shown while nothing is chosen. */
  placeholder?: string;
  searchPlaceholder?: string;
  disabled?: boolean;
  className?: string;
};

const load = () => import("./open-combobox").then((module) => module.OpenCombobox);

/** One of a long list, found by typing. Like Select only a button until it is pressed. */
export function Combobox<Value extends string>(props: ComboboxProps<Value>) {
  const { options, value, placeholder = "Choose…", disabled, className } = props;
  const [Loaded, setLoaded] = useState<ComponentType<ComboboxProps<Value>> | null>(null);
  if (Loaded) return <Loaded {...props} />;
  const chosen = options.find((option) => option.value === value);
  return (
    <ListButton
      popup="dialog"
      aria-label={props["aria-label"]}
      disabled={disabled}
      className={className}
      onLoad={() => void load()}
      onOpen={() => void load().then((component) => setLoaded(() => component))}
    >
      <span className={cn("truncate", !chosen && "text-faint")}>{chosen?.label ?? placeholder}</span>
    </ListButton>
  );
}
