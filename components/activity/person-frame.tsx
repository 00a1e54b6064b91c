import type { ReactNode } from "react";
import { PageEnvironment } from "@/components/shell/shell-context";
import { Badge } from "@/components/ui/badge";
import { CopyableId } from "@/components/ui/copyable-id";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/time";
import { identityLabel } from "@/lib/batch/identity-names";
import type { Person } from "@/lib/profile/view-types";
import { RememberPerson } from "./recent-people";

type PersonFrameProps = { person: Person; memberId: number; current: "information" | "events"; children: ReactNode };

/** What stays in sight above both tabs: who it is, since when, and what must not be missed. */
export function PersonFrame({ person, memberId, current, children }: PersonFrameProps) {
  const { mpid, workspaceId, environment } = person;
  const address = `/activity/users/${mpid}`;
  const main = mainIdentities(person);
  const title = person.name ?? main[0]?.value ?? "Anonymous person";
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageEnvironment environment={environment} />
      <RememberPerson
        memberId={memberId}
        mpid={mpid}
        workspaceId={workspaceId}
        environment={environment}
        known={person.known}
      />
      <PageHeader
        crumbs={[{ label: "User Activity", href: `/activity/users?ws=${workspaceId}` }]}
        title={person.masked && !person.name ? `Person ${mpid}` : title}
        badges={
          <>
            <EnvironmentBadge environment={environment} size="md" />
            <Badge tone={person.known ? "accent" : "neutral"}>{person.known ? "Known" : "Anonymous"}</Badge>
            {person.isOptedOut ? <Badge tone="danger">Opted out</Badge> : null}
            {person.limitAdTracking ? <Badge tone="warn">Limits ad tracking</Badge> : null}
            {person.orphaned ? <Badge tone="warn">No identity left</Badge> : null}
            {person.masked ? <Badge>Personal values masked</Badge> : null}
          </>
        }
        description={
          <dl className="flex flex-wrap items-center gap-x-5 gap-y-1 text-xs">
            <Fact name="MPID">
              <CopyableId id={mpid} label="MPID" />
            </Fact>
            {main.map((identity) => (
              <Fact key={`${identity.type}${identity.value}`} name={identityLabel(identity.type)}>
                <CopyableId id={identity.value} label={identityLabel(identity.type)} className="max-w-80" />
              </Fact>
            ))}
            {person.ip ? (
              <Fact name="IP">
                <CopyableId id={person.ip} label="IP address" />
              </Fact>
            ) : null}
            <Fact name="First seen">
              <RelativeTime ms={person.firstSeen} className="text-ink" />
            </Fact>
            <Fact name="Last seen">
              <RelativeTime ms={person.lastSeen} className="text-ink" />
            </Fact>
          </dl>
        }
        tabs={
          <LinkTabs
            label="Profile"
            className="border-b-0"
            tabs={[
              { label: "Information", href: `${address}?ws=${workspaceId}`, current: current === "information" },
              { label: "Events", href: `${address}/events?ws=${workspaceId}`, current: current === "events" },
            ]}
          />
        }
      />
      {children}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <dt className="shrink-0 text-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

const MAIN = ["customer_id", "email", "mobile_number"];

/** The present customer ID, e-mail and phone; without them the first identity there is. */
function mainIdentities({ identities }: Person) {
  const current = identities.filter((one) => one.current);
  const main = MAIN.flatMap((type) => current.find((one) => one.type === type) ?? []);
  return main.length > 0 ? main : current.slice(0, 1);
}
