import { CircleCheck, CircleDashed, Info, type LucideIcon, OctagonAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type Tone = "neutral" | "accent" | "success" | "warn" | "danger" | "info";

const LOOKS: Readonly<Record<Tone, string>> = {
  neutral: "bg-sunken text-muted ring-line",
  accent: "bg-accent-soft text-accent ring-accent/20",
  success: "bg-success-soft text-success ring-success/20",
  warn: "bg-warn-soft text-warn ring-warn/20",
  danger: "bg-danger-soft text-danger ring-danger/20",
  info: "bg-info-soft text-info ring-info/20",
};

/** A short word with a tint. Colour never says what the word does not. */
export function Badge({ tone = "neutral", icon, title, children, className }: BadgeProps) {
  return (
    <span
      title={title}
      className={cn(
        "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-2xs ring-1 ring-inset [&_svg]:size-3",
        LOOKS[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
type BadgeProps = { tone?: Tone; icon?: ReactNode; title?: string; children: ReactNode; className?: string };

const STATUS_ICONS = {
  neutral: CircleDashed,
  accent: Info,
  success: CircleCheck,
  warn: TriangleAlert,
  danger: OctagonAlert,
  info: Info,
} as const;
const STATUS_TEXT: Readonly<Record<Tone, string>> = {
  neutral: "text-muted",
  accent: "text-accent",
  success: "text-success",
  warn: "text-warn",
  danger: "text-danger",
  info: "text-info",
};

/** A state in a row: icon and word, without a box. `icon`: where another than the tone's says it better. */
export function Status({ tone = "neutral", icon, children }: StatusProps) {
  const Icon = icon ?? STATUS_ICONS[tone];
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap", STATUS_TEXT[tone])}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {children}
    </span>
  );
}
type StatusProps = { tone?: Tone; icon?: LucideIcon | undefined; children: ReactNode };
