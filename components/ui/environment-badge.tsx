import { FlaskConical, Radio } from "lucide-react";
import { cn } from "./cn";

/** Production is solid ink, development hatched amber: shape, icon and word differ, not only the colour. */
export function EnvironmentBadge({ environment, size = "sm" }: EnvironmentBadgeProps) {
  const isProduction = environment === "production";
  const Icon = isProduction ? Radio : FlaskConical;
  return (
    <span
      className={cn(
        "inline-flex shrink-0 items-center gap-1 whitespace-nowrap rounded-sm font-semibold",
        isProduction ? "bg-production text-on-production" : "hatched text-on-development",
        size === "sm" ? "h-5 px-1.5 text-2xs [&_svg]:size-3" : "h-6 px-2 text-xs [&_svg]:size-3.5",
      )}
    >
      <Icon aria-hidden />
      {isProduction ? "Production" : "Development"}
    </span>
  );
}
type EnvironmentBadgeProps = { environment: "production" | "development"; size?: "sm" | "md" };
