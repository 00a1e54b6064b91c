"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LockedNote } from "@/components/settings/locked-note";
import { PageHeader } from "@/components/ui/page-header";
import { Section, Sections } from "@/components/ui/section";
import { toast } from "@/components/ui/toast";
import { identityProblemSentence } from "@/lib/explain/identity-problems";
import { checkIdentitySettings, type IdentitySettings } from "@/lib/identity/settings";
import type { IdentitySettingsView } from "@/lib/settings/get-identity-settings";
import type { IdentitySettingsChange } from "@/lib/settings/identity-settings-history";
import { ChangeBar } from "./change-bar";
import { settingsChanges } from "./change-words";
import { withStrategy } from "./draft";
import { ScopeSection } from "./scope-section";
import { SettingsHistory } from "./settings-history";
import { StrategyCards } from "./strategy-cards";
import type { MoveAction, PreviewAction, SaveAction } from "./types";
import { TypesSection } from "./types-section";

const ReviewDialog = dynamic(() => import("./review-dialog").then((module) => module.ReviewDialog), { ssr: false });
const MoveDialog = dynamic(() => import("./move-dialog").then((module) => module.MoveDialog), { ssr: false });

type IdentityScreenProps = {
  workspace: { readonly id: number; readonly name: string };
  view: IdentitySettingsView;
  history: readonly IdentitySettingsChange[];
  role: string;
  mayEdit: boolean;
  preview: PreviewAction;
  save: SaveAction;
  move: MoveAction;
};

/** Settings > Identity: by which rules a person is recognised. */
export function IdentityScreen(props: IdentityScreenProps) {
  const { workspace, view, history, role, mayEdit, preview, save, move } = props;
  const router = useRouter();
  const { settings } = view;
  const [draft, setDraft] = useState(settings);
  const [reviewing, setReviewing] = useState(false);
  const [moving, setMoving] = useState(false);
  const changes = settingsChanges(settings, draft);
  const revert = (earlier: IdentitySettings) => {
    setDraft(earlier);
    toast("The earlier settings are filled in", { description: "Preview them, then save." });
  };
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: workspace.name }]}
        title="Identity"
        description="By which rules a person is recognised. A change counts for the next request received."
      />
      <Sections>
        {mayEdit ? null : (
          <LockedNote
            role={role}
            permission="identity_settings.edit"
            title="You can see identity settings, not change them"
          />
        )}
        <ScopeSection view={view} workspaceId={workspace.id} onMove={mayEdit ? () => setMoving(true) : null} />
        <Section title="Strategy">
          <StrategyCards
            value={draft.strategy}
            current={settings.strategy}
            disabled={!mayEdit}
            onChange={(strategy) => setDraft(withStrategy(draft, strategy))}
          />
        </Section>
        <TypesSection settings={draft} onChange={mayEdit ? setDraft : null} />
        <SettingsHistory changes={history} onRevert={mayEdit ? revert : null} />
      </Sections>
      {changes.length > 0 ? (
        <ChangeBar
          changes={changes}
          problems={checkIdentitySettings(draft).map(identityProblemSentence)}
          onDiscard={() => setDraft(settings)}
          onPreview={() => setReviewing(true)}
        />
      ) : null}
      {moving ? (
        <MoveDialog
          view={view}
          workspace={workspace}
          move={move}
          onClose={() => setMoving(false)}
          onMoved={() => {
            setMoving(false);
            toast.success(`${workspace.name} is in its new scope`);
            router.refresh();
          }}
        />
      ) : null}
      {reviewing ? (
        <ReviewDialog
          view={view}
          draft={draft}
          changes={changes}
          preview={preview}
          save={save}
          onClose={() => setReviewing(false)}
          onSaved={() => {
            setReviewing(false);
            toast.success("Identity settings saved", { description: "They count for the next request received." });
            router.refresh();
          }}
        />
      ) : null}
    </>
  );
}
