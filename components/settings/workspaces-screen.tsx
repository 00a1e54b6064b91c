"use client";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { toast } from "@/components/ui/toast";
import type { Answer } from "@/components/ui/use-action";
import type { CreateWorkspaceInput } from "@/lib/settings/create-workspace";
import type { UpdateWorkspaceInput } from "@/lib/settings/update-workspace";
import type { WorkspaceView } from "@/lib/settings/workspace-view";
import { LockedNote } from "./locked-note";
import { WorkspacesTable } from "./workspaces-table";

const NewWorkspaceDialog = dynamic(() => import("./new-workspace-dialog").then((module) => module.NewWorkspaceDialog), {
  ssr: false,
});
const EditWorkspaceDialog = dynamic(
  () => import("./edit-workspace-dialog").then((module) => module.EditWorkspaceDialog),
  { ssr: false },
);

type WorkspacesScreenProps = {
  accountName: string;
  role: string;
  workspaces: readonly WorkspaceView[];
  currentId: number;
  mayEdit: boolean;
  maySeeInputs: boolean;
  create: (input: CreateWorkspaceInput) => Promise<Answer<WorkspaceView>>;
  update: (input: UpdateWorkspaceInput) => Promise<Answer<WorkspaceView>>;
};

/** Settings > Workspaces: which there are, and who shares people with whom. */
export function WorkspacesScreen(props: WorkspacesScreenProps) {
  const { accountName, role, workspaces, currentId, mayEdit, maySeeInputs, create, update } = props;
  const router = useRouter();
  const [creating, setCreating] = useState(false);
  const [editing, setEditing] = useState<WorkspaceView | null>(null);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: accountName }]}
        title="Workspaces"
        description="Each has inputs, a stream and regulations of its own. People are shared within an identity scope."
        actions={
          mayEdit ? (
            <Button tone="primary" onClick={() => setCreating(true)}>
              <Plus aria-hidden /> New workspace
            </Button>
          ) : null
        }
      />
      <div className="space-y-4 p-6">
        {mayEdit ? null : (
          <LockedNote role={role} permission="identity_settings.edit" title="You can see workspaces, not change them" />
        )}
        <WorkspacesTable
          workspaces={workspaces}
          currentId={currentId}
          maySeeInputs={maySeeInputs}
          onEdit={mayEdit ? setEditing : null}
        />
      </div>
      {creating ? (
        <NewWorkspaceDialog
          workspaces={workspaces}
          create={create}
          onClose={() => setCreating(false)}
          onCreated={(made) => {
            setCreating(false);
            toast.success(`${made.name} is ready`, { description: "Add an input, then it can receive." });
            router.refresh();
          }}
        />
      ) : null}
      {editing ? (
        <EditWorkspaceDialog
          workspace={editing}
          update={update}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            toast.success("Workspace saved");
            router.refresh();
          }}
        />
      ) : null}
    </>
  );
}
