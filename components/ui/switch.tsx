import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

type ToggleProps = Omit<ComponentProps<"input">, "type" | "aria-describedby"> & {
  label: ReactNode;
  /** A sentence below the label. */
  help?: ReactNode;
};

/** A switch: takes effect at once, or with the form when it stands in one. */
export function Switch({ label, help, className, ...rest }: ToggleProps & { checked: boolean }) {
  const id = useId();
  return (
    <label
      className={cn(
        "flex items-start justify-between gap-4",
        rest.disabled ? "cursor-not-allowed text-muted" : "cursor-pointer",
        className,
      )}
    >
      <span>
        <span className="font-medium">{label}</span>
        <Help id={id}>{help}</Help>
      </span>
      <span className="relative mt-0.5 h-4.5 w-8 shrink-0">
        <input
          {...rest}
          type="checkbox"
          role="switch"
          aria-checked={rest.checked}
          aria-describedby={help ? id : undefined}
          className="peer absolute inset-0 appearance-none rounded-full border border-line-strong bg-sunken transition-colors checked:border-accent checked:bg-accent disabled:opacity-60"
        />
        <span className="pointer-events-none absolute top-1 left-1 size-2.5 rounded-full bg-line-strong transition-[translate] peer-checked:translate-x-3.5 peer-checked:bg-on-accent" />
      </span>
    </label>
  );
}

function Help({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <span id={id} className="mt-0.5 block text-muted text-xs">
      {children}
    </span>
  );
}
