import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { plural } from "@/lib/format";
import type { IdentitySettingsView } from "@/lib/settings/get-identity-settings";

type ScopeSectionProps = {
  view: IdentitySettingsView;
  workspaceId: number;
  /** Null: the reader may not. */
  onMove: (() => void) | null;
};

/** Which workspaces share the people and with them these settings, and whether this one may leave them. */
export function ScopeSection({ view, workspaceId, onMove }: ScopeSectionProps) {
  const { scopeName, workspaces, foreignWorkspaces, otherScopes } = view;
  const others = workspaces.filter(({ id }) => id !== workspaceId);
  const isShared = others.length + foreignWorkspaces > 0;
  const why = obstacleSentence(view);
  const mayMove = onMove !== null && (isShared || otherScopes.length > 0);
  return (
    <Section
      title="Identity scope"
      after={scopeName}
      actions={
        mayMove ? (
          <Button size="sm" disabled={why !== null} onClick={onMove}>
            Move to another scope
          </Button>
        ) : null
      }
    >
      <p className="max-w-prose">
        {isShared ? (
          <>
            A person is one profile in this workspace and in{" "}
            {others.map(({ id, name }, index) => (
              <span key={id}>
                {separator(index, others.length, foreignWorkspaces > 0)}
                <Link href={`/settings/identity?ws=${id}`} className="font-medium hover:underline">
                  {name}
                </Link>
              </span>
            ))}
            {foreignWorkspaces > 0
              ? `${others.length > 0 ? " and " : ""}${plural(foreignWorkspaces, "workspace")} of other accounts`
              : ""}
            . What is set here counts for {others.length + foreignWorkspaces === 1 ? "both" : "all of them"}.
          </>
        ) : (
          "Only this workspace is in the scope: nobody known elsewhere is known here."
        )}
      </p>
      {mayMove && why ? <p className="mt-1 max-w-prose text-muted text-xs">{why}</p> : null}
    </Section>
  );
}

function separator(index: number, count: number, more: boolean): string {
  if (index === 0) return "";
  return index === count - 1 && !more ? " and " : ", ";
}

function obstacleSentence({ moveObstacles }: IdentitySettingsView): string | null {
  if (moveObstacles.includes("profiles")) {
    return "It can't move to another scope: people have come to it, and they belong to this one.";
  }
  if (moveObstacles.includes("inputs")) {
    return "It can move to another scope once its inputs are disabled, so that nobody comes in between.";
  }
  return null;
}
