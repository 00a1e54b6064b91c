import Link from "next/link";
import { Section } from "@/components/ui/section";
import { plural } from "@/lib/format";
import type { IdentitySettingsView } from "@/lib/settings/get-identity-settings";

/** Which workspaces share the people, and with them these settings. */
export function ScopeSection({ view, workspaceId }: { view: IdentitySettingsView; workspaceId: number }) {
  const { scopeName, workspaces, foreignWorkspaces } = view;
  const others = workspaces.filter(({ id }) => id !== workspaceId);
  const isShared = others.length + foreignWorkspaces > 0;
  return (
    <Section title="Identity scope" after={scopeName}>
      <p className="max-w-prose">
        {isShared ? (
          <>
            A person is one profile in this workspace and in{" "}
            {others.map(({ id, name }, index) => (
              <span key={id}>
                {index > 0 ? (index === others.length - 1 && foreignWorkspaces === 0 ? " and " : ", ") : ""}
                <Link href={`/settings/identity?ws=${id}`} className="font-medium hover:underline">
                  {name}
                </Link>
              </span>
            ))}
            {foreignWorkspaces > 0
              ? `${others.length > 0 ? " and " : ""}${plural(foreignWorkspaces, "workspace")} of other accounts`
              : ""}
            . What you change here counts for all of them.
          </>
        ) : (
          "Only this workspace is in the scope: nobody known elsewhere is known here."
        )}
      </p>
    </Section>
  );
}
