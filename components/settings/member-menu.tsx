"use client";
import { KeyRound, UserCheck, UserCog, UserX } from "lucide-react";
import type { Triggered } from "@/components/ui/lazy-popup";
import { Menu, MenuItem, MenuRule } from "@/components/ui/menu";
import type { MemberView } from "@/lib/members/list-members";

/** What can be done with a member. */
export type MemberActions = {
  onChangeRole: (member: MemberView) => void;
  onReset: (member: MemberView) => void;
  onDisable: (member: MemberView) => void;
  onEnable: (member: MemberView) => void;
};

type MemberMenuProps = Triggered & MemberActions & { member: MemberView };

/** The actions on a member, by what it is. */
export function MemberMenu({ member, onChangeRole, onReset, onDisable, onEnable, ...triggered }: MemberMenuProps) {
  return (
    <Menu {...triggered}>
      <MenuItem icon={<UserCog />} onSelect={() => onChangeRole(member)}>
        Change role…
      </MenuItem>
      {member.signIn === "password" ? (
        <MenuItem icon={<KeyRound />} onSelect={() => onReset(member)}>
          Make a reset link
        </MenuItem>
      ) : null}
      <MenuRule />
      {member.disabled ? (
        <MenuItem icon={<UserCheck />} onSelect={() => onEnable(member)}>
          Enable
        </MenuItem>
      ) : (
        <MenuItem icon={<UserX />} danger onSelect={() => onDisable(member)}>
          Disable…
        </MenuItem>
      )}
    </Menu>
  );
}
