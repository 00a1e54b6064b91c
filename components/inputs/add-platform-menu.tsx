"use client";
import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast";
import { INPUT_KINDS } from "@/lib/inputs/kinds";
import type { IssueKeysAction, NewInputKey } from "./types";

type AddPlatformMenuProps = {
  workspaceId: number;
  /** Kinds that have their key already. */
  taken: readonly string[];
  issue: IssueKeysAction;
  onIssued: (made: NewInputKey) => void;
};

/** Platforms that have no key yet; choosing one issues it. */
export function AddPlatformMenu({ workspaceId, taken, issue, onIssued }: AddPlatformMenuProps) {
  const free = INPUT_KINDS.filter(({ kind, group }) => group === "platform" && !taken.includes(kind));
  const choose = async (kind: string) => {
    const answer = await issue({ workspaceId, kind });
    if (answer.ok) onIssued(answer.data);
    else toast.error(answer.error.message);
  };
  return (
    <Menu
      trigger={
        <Button tone="primary" disabled={free.length === 0}>
          <Plus aria-hidden /> Issue keys
        </Button>
      }
    >
      {free.map(({ kind, label }) => (
        <MenuItem key={kind} onSelect={() => void choose(kind)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
