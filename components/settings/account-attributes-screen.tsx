"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { Section, Sections } from "@/components/ui/section";
import { toast } from "@/components/ui/toast";
import { type Answer, useAction } from "@/components/ui/use-action";
import type { DeclareAccountAttributeInput } from "@/lib/settings/declare-account-attribute";
import type { AccountAttributeView } from "@/lib/settings/list-account-attributes";
import type { UndeclareAccountAttributeInput } from "@/lib/settings/undeclare-account-attribute";
import { AccountAttributesTable } from "./account-attributes-table";
import { LockedNote } from "./locked-note";
import { NewAccountAttribute } from "./new-account-attribute";

const ConfirmDialog = dynamic(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog), {
  ssr: false,
});

type AccountAttributesScreenProps = {
  accountName: string;
  attributes: readonly AccountAttributeView[];
  role: string;
  mayEdit: boolean;
  declare: (input: DeclareAccountAttributeInput) => Promise<Answer<void>>;
  undeclare: (input: UndeclareAccountAttributeInput) => Promise<Answer<void>>;
};

/** Settings > Account attributes: which keys belong to the account and not to a workspace. */
export function AccountAttributesScreen(props: AccountAttributesScreenProps) {
  const { accountName, attributes, role, mayEdit, declare, undeclare } = props;
  const router = useRouter();
  const [removing, setRemoving] = useState<string | null>(null);
  const { run, busy, error, clear } = useAction(undeclare, () => {
    toast.success(`${removing} is an ordinary attribute again`, {
      description: "It counts for the next batch received.",
    });
    setRemoving(null);
    router.refresh();
  });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: accountName }]}
        title="Account attributes"
        description="One value for a person in all workspaces. Once it is set, no batch writes or deletes the attribute."
      />
      <Sections>
        {mayEdit ? null : (
          <LockedNote
            role={role}
            permission="identity_settings.edit"
            title="You can see account attributes, not change them"
          />
        )}
        <Section
          title="Declared"
          after={attributes.length > 0 ? attributes.length : null}
          description="Values are set on a person's page, among the attributes, or by PUT with an API credential."
          flush
        >
          <AccountAttributesTable
            attributes={attributes}
            onUndeclare={
              mayEdit
                ? (key) => {
                    clear();
                    setRemoving(key);
                  }
                : null
            }
          />
        </Section>
        {mayEdit ? (
          <Section title="Declare one">
            <NewAccountAttribute declare={declare} />
          </Section>
        ) : null}
      </Sections>
      {removing === null ? null : (
        <ConfirmDialog
          open
          onOpenChange={() => setRemoving(null)}
          title={`Make ${removing} an ordinary attribute again?`}
          consequences={[
            "Each workspace shows its own value, and batches may write and delete it again.",
            "The account's values are hidden. They stay stored and count again when the attribute is declared again.",
            "Until then nobody can set or read them, also not by PUT.",
          ]}
          action="Undeclare"
          busy={busy}
          error={error}
          onConfirm={() => run({ key: removing })}
        />
      )}
    </>
  );
}
