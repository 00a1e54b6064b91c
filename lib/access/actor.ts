import type { Context } from "./context";

/** Who changes something: a member at a screen, or a program by an API credential. */
export type Actor = {
  readonly accountId: number;
  /** As the audit and a value's history show it. */
  readonly name: string;
  readonly memberId: number | null;
  readonly credentialId: number | null;
};

export function memberActor({ accountId, member }: Context): Actor {
  return { accountId, name: member.name, memberId: member.id, credentialId: null };
}
