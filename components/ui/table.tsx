import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A dense table with a head that stays in sight of its scrolling parent. */
export function Table({ className, ...rest }: ComponentProps<"table">) {
  return <table {...rest} className={cn("w-full border-separate border-spacing-0 text-left text-sm", className)} />;
}

export function TableHead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead {...rest} className={cn("text-muted text-xs", className)} />;
}

export function HeadCell({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...rest}
      className={cn(
        "sticky top-0 z-10 h-8 whitespace-nowrap border-line border-b bg-surface px-3 font-medium",
        className,
      )}
    />
  );
}

/** `selected` marks the row whose detail is open. */
export function Row({ selected, className, ...rest }: ComponentProps<"tr"> & { selected?: boolean }) {
  return (
    <tr
      {...rest}
      aria-selected={selected}
      className={cn("group/row hover:bg-hover aria-selected:bg-selected", rest.onClick && "cursor-pointer", className)}
    />
  );
}

export function Cell({ className, ...rest }: ComponentProps<"td">) {
  return <td {...rest} className={cn("h-9 border-line border-b px-3 py-1 group-last/row:border-b-0", className)} />;
}
