import type { Answer } from "@/components/ui/use-action";
import type { CreateFeedInput } from "@/lib/inputs/create-feed";
import type { InputView } from "@/lib/inputs/input-view";
import type { IssuePlatformKeysInput } from "@/lib/inputs/issue-platform-keys";
import type { SetEnabledInput } from "@/lib/inputs/set-enabled";
import type { UpdateInputInput } from "@/lib/inputs/update-input";
import type { UpdateProtectionInput } from "@/lib/inputs/update-protection";

/** A key and its secret, as they are shown once. */
export type NewKey = { readonly key: string; readonly secret: string };
export type NewInputKey = NewKey & { readonly id: number; readonly name: string };

/** The server actions of these screens; the page passes them in. */
export type CreateFeedAction = (input: CreateFeedInput) => Promise<Answer<NewInputKey>>;
export type IssueKeysAction = (input: IssuePlatformKeysInput) => Promise<Answer<NewInputKey>>;
export type RotateKeyAction = (input: { inputId: number }) => Promise<Answer<NewKey>>;
export type SetEnabledAction = (input: SetEnabledInput) => Promise<Answer<InputView>>;
export type UpdateInputAction = (input: UpdateInputInput) => Promise<Answer<InputView>>;
export type UpdateProtectionAction = (input: UpdateProtectionInput) => Promise<Answer<InputView>>;
