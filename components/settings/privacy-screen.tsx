"use client";
import { PageHeader } from "@/components/ui/page-header";
import { Section, Sections } from "@/components/ui/section";
import type { Answer } from "@/components/ui/use-action";
import type { AddPurposeInput } from "@/lib/settings/add-purpose";
import type { PrivacyView } from "@/lib/settings/get-privacy";
import type { SetRegulationInput } from "@/lib/settings/set-regulation";
import { LockedNote } from "./locked-note";
import { Purposes } from "./purposes";
import { RegulationSwitch } from "./regulation-switch";

type PrivacyScreenProps = {
  workspaceName: string;
  privacy: PrivacyView;
  role: string;
  mayEdit: boolean;
  setRegulation: (input: SetRegulationInput) => Promise<Answer<void>>;
  addPurpose: (input: AddPurposeInput) => Promise<Answer<void>>;
};

/** Settings > Privacy: the regulations that a workspace goes by. */
export function PrivacyScreen(props: PrivacyScreenProps) {
  const { workspaceName, privacy, role, mayEdit, setRegulation, addPurpose } = props;
  const { workspaceId, gdprEnabled, ccpaEnabled, purposes } = privacy;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: workspaceName }]}
        title="Privacy"
        description="Which consent this workspace keeps. A change counts for the next batch received."
      />
      <Sections>
        {mayEdit ? null : (
          <LockedNote role={role} permission="privacy.edit" title="You can see regulations, not change them" />
        )}
        <Section title="GDPR">
          <RegulationSwitch
            regulation="gdpr"
            enabled={gdprEnabled}
            help="Keeps what a person agreed to or refused, for each purpose below."
            workspace={{ id: workspaceId, name: workspaceName }}
            mayEdit={mayEdit}
            save={setRegulation}
          />
          <Purposes
            workspaceId={workspaceId}
            purposes={purposes}
            enabled={gdprEnabled}
            mayEdit={mayEdit}
            add={addPurpose}
          />
        </Section>
        <Section title="CCPA">
          <RegulationSwitch
            regulation="ccpa"
            enabled={ccpaEnabled}
            help="Keeps whether a person opted out of the sale of their data. It knows this one purpose, data_sale_opt_out."
            workspace={{ id: workspaceId, name: workspaceName }}
            mayEdit={mayEdit}
            save={setRegulation}
          />
        </Section>
      </Sections>
    </>
  );
}
