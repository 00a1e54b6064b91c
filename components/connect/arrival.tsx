import { Radio, User } from "lucide-react";
import Link from "next/link";
import { OutcomeMark } from "@/components/live-stream/outcome";
import { eventsLine, mainIdentity } from "@/components/live-stream/row-words";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/time";
import { adviceFor } from "@/lib/explain/advice";
import { OUTCOME_LABELS } from "@/lib/explain/labels";
import { identityRequestSentence, remarkSentence } from "@/lib/explain/sentences";
import { plural } from "@/lib/format";
import type { LiveRow } from "@/lib/live/row";

type ArrivalProps = {
  row: LiveRow;
  workspaceId: number;
  canOpenPeople: boolean;
  /** It came while the page was open. */
  isNew: boolean;
};

/** One batch in words: what became of it and why, what to do, and the ways on. */
export function Arrival({ row, workspaceId, canOpenPeople, isNew }: ArrivalProps) {
  const identity = mainIdentity(row);
  const person = row.mpid ?? row.found ?? row.alias?.destination;
  const advice = adviceFor(row.reasons);
  return (
    <li className="space-y-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <OutcomeMark outcome={row.outcome} />
        {isNew ? <Badge tone="accent">New</Badge> : null}
        {row.masked ? <Badge tone="info">Personal values masked</Badge> : null}
        <RelativeTime ms={row.receivedAt} className="ml-auto text-muted text-xs" />
      </div>
      <div className="[overflow-wrap:anywhere]">
        <p className="font-medium">{eventsLine(row)}</p>
        {identity ? (
          <p className="text-muted">
            {identity.type}: {identity.value}
          </p>
        ) : null}
      </div>
      {row.reasons.length > 0 ? <Sentences title="Why" sentences={row.reasons.map(remarkSentence)} /> : null}
      {advice.length > 0 ? <Sentences title="What to do" sentences={advice} /> : null}
      {row.reasons.length === 0 ? <p className="text-muted text-xs">{outcomeSentence(row)}</p> : null}
      {row.blockedCount > 0 ? (
        <p className="text-warn text-xs [overflow-wrap:anywhere]">
          Blocked by a stronger source: {row.blocked.join(", ")}
          {row.blockedCount > row.blocked.length ? ` and ${row.blockedCount - row.blocked.length} more` : ""}
        </p>
      ) : null}
      {row.warnings.length > 0 ? (
        <Sentences
          title={plural(row.warningCount, "warning")}
          sentences={row.warnings.map(remarkSentence)}
          more={row.warningCount - row.warnings.length}
        />
      ) : null}
      <div className="flex flex-wrap gap-2 pt-1">
        <Link
          href={`/live-stream?ws=${workspaceId}&input=${row.inputId}&batch=${row.batchId}`}
          className={buttonClass("plain", "sm")}
        >
          <Radio aria-hidden /> Open in Live Stream
        </Link>
        {person && canOpenPeople ? (
          <Link href={`/activity/users/${person}?ws=${workspaceId}`} className={buttonClass("plain", "sm")}>
            <User aria-hidden /> Open person
          </Link>
        ) : null}
      </div>
    </li>
  );
}

function outcomeSentence({ kind, outcome }: LiveRow): string {
  return kind === "batch" ? OUTCOME_LABELS[outcome].sentence : identityRequestSentence(kind, outcome);
}

type SentencesProps = { title: string; sentences: readonly string[]; more?: number };

function Sentences({ title, sentences, more = 0 }: SentencesProps) {
  return (
    <div className="text-xs [overflow-wrap:anywhere]">
      <p className="font-medium text-muted">{title}</p>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {more > 0 ? <li className="text-muted">{more} more in the Live Stream</li> : null}
      </ul>
    </div>
  );
}
