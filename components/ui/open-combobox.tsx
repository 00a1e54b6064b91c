"use client";
import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown } from "lucide-react";
import { cn } from "./cn";
import type { ComboboxProps } from "./combobox";
import { useField } from "./field-context";
import { OPTION, POPUP, TRIGGER } from "./list-popup";
import type { Option } from "./select";

/** The list itself with its field, open from the start: it is loaded because somebody pressed its button. */
export function OpenCombobox<Value extends string>(props: ComboboxProps<Value>) {
  const { options, value, onChange, placeholder = "Choose…", searchPlaceholder = "Search…", disabled } = props;
  const chosen = options.find((option) => option.value === value) ?? null;
  const labelId = useField()?.labelId;
  const label = props["aria-label"];
  return (
    <Base.Root
      defaultOpen
      items={options}
      value={chosen}
      disabled={disabled}
      itemToStringLabel={(option: Option<Value>) => option.label}
      isItemEqualToValue={(a: Option<Value>, b: Option<Value>) => a.value === b.value}
      onValueChange={(option) => {
        if (option) onChange(option.value);
      }}
    >
      <Base.Trigger
        aria-label={label}
        aria-labelledby={label ? undefined : labelId}
        className={cn(TRIGGER, props.className)}
      >
        <span className={cn("truncate", !chosen && "text-faint")}>{chosen?.label ?? placeholder}</span>
        <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" className="z-50">
          <Base.Popup className={cn(POPUP, "min-w-[max(var(--anchor-width),14rem)] p-0")}>
            <Base.Input
              placeholder={searchPlaceholder}
              className="sticky top-0 h-9 w-full border-line border-b bg-raised px-3 outline-none"
            />
            <Base.Empty className="px-3 py-2 text-muted empty:hidden">Nothing matches.</Base.Empty>
            <Base.List className="p-1 empty:hidden">
              {(option: Option<Value>) => (
                <Base.Item key={option.value} value={option} disabled={option.disabled} className={OPTION}>
                  <span className="w-3.5">
                    <Base.ItemIndicator>
                      <Check className="text-accent" />
                    </Base.ItemIndicator>
                  </span>
                  {option.icon}
                  <span className="truncate">{option.label}</span>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
