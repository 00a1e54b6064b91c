import type { ReactNode } from "react";
import { cn } from "./cn";

type SectionProps = {
  id?: string;
  title?: ReactNode;
  /** A count or a badge after the title. */
  after?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** No inner padding: the content is a table, whose outer cells line up with the title. */
  flush?: boolean;
  className?: string;
};

/** A titled box of a page. */
export function Section({ id, title, after, description, actions, children, flush, className }: SectionProps) {
  return (
    <section
      id={id}
      aria-label={typeof title === "string" ? title : undefined}
      className={cn("rounded-lg border border-line bg-surface", className)}
    >
      {title ? (
        <div className="flex flex-wrap items-center justify-between gap-2 border-line border-b px-4 py-2.5">
          <div>
            <h2 className="flex items-center gap-2 font-semibold text-sm">
              {title}
              {after ? <span className="font-normal text-faint text-xs">{after}</span> : null}
            </h2>
            {description ? <p className="text-muted text-xs">{description}</p> : null}
          </div>
          {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
        </div>
      ) : null}
      <div
        className={
          flush ? "overflow-x-auto [&_:is(td,th):first-child]:pl-4 [&_:is(td,th):last-child]:pr-4" : "px-4 py-3"
        }
      >
        {children}
      </div>
    </section>
  );
}

/** The sections of a settings page, one below the other, no wider than forms are read well. */
export function Sections({ children }: { children: ReactNode }) {
  return <div className="max-w-4xl space-y-4 p-6">{children}</div>;
}
