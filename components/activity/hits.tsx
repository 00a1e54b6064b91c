"use client";
import { useRouter } from "next/navigation";
import { Fragment, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { copyText } from "@/components/ui/copy-button";
import { CopyableId } from "@/components/ui/copyable-id";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { useListKeys } from "@/components/ui/use-list-keys";
import { plural } from "@/lib/format";
import type { MatchedBy, SearchHit } from "@/lib/profile/view-types";
import { fieldLabel } from "./search-types";

type HitsProps = { hits: readonly SearchHit[]; workspaceId: number; label: string };

/** People under the field that matched; j, k and Enter walk them. */
export function Hits({ hits, workspaceId, label }: HitsProps) {
  const router = useRouter();
  const [marked, setMarked] = useState(-1);
  const groups = groupsOf(hits);
  const ordered = groups.flatMap((group) => group.hits);
  const open = (hit: SearchHit | undefined) => {
    if (hit) router.push(`/activity/users/${hit.mpid}?ws=${workspaceId}`);
  };
  useListKeys({
    count: ordered.length,
    index: marked,
    onMove: setMarked,
    onOpen: (index) => open(ordered[index]),
    onCopy: (index) => void copyText(ordered[index]?.mpid ?? "").then(() => toast.success("MPID copied")),
  });
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <Table aria-label={label}>
        <TableHead>
          <tr>
            <HeadCell>Person</HeadCell>
            <HeadCell>MPID</HeadCell>
            <HeadCell>Matched</HeadCell>
            <HeadCell>Environment</HeadCell>
            <HeadCell>First seen</HeadCell>
            <HeadCell>Last seen</HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group.key}>
              <tr>
                <th
                  colSpan={6}
                  scope="colgroup"
                  className="border-line border-b bg-sunken px-3 py-1 text-left font-medium text-muted text-xs"
                >
                  {group.title} · {plural(group.hits.length, "person", "people")}
                </th>
              </tr>
              {group.hits.map((hit) => {
                const index = ordered.indexOf(hit);
                return (
                  <Row key={hit.mpid} selected={index === marked} onClick={() => open(hit)}>
                    <Cell>
                      <Who hit={hit} href={`/activity/users/${hit.mpid}?ws=${workspaceId}`} />
                    </Cell>
                    <Cell>
                      <CopyableId id={hit.mpid} label="MPID" />
                    </Cell>
                    <Cell>
                      <ul>
                        {hit.matches.map((match) => (
                          <li key={`${match.type}${match.value}`} className="flex items-center gap-1.5">
                            <span className="text-muted text-xs">{fieldLabel(match.type)}</span>
                            <span className="max-w-56 truncate font-mono text-xs" title={match.value}>
                              {match.value}
                            </span>
                            {match.until === undefined ? null : (
                              <span className="text-faint text-xs">
                                until <RelativeTime ms={match.until} />
                              </span>
                            )}
                          </li>
                        ))}
                      </ul>
                    </Cell>
                    <Cell>
                      <EnvironmentBadge environment={hit.environment} />
                    </Cell>
                    <Cell>
                      <RelativeTime ms={hit.firstSeen} className="text-muted" />
                    </Cell>
                    <Cell>
                      <RelativeTime ms={hit.lastSeen} className="text-muted" />
                    </Cell>
                  </Row>
                );
              })}
            </Fragment>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Who({ hit, href }: { hit: SearchHit; href: string }) {
  const [first] = hit.identities;
  return (
    <div className="flex items-center gap-2">
      <a
        href={href}
        onClick={(event) => event.stopPropagation()}
        className="max-w-64 truncate font-medium hover:underline"
      >
        {hit.name ?? first?.value ?? "Anonymous person"}
      </a>
      <Badge tone={hit.known ? "accent" : "neutral"}>{hit.known ? "Known" : "Anonymous"}</Badge>
    </div>
  );
}

const BY: Readonly<Record<MatchedBy, string>> = {
  exact: "",
  normalised: "written another way",
  prefix: "begins so",
  former: "held it before",
};

type Group = { key: string; title: string; hits: SearchHit[] };

/** By the first match, in the order in which the hits came. */
function groupsOf(hits: readonly SearchHit[]): Group[] {
  const groups = new Map<string, Group>();
  for (const hit of hits) {
    const [match] = hit.matches;
    if (!match) continue;
    const key = `${match.by}:${match.type}`;
    const title = [fieldLabel(match.type), BY[match.by]].filter(Boolean).join(", ");
    const group = groups.get(key) ?? { key, title, hits: [] };
    group.hits.push(hit);
    groups.set(key, group);
  }
  return [...groups.values()];
}
