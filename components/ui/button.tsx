import type { ComponentProps } from "react";
import { cn } from "./cn";

export type ButtonTone = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "sm" | "md";

const TONES: Readonly<Record<ButtonTone, string>> = {
  primary: "border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover",
  plain: "border-line-strong/50 bg-surface text-ink shadow-low hover:bg-hover",
  quiet: "border-transparent text-muted hover:bg-hover hover:text-ink",
  danger: "border-danger bg-danger text-on-danger hover:border-danger-hover hover:bg-danger-hover",
};
const SIZES: Readonly<Record<ButtonSize, string>> = {
  sm: "h-7 gap-1.5 px-2 text-xs",
  md: "h-8 gap-1.5 px-3 text-sm",
};

/** The look of a button, for links that act like one. */
export function buttonClass(tone: ButtonTone = "plain", size: ButtonSize = "md", className?: string): string {
  return cn(
    "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md border font-medium transition-colors duration-100",
    "disabled:cursor-not-allowed disabled:opacity-55 [&_svg]:size-3.5 [&_svg]:shrink-0",
    TONES[tone],
    SIZES[size],
    className,
  );
}

type ButtonProps = ComponentProps<"button"> & {
  tone?: ButtonTone;
  size?: ButtonSize;
  /** Work is under way: the button stays in place, says so and can't be pressed again. */
  busy?: boolean;
};

/** A button; `type` is "button" unless told otherwise. */
export function Button({ tone, size, busy, className, type = "button", disabled, children, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={buttonClass(tone, size, cn("relative", className))}
    >
      {busy ? (
        <>
          <span className="invisible inline-flex items-center gap-1.5">{children}</span>
          <span className="absolute inset-0 grid place-items-center" aria-hidden="true">
            <span className="size-3.5 animate-spin rounded-full border-2 border-current border-t-transparent" />
          </span>
        </>
      ) : (
        children
      )}
    </button>
  );
}
