import { Link2 } from "lucide-react";
import type { ReactNode } from "react";
import { Section } from "@/components/ui/section";

type PanelProps = {
  /** Also the address: `#attributes`. */
  id: string;
  title: string;
  count?: number;
  description?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  children: ReactNode;
};

/** A section of the profile that can be linked to. */
export function Panel({ id, title, count, description, actions, flush, children }: PanelProps) {
  return (
    <Section
      id={id}
      title={title}
      className="group/panel scroll-mt-12"
      flush={flush}
      description={description}
      actions={actions}
      after={
        <span className="inline-flex items-center gap-2">
          {count}
          <a
            href={`#${id}`}
            aria-label={`Link to ${title}`}
            className="text-faint opacity-0 hover:text-ink focus-visible:opacity-100 group-hover/panel:opacity-100"
          >
            <Link2 className="size-3.5" aria-hidden />
          </a>
        </span>
      }
    >
      {children}
    </Section>
  );
}

/** What an empty section says. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-muted">{children}</p>;
}
