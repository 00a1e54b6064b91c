import { CircleSlash, Clock, type LucideIcon } from "lucide-react";
import { Status, type Tone } from "@/components/ui/badge";
import { RelativeTime, ShortTime } from "@/components/ui/time";
import { remarkSentence } from "@/lib/explain/sentences";
import type { AliasFact, Person } from "@/lib/profile/view-types";
import { Panel } from "./panel";
import { PersonLink } from "./person-link";

type Look = { readonly tone: Tone; readonly label: string; readonly icon?: LucideIcon };

/** As the Live Stream marks them. */
const STATES: Readonly<Record<AliasFact["state"], Look>> = {
  scheduled: { tone: "neutral", label: "Scheduled", icon: Clock },
  executed: { tone: "success", label: "Executed" },
  skipped: { tone: "warn", label: "Not executed", icon: CircleSlash },
  failed: { tone: "danger", label: "Failed" },
};

/** Requests that join this person's history with another's: what became of them, or will. */
export function AliasesPanel({ person: { aliases, moreAliases, workspaceId } }: { person: Person }) {
  return (
    <Panel
      id="aliases"
      title="Aliases"
      count={aliases.length}
      description="The source's events show on the destination"
    >
      <ul className="divide-y divide-line">
        {aliases.map((alias) => (
          <li key={alias.id} className="py-2">
            <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
              <span>
                <span className="text-muted">{alias.role === "source" ? "Into" : "From"}</span>{" "}
                <PersonLink mpid={alias.mpid} workspaceId={workspaceId} />
              </span>
              <State alias={alias} />
            </div>
            <p className="mt-0.5 text-muted text-xs">
              Events from <ShortTime ms={alias.start} /> to <ShortTime ms={alias.end} />
            </p>
            {alias.reason ? <p className="mt-0.5 text-xs">{remarkSentence({ code: alias.reason })}</p> : null}
          </li>
        ))}
      </ul>
      {moreAliases ? <p className="mt-2 text-faint text-xs">Older requests are not listed.</p> : null}
    </Panel>
  );
}

function State({ alias }: { alias: AliasFact }) {
  const { tone, label, icon } = STATES[alias.state];
  return (
    <span className="inline-flex items-center gap-1.5 text-xs">
      <Status tone={tone} icon={icon}>
        {label}
      </Status>
      <RelativeTime ms={alias.finishedAt ?? alias.dueAt} className="text-muted" />
    </span>
  );
}
