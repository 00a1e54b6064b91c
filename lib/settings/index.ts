/** What an account sets and what happened to it: workspaces, regulations, the audit. */
export { type AddPurposeInput, addPurpose, addPurposeSchema } from "./add-purpose";
export type { AuditPage } from "./audit-page";
export { type CreateWorkspaceInput, createWorkspace, createWorkspaceSchema } from "./create-workspace";
export { type ExportFormat, exportChanges, exportProfileViews } from "./export-audit";
export { getIdentitySettings, type IdentitySettingsView } from "./get-identity-settings";
export { getPrivacy, type PrivacyView } from "./get-privacy";
export { type IdentitySettingsChange, identitySettingsHistory } from "./identity-settings-history";
export { type Actor, listActors } from "./list-actors";
export { type Change, type ChangesInput, changesSchema, listChanges } from "./list-changes";
export { listProfileViews, type ProfileView, type ProfileViewsInput, profileViewsSchema } from "./list-profile-views";
export { listWorkspaces } from "./list-workspaces";
export { type MoveWorkspaceInput, moveWorkspace, moveWorkspaceSchema } from "./move-workspace";
export { flushProfileViews, recordProfileView } from "./record-profile-view";
export { type SetRegulationInput, setRegulation, setRegulationSchema } from "./set-regulation";
export {
  type UpdateIdentitySettingsInput,
  updateIdentitySettings,
  updateIdentitySettingsSchema,
} from "./update-identity-settings";
export { type UpdateWorkspaceInput, updateWorkspace, updateWorkspaceSchema } from "./update-workspace";
export type { WorkspaceView } from "./workspace-view";
