"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { Section, Sections } from "@/components/ui/section";
import { toast } from "@/components/ui/toast";
import { type Answer, useAction } from "@/components/ui/use-action";
import type { AddPartnerIdentityInput } from "@/lib/settings/add-partner-identity";
import type { PartnerIdentityView } from "@/lib/settings/list-partner-identities";
import type { RemovePartnerIdentityInput } from "@/lib/settings/remove-partner-identity";
import { LockedNote } from "./locked-note";
import { NewPartnerIdentity } from "./new-partner-identity";
import { PartnerIdentitiesTable } from "./partner-identities-table";

const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), {
  ssr: false,
});

type PartnerIdentitiesScreenProps = {
  accountName: string;
  identities: readonly PartnerIdentityView[];
  /** Of the account's partner feeds. */
  partners: readonly string[];
  role: string;
  mayEdit: boolean;
  add: (input: AddPartnerIdentityInput) => Promise<Answer<void>>;
  remove: (input: RemovePartnerIdentityInput) => Promise<Answer<void>>;
};

/** Settings > Partner identities: which ones batches may bring, and whose they are. */
export function PartnerIdentitiesScreen(props: PartnerIdentitiesScreenProps) {
  const { accountName, identities, partners, role, mayEdit, add, remove } = props;
  const router = useRouter();
  const [removing, setRemoving] = useState<string | null>(null);
  const { run, busy, error, clear } = useAction(remove, () => {
    toast.success(`${removing} removed`, { description: "It counts for the next batch received." });
    setRemoving(null);
    router.refresh();
  });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: accountName }]}
        title="Partner identities"
        description="What partners call a person. Batches of every workspace may bring those that are registered here."
      />
      <Sections>
        {mayEdit ? null : (
          <LockedNote
            role={role}
            permission="identity_settings.edit"
            title="You can see partner identities, not change them"
          />
        )}
        <Section title="Registered" after={identities.length > 0 ? identities.length : null} flush>
          <PartnerIdentitiesTable
            identities={identities}
            partners={partners}
            onRemove={
              mayEdit
                ? (name) => {
                    clear();
                    setRemoving(name);
                  }
                : null
            }
          />
        </Section>
        {mayEdit ? (
          <Section title="Register one">
            <NewPartnerIdentity partners={partners} add={add} />
          </Section>
        ) : null}
      </Sections>
      {removing === null ? null : (
        <ConfirmDialog
          open
          onOpenChange={() => setRemoving(null)}
          title={`Remove ${removing}?`}
          consequences={[
            "New batches that bring it lose it, with a warning on each of them; the rest of the batch goes on. What is lost can't be got back.",
            "Values that profiles hold stay, and can be read.",
          ]}
          typeToConfirm={removing}
          action="Remove"
          busy={busy}
          error={error}
          onConfirm={() => run({ name: removing })}
        />
      )}
    </>
  );
}
