/** The people who use the console: invite, roles, one-time links, their own settings, the first Admin. */
export { type ChangeMemberInput, changeMember, changeMemberSchema } from "./change-member";
export { createResetLink, resetLinkSchema } from "./create-reset-link";
export { type InviteInput, inviteMember, inviteMemberSchema } from "./invite-member";
export { type InviteView, listMembers, type MemberView } from "./list-members";
export {
  acceptInvite,
  acceptInviteSchema,
  type OpenLink,
  readLink,
  resetPassword,
  resetPasswordSchema,
} from "./one-time-links";
export {
  changePassword,
  changePasswordSchema,
  ownSignIn,
  type PreferencesInput,
  preferencesSchema,
  savePreferences,
} from "./own-settings";
export { revokeInvite, revokeInviteSchema } from "./revoke-invite";
export { needsSetUp, type SetUpInput, setUp, setUpSchema } from "./set-up";
export { createSetupToken } from "./setup-token";
