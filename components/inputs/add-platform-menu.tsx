"use client";
import type { Triggered } from "@/components/ui/lazy-popup";
import { Menu, MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import type { InputKind } from "@/lib/inputs/kinds";
import type { IssueKeysAction, NewInputKey } from "./types";

type AddPlatformMenuProps = Triggered & {
  workspaceId: number;
  /** Kinds without a key. */
  free: readonly InputKind[];
  issue: IssueKeysAction;
  onIssued: (made: NewInputKey) => void;
};

/** Platforms that have no key yet; choosing one issues it. */
export function AddPlatformMenu({ workspaceId, free, issue, onIssued, ...triggered }: AddPlatformMenuProps) {
  const choose = async (kind: string) => {
    const answer = await issue({ workspaceId, kind });
    if (answer.ok) onIssued(answer.data);
    else toast.error(answer.error.message);
  };
  return (
    <Menu {...triggered}>
      {free.map(({ kind, label }) => (
        <MenuItem key={kind} onSelect={() => void choose(kind)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
