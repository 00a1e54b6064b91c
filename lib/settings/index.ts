/** What an account sets and what happened to it: workspaces, regulations, the audit. */
export { type AddPartnerIdentityInput, addPartnerIdentity, addPartnerIdentitySchema } from "./add-partner-identity";
export { type AddPurposeInput, addPurpose, addPurposeSchema } from "./add-purpose";
export type { AuditPage } from "./audit-page";
export { type CreateWorkspaceInput, createWorkspace, createWorkspaceSchema } from "./create-workspace";
export {
  type DeclareAccountAttributeInput,
  declareAccountAttribute,
  declareAccountAttributeSchema,
} from "./declare-account-attribute";
export { type ExportFormat, exportChanges, exportProfileViews } from "./export-audit";
export { getIdentitySettings, type IdentitySettingsView } from "./get-identity-settings";
export { getPrivacy, type PrivacyView } from "./get-privacy";
export { type IdentitySettingsChange, identitySettingsHistory } from "./identity-settings-history";
export { type AccountAttributeView, listAccountAttributes } from "./list-account-attributes";
export { type Actor, listActors } from "./list-actors";
export { type Change, type ChangesInput, changesSchema, listChanges } from "./list-changes";
export { listPartnerIdentities, type PartnerIdentitiesView } from "./list-partner-identities";
export { listProfileViews, type ProfileView, type ProfileViewsInput, profileViewsSchema } from "./list-profile-views";
export { listWorkspaces } from "./list-workspaces";
export { type MoveWorkspaceInput, moveWorkspace, moveWorkspaceSchema } from "./move-workspace";
export { flushProfileViews, recordProfileView } from "./record-profile-view";
export {
  type RemovePartnerIdentityInput,
  removePartnerIdentity,
  removePartnerIdentitySchema,
} from "./remove-partner-identity";
export { type SetRegulationInput, setRegulation, setRegulationSchema } from "./set-regulation";
export {
  type UndeclareAccountAttributeInput,
  undeclareAccountAttribute,
  undeclareAccountAttributeSchema,
} from "./undeclare-account-attribute";
export {
  type UpdateIdentitySettingsInput,
  updateIdentitySettings,
  updateIdentitySettingsSchema,
} from "./update-identity-settings";
export { type UpdateWorkspaceInput, updateWorkspace, updateWorkspaceSchema } from "./update-workspace";
export type { WorkspaceView } from "./workspace-view";
