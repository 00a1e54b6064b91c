import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";

export type Crumb = { readonly label: string; readonly href?: string };

type PageHeaderProps = {
  /** From the section down to the parent; the title itself is not repeated. */
  crumbs?: readonly Crumb[];
  title: ReactNode;
  /** A sentence, badges or ids beside or below the title. */
  description?: ReactNode;
  badges?: ReactNode;
  /** Buttons on the right. */
  actions?: ReactNode;
  /** LinkTabs below. */
  tabs?: ReactNode;
};

/** The head of a page: breadcrumb, title, actions, tabs. */
export function PageHeader({ crumbs, title, description, badges, actions, tabs }: PageHeaderProps) {
  return (
    <header className="border-line border-b bg-surface px-6 pt-4">
      {crumbs?.length ? (
        <nav aria-label="Breadcrumb" className="mb-1 flex flex-wrap items-center gap-1 text-muted text-xs">
          {crumbs.map((crumb, index) => (
            <Fragment key={`${crumb.label}${crumb.href}`}>
              {index > 0 ? <ChevronRight className="size-3 text-faint" aria-hidden /> : null}
              {crumb.href ? (
                <Link href={crumb.href} className="hover:text-ink hover:underline">
                  {crumb.label}
                </Link>
              ) : (
                <span>{crumb.label}</span>
              )}
            </Fragment>
          ))}
        </nav>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 pb-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-2">
            <h1
              className="line-clamp-2 font-semibold text-xl tracking-tight [overflow-wrap:anywhere]"
              title={typeof title === "string" ? title : undefined}
            >
              {title}
            </h1>
            {badges}
          </div>
          {description ? <div className="mt-1 text-muted">{description}</div> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {tabs ? <div className="-mb-px">{tabs}</div> : null}
    </header>
  );
}
