import type { Answer } from "@/components/ui/use-action";
import type { ChangeMemberInput } from "@/lib/members/change-member";
import type { InviteInput } from "@/lib/members/invite-member";

/** What the members screen asks the server to do; the page passes them in. */
export type MembersActions = {
  readonly invite: (input: InviteInput) => Promise<Answer<{ readonly link: string }>>;
  readonly revoke: (input: { inviteId: number }) => Promise<Answer<void>>;
  readonly change: (input: ChangeMemberInput) => Promise<Answer<void>>;
  readonly createResetLink: (input: { memberId: number }) => Promise<Answer<{ readonly link: string }>>;
};
