"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { cn } from "./cn";
import { useField } from "./field-context";
import { OPTION, POPUP, TRIGGER } from "./list-popup";
import type { SelectProps } from "./select";

/** The select itself, open from the start: it is loaded because somebody pressed its button. */
export function OpenSelect<Value extends string>(props: SelectProps<Value>) {
  const { options, value, onChange, prefix, name, disabled, className } = props;
  const labelId = useField()?.labelId;
  const label = props["aria-label"];
  return (
    <Base.Root
      defaultOpen
      items={options}
      value={value}
      name={name}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <Base.Trigger aria-label={label} aria-labelledby={label ? undefined : labelId} className={cn(TRIGGER, className)}>
        <span className="flex min-w-0 gap-1.5">
          {prefix ? <span className="text-muted">{prefix}</span> : null}
          <Base.Value className="truncate" />
        </span>
        <Base.Icon>
          <ChevronsUpDown className="size-3.5 text-faint" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className={cn(POPUP, "min-w-(--anchor-width)")}>
            <Base.List>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} disabled={option.disabled} className={OPTION}>
                  <span className="w-3.5">
                    <Base.ItemIndicator>
                      <Check className="text-accent" />
                    </Base.ItemIndicator>
                  </span>
                  {option.icon}
                  <Base.ItemText>{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
