import Link from "next/link";

/** Another profile, by its whole MPID. */
export function PersonLink({ mpid, workspaceId }: { mpid: string; workspaceId: number }) {
  return (
    <Link href={`/activity/users/${mpid}?ws=${workspaceId}`} className="font-mono text-accent text-xs hover:underline">
      {mpid}
    </Link>
  );
}
