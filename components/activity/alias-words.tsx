import { KeyValues } from "@/components/ui/key-values";
import { AbsoluteTime } from "@/components/ui/time";
import type { Decision } from "@/lib/explain/decision";
import { PersonLink } from "./person-link";

type AliasWordsProps = {
  alias: NonNullable<Decision["alias"]>;
  /** Absent for who may not see people. */
  workspaceId: number | undefined;
};

/** Whose events an alias gives to whom, and when. */
export function AliasWords({ alias, workspaceId }: AliasWordsProps) {
  const person = (mpid: string) =>
    workspaceId === undefined ? (
      <span className="font-mono text-xs">{mpid}</span>
    ) : (
      <PersonLink mpid={mpid} workspaceId={workspaceId} />
    );
  return (
    <KeyValues
      rows={[
        { name: "Source", value: person(alias.source) },
        { name: "Destination", value: person(alias.destination) },
        { name: "Events from", value: <AbsoluteTime ms={alias.start} /> },
        { name: "Events until", value: <AbsoluteTime ms={alias.end} /> },
        ...(alias.dueAt === undefined ? [] : [{ name: "Due", value: <AbsoluteTime ms={alias.dueAt} /> }]),
      ]}
    />
  );
}
