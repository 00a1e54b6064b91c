import Link from "next/link";
import { CopyableId } from "@/components/ui/copyable-id";
import { type KeyValue, KeyValues, NoValue } from "@/components/ui/key-values";
import { AbsoluteTime, RelativeTime } from "@/components/ui/time";
import { identityLabel } from "@/lib/batch/identity-names";
import type { Person, StatusFact } from "@/lib/profile/view-types";
import { Nothing, Panel } from "./panel";
import { PersonLink } from "./person-link";
import { ProvenancePopover } from "./provenance-popover";

/** Across all workspaces of the identity scope. */
export function DetailsPanel({ person }: { person: Person }) {
  const { mpid, workspaceId } = person;
  const ref = { mpid, workspaceId };
  const current = (type: string) => person.identities.find((one) => one.type === type && one.current)?.value;
  const rows: KeyValue[] = [
    { name: "MPID", value: <CopyableId id={mpid} label="MPID" /> },
    ...["customer_id", "email"].map((type) => ({
      name: identityLabel(type),
      value: <Identity type={type} value={current(type)} />,
    })),
    { name: "First seen", value: <AbsoluteTime ms={person.firstSeen} /> },
    { name: "Last seen", value: <AbsoluteTime ms={person.lastSeen} /> },
    {
      name: "IP address",
      value: person.ip ? (
        <span className="inline-flex items-center gap-1">
          <CopyableId id={person.ip} label="IP address" />
          <ProvenancePopover person={ref} field={{ kind: "field", key: "ip" }} label="the IP address" />
        </span>
      ) : (
        <NoValue kind="absent" />
      ),
    },
    {
      name: "Opted out",
      value: (
        <span className="inline-flex items-center gap-1">
          {person.isOptedOut ? "Yes, from everything" : "No"}
          <ProvenancePopover person={ref} field={{ kind: "field", key: "is_opted_out" }} label="the opt-out" />
        </span>
      ),
    },
    {
      name: "Limit ad tracking",
      value: (
        <span className="inline-flex items-center gap-1">
          {person.limitAdTracking === null ? "Unknown" : person.limitAdTracking ? "On" : "Off"}
          <ProvenancePopover person={ref} field={{ kind: "field", key: "limit_ad_tracking" }} label="this setting" />
        </span>
      ),
    },
    ...person.partnerIdentities.map(({ type, value }) => ({
      id: `partner-${type}`,
      name: type,
      value: <CopyableId id={value} label={type} />,
    })),
    ...(person.status.length > 0 ? [{ name: "Status", value: <Statuses person={person} /> }] : []),
  ];
  return (
    <Panel id="details" title="User details" description="Across all workspaces of the identity scope">
      <KeyValues rows={rows} />
    </Panel>
  );
}

function Identity({ type, value }: { type: string; value: string | undefined }) {
  return value === undefined ? <NoValue kind="absent" /> : <CopyableId id={value} label={identityLabel(type)} />;
}

/** A shared device may have been merged into somebody many times. */
const STATUSES_SHOWN = 3;

/** The latest messages; all that they tell of stands under Aliases. */
function Statuses({ person: { status, workspaceId } }: { person: Person }) {
  const latest = status.slice(-STATUSES_SHOWN).reverse();
  return (
    <ul className="space-y-1">
      {latest.map((one) => (
        <li key={`${one.code}${one.mpid}${one.at}`}>
          <Status status={one} workspaceId={workspaceId} />
        </li>
      ))}
      {status.length > latest.length ? (
        <li>
          <a href="#aliases" className="text-accent text-xs hover:underline">
            {status.length - latest.length} more
          </a>
        </li>
      ) : null}
    </ul>
  );
}

function Status({ status, workspaceId }: { status: StatusFact; workspaceId: number }) {
  return (
    <>
      {status.code === "aliased_to" ? "Aliased to " : "Merged from "}
      <PersonLink mpid={status.mpid} workspaceId={workspaceId} /> <RelativeTime ms={status.at} className="text-muted" />
    </>
  );
}

/** Where the person was seen, workspace by workspace. */
export function UsagePanel({ person }: { person: Person }) {
  return (
    <Panel id="usage" title="Workspace usage" count={person.usage.length}>
      {person.usage.length === 0 ? <Nothing>Not seen in any workspace of this account.</Nothing> : null}
      <div className="space-y-4">
        {person.usage.map((usage) => (
          <section key={usage.workspaceId} aria-label={usage.name}>
            <h3 className="mb-1 flex items-center gap-2 font-medium">
              {usage.workspaceId === person.workspaceId ? (
                usage.name
              ) : (
                <Link
                  href={`/activity/users/${person.mpid}?ws=${usage.workspaceId}`}
                  className="text-accent hover:underline"
                >
                  {usage.name}
                </Link>
              )}
              {usage.workspaceId === person.workspaceId ? (
                <span className="font-normal text-faint text-xs">this one</span>
              ) : null}
            </h3>
            <KeyValues
              rows={[
                { name: "First seen", value: <RelativeTime ms={usage.firstSeen} /> },
                { name: "Last seen", value: <RelativeTime ms={usage.lastSeen} /> },
                {
                  name: "Device ID",
                  value: usage.deviceId ? (
                    <>
                      <CopyableId id={usage.deviceId.value} label="device ID" />
                      <span className="block text-faint text-xs">{identityLabel(usage.deviceId.type)}</span>
                    </>
                  ) : (
                    <NoValue kind="absent" />
                  ),
                },
                {
                  name: "Inputs",
                  value: (
                    <ul>
                      {usage.inputs.map((input) => (
                        <li key={input.id} className="flex justify-between gap-3">
                          <span className="truncate">{input.name}</span>
                          <RelativeTime ms={input.lastSeen} className="text-muted text-xs" />
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]}
            />
          </section>
        ))}
      </div>
    </Panel>
  );
}
