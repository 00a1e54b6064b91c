import { FlaskConical, Radio } from "lucide-react";
import { cn } from "./cn";

type EnvironmentBadgeProps = {
  environment: "production" | "development";
  size?: "sm" | "md";
  /** Shows "Prod" and "Dev" instead: always, or below 1100 px. */
  compact?: "always" | "below-1100";
};

/** Production is solid ink, development hatched amber: shape, icon and word differ, not only the colour. */
export function EnvironmentBadge({ environment, size = "sm", compact }: EnvironmentBadgeProps) {
  const isProduction = environment === "production";
  const Icon = isProduction ? Radio : FlaskConical;
  const rest = compact === "always" ? "sr-only" : compact === "below-1100" ? "max-[1099px]:sr-only" : undefined;
  return (
    <span
      className={cn(
        "inline-flex shrink-0 items-center gap-1 whitespace-nowrap rounded-sm font-semibold",
        isProduction ? "bg-production text-on-production" : "hatched text-on-development",
        size === "sm" ? "h-5 px-1.5 text-2xs [&_svg]:size-3" : "h-6 px-2 text-xs [&_svg]:size-3.5",
      )}
    >
      <Icon
        aria-hidden
        className={compact === "always" ? "hidden" : compact === "below-1100" ? "max-[1099px]:hidden" : undefined}
      />
      <span>
        {isProduction ? "Prod" : "Dev"}
        <span className={rest}>{isProduction ? "uction" : "elopment"}</span>
      </span>
    </span>
  );
}
