"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { EnvironmentBadge } from "@/components/ui/environment-badge";
import { RelativeTime } from "@/components/ui/time";

/** No personal value is kept in the browser: only whose page it was, by MPID. */
type Recent = {
  readonly mpid: string;
  readonly workspaceId: number;
  readonly environment: "production" | "development";
  readonly known: boolean;
  readonly at: number;
};
const MAX_RECENT = 12;
const keyOf = (memberId: number) => `recent-people-${memberId}`;

function read(memberId: number): Recent[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(keyOf(memberId)) ?? "[]");
    return Array.isArray(stored) ? (stored as Recent[]) : [];
  } catch {
    return [];
  }
}

function write(memberId: number, people: readonly Recent[]): void {
  try {
    window.localStorage.setItem(keyOf(memberId), JSON.stringify(people));
  } catch {
    // A full or forbidden storage costs the convenience only.
  }
}

/** Puts the open person on top of the member's recent ones. */
export function RememberPerson({
  memberId,
  mpid,
  workspaceId,
  environment,
  known,
}: Omit<Recent, "at"> & { memberId: number }) {
  useEffect(() => {
    const others = read(memberId).filter((one) => one.mpid !== mpid);
    write(memberId, [{ mpid, workspaceId, environment, known, at: Date.now() }, ...others].slice(0, MAX_RECENT));
  }, [memberId, mpid, workspaceId, environment, known]);
  return null;
}

/** Whom this member looked up last, in this browser. */
export function RecentPeople({ memberId }: { memberId: number }) {
  const [people, setPeople] = useState<readonly Recent[]>([]);
  useEffect(() => setPeople(read(memberId)), [memberId]);
  if (people.length === 0) return null;
  return (
    <section aria-label="Recent look-ups">
      <div className="mb-1.5 flex items-center justify-between">
        <h2 className="font-semibold text-sm">Recent look-ups</h2>
        <button
          type="button"
          className="text-muted text-xs hover:text-ink hover:underline"
          onClick={() => {
            write(memberId, []);
            setPeople([]);
          }}
        >
          Forget them
        </button>
      </div>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {people.map((one) => (
          <li key={one.mpid}>
            <Link
              href={`/activity/users/${one.mpid}?ws=${one.workspaceId}`}
              className="flex h-9 items-center gap-3 px-3 hover:bg-hover"
            >
              <span className="font-mono text-xs">{one.mpid}</span>
              <Badge tone={one.known ? "accent" : "neutral"}>{one.known ? "Known" : "Anonymous"}</Badge>
              <EnvironmentBadge environment={one.environment} />
              <span className="ml-auto text-faint text-xs">
                opened <RelativeTime ms={one.at} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-1.5 text-faint text-xs">Kept in this browser only: MPIDs, no personal data.</p>
    </section>
  );
}
