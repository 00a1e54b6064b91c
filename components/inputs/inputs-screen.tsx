"use client";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LazyPopup } from "@/components/ui/lazy-popup";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { INPUT_KINDS } from "@/lib/inputs/kinds";
import type { ListedInput } from "@/lib/inputs/list-inputs";
import { connectHref } from "./input-href";
import { InputsTable } from "./inputs-table";
import type { CreateFeedAction, IssueKeysAction, NewInputKey } from "./types";

const loadPlatformMenu = () => import("./add-platform-menu").then((module) => module.AddPlatformMenu);
const AddFeedDialog = dynamic(() => import("./add-feed-dialog").then((module) => module.AddFeedDialog), { ssr: false });
const KeyDialog = dynamic(() => import("./key-dialog").then((module) => module.KeyDialog), { ssr: false });

type InputsScreenProps = {
  workspace: { readonly id: number; readonly name: string };
  inputs: readonly ListedInput[];
  tab: "platforms" | "feeds";
  mayEdit: boolean;
  mayChooseLevel: boolean;
  createFeed: CreateFeedAction;
  issueKeys: IssueKeysAction;
};

/** Setup > Inputs: platforms and feeds of a workspace. */
export function InputsScreen(props: InputsScreenProps) {
  const { workspace, inputs, tab, mayEdit, mayChooseLevel, createFeed, issueKeys } = props;
  const router = useRouter();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<NewInputKey | null>(null);
  const platforms = inputs.filter(({ group }) => group === "platform");
  const feeds = inputs.filter(({ group }) => group === "feed");
  const taken = platforms.map(({ kind }) => kind);
  const free = INPUT_KINDS.filter(({ kind, group }) => group === "platform" && !taken.includes(kind));
  const shown = tab === "platforms" ? platforms : feeds;
  const onMade = (pair: NewInputKey) => {
    setAdding(false);
    setMade(pair);
    router.refresh();
  };
  const add =
    tab === "feeds" ? (
      <Button tone="primary" onClick={() => setAdding(true)}>
        <Plus aria-hidden /> Add feed
      </Button>
    ) : (
      <LazyPopup
        kind="menu"
        load={loadPlatformMenu}
        props={{ workspaceId: workspace.id, free, issue: issueKeys, onIssued: onMade }}
        trigger={
          <Button tone="primary" disabled={free.length === 0}>
            <Plus aria-hidden /> Issue keys
          </Button>
        }
      />
    );
  const tabHref = (name: string) => `/setup/inputs?tab=${name}&ws=${workspace.id}`;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Setup" }, { label: workspace.name }]}
        title="Inputs"
        description="Who may send data to this workspace, and what they may do to profiles."
        actions={mayEdit ? add : null}
        tabs={
          <LinkTabs
            label="Kinds of input"
            className="border-b-0"
            tabs={[
              { href: tabHref("platforms"), label: "Platforms", current: tab === "platforms", after: platforms.length },
              { href: tabHref("feeds"), label: "Feeds", current: tab === "feeds", after: feeds.length },
            ]}
          />
        }
      />
      <div className="p-6">
        {shown.length > 0 ? (
          <InputsTable key={tab} inputs={shown} group={tab === "platforms" ? "platform" : "feed"} />
        ) : (
          <EmptyState
            kind="nothing"
            title={tab === "platforms" ? "No platform has keys yet" : "No feeds yet"}
            action={mayEdit ? add : null}
          >
            {tab === "platforms"
              ? "Apps and sites send with the keys of their platform. Issue keys, then point an SDK here."
              : "A feed sends from your servers, files, warehouse or partners. Each has a level that says what it may do to profiles."}
          </EmptyState>
        )}
      </div>
      {adding ? (
        <AddFeedDialog
          open
          onOpenChange={setAdding}
          workspaceId={workspace.id}
          create={createFeed}
          mayChooseLevel={mayChooseLevel}
          onCreated={onMade}
        />
      ) : null}
      {made ? (
        <KeyDialog
          title={`${made.name} can send now`}
          pair={made}
          connectHref={connectHref({ id: made.id, workspaceId: workspace.id })}
          onClose={() => setMade(null)}
        />
      ) : null}
    </>
  );
}
