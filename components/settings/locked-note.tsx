import { Callout } from "@/components/ui/callout";
import type { Permission } from "@/lib/access/permissions";

type LockedNoteProps = { role: string; permission: Permission; title: string };

/** A screen that the role may read, not change: which permission it lacks. */
export function LockedNote({ role, permission, title }: LockedNoteProps) {
  return (
    <Callout tone="locked" title={title}>
      It needs the permission <code className="font-mono text-xs">{permission}</code>, which the role {role} does not
      have. Ask an admin.
    </Callout>
  );
}
