import type { Answer } from "@/components/ui/use-action";
import type { IdentitySettings } from "@/lib/identity/settings";
import type { IdentitySettingsPreview, PreviewIdentitySettingsInput } from "@/lib/ingest/preview-identity-settings";
import type { MoveWorkspaceInput } from "@/lib/settings/move-workspace";
import type { UpdateIdentitySettingsInput } from "@/lib/settings/update-identity-settings";

/** The server actions of this screen; the page passes them in. */
export type PreviewAction = (input: PreviewIdentitySettingsInput) => Promise<Answer<IdentitySettingsPreview>>;
export type SaveAction = (input: UpdateIdentitySettingsInput) => Promise<Answer<IdentitySettings>>;
export type MoveAction = (input: MoveWorkspaceInput) => Promise<Answer<void>>;
