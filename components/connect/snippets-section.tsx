"use client";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { inputHref } from "@/components/inputs/input-href";
import { PageEnvironment } from "@/components/shell/shell-context";
import { Callout } from "@/components/ui/callout";
import { CodeBlock } from "@/components/ui/code-block";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { PanelTabs } from "@/components/ui/tabs";
import type { Environment } from "@/lib/batch/enums";
import type { InputView } from "@/lib/inputs/input-view";
import { connectParams } from "./connect-params";
import { useHandedSecret } from "./handed-secret";
import { SenderNotes } from "./sender-notes";
import { FIRST_PERSON, languagesOf, SECRET_PLACEHOLDER, SNIPPETS, type Snippet, whyNoBrowser } from "./snippets";

const ENVIRONMENT_OPTIONS = [
  { value: "development", label: "Development" },
  { value: "production", label: "Production" },
] as const;

export type SnippetsSectionProps = {
  input: InputView;
  origin: string;
  workspaceToken: string;
  /** Whether the reader's role may see people. */
  canOpenPeople: boolean;
};

/** A first batch in the language of whoever connects this input, ready to run. */
export function SnippetsSection({ input, origin, workspaceToken, canOpenPeople }: SnippetsSectionProps) {
  const [{ lang, env }, setParams] = useQueryStates(connectParams, { history: "replace" });
  const handed = useHandedSecret(input.key);
  const languages = languagesOf(input);
  const language = lang !== null && languages.includes(lang) ? lang : languages[0];
  const environment = input.isDebug ? "development" : env;
  const facts = { origin, key: input.key, secret: handed ?? SECRET_PLACEHOLDER, environment, workspaceToken };
  const noBrowser = whyNoBrowser(input);
  return (
    <Section
      title="Send a first batch"
      description="With this host and this input's key: copy, run, and see what arrives."
      actions={
        input.isDebug ? null : (
          <Select
            aria-label="Environment"
            prefix="Environment:"
            options={ENVIRONMENT_OPTIONS}
            value={environment}
            onChange={(next) => void setParams({ env: next })}
          />
        )
      }
    >
      <PageEnvironment environment={environment} />
      {environment === "production" ? (
        <ProductionNote workspaceId={input.workspaceId} canOpenPeople={canOpenPeople} />
      ) : null}
      {handed ? (
        <Callout tone="success" title="The new secret is filled in" className="mb-3">
          It is gone when you leave or reload this page.
        </Callout>
      ) : null}
      <PanelTabs
        value={language}
        onChange={(next) => void setParams({ lang: languages.find((one) => one === next) ?? null })}
        tabs={languages.map((one) => ({
          value: one,
          label: SNIPPETS[one].label,
          panel: (
            <Panel snippet={SNIPPETS[one]} text={SNIPPETS[one].text(facts)} secretMissing={handed === null}>
              {one === "browser" ? <SenderNotes input={input} origin={origin} /> : null}
            </Panel>
          ),
        }))}
      />
      <div className="mt-3 space-y-2 text-muted text-xs">
        {input.isDebug ? <p>Everything of this feed goes to development, whatever a batch says.</p> : null}
        {noBrowser ? <p>{noBrowser}</p> : null}
        {language !== "browser" && handed === null ? (
          <p>
            <code className="font-mono text-warn">{SECRET_PLACEHOLDER}</code> stands for the secret, which was shown
            once. Whoever lost it{" "}
            <Link href={inputHref(input)} className="text-accent underline">
              rotates the key
            </Link>
            .
          </p>
        ) : null}
      </div>
    </Section>
  );
}

type PanelProps = { snippet: Snippet; text: string; secretMissing: boolean; children?: React.ReactNode };

function Panel({ snippet, text, secretMissing, children }: PanelProps) {
  const { label, install, file, run } = snippet;
  return (
    <div className="space-y-3">
      {install ? <CodeBlock text={install} label={`${label}: install`} /> : null}
      {file && run ? (
        <p className="text-muted text-xs">
          Save as <code className="font-mono text-ink">{file}</code>, then run{" "}
          <code className="font-mono text-ink">{run}</code>.
        </p>
      ) : null}
      <CodeBlock
        text={text}
        label={`${label} snippet`}
        {...(secretMissing ? { placeholder: SECRET_PLACEHOLDER } : {})}
      />
      {children}
    </div>
  );
}

type ProductionNoteProps = { workspaceId: number; canOpenPeople: boolean };

function ProductionNote({ workspaceId, canOpenPeople }: ProductionNoteProps) {
  const environment: Environment = "production";
  const search = `/activity/users?ws=${workspaceId}&q=${FIRST_PERSON}&env=${environment}`;
  return (
    <Callout tone="warn" title="This goes into production" className="mb-3">
      <p>
        Production batches are not shown here nor in the Live Stream, unless their device is chosen there.{" "}
        {canOpenPeople ? (
          <>
            Look for the person{" "}
            <Link href={search} className="text-accent underline">
              {FIRST_PERSON}
            </Link>{" "}
            instead.
          </>
        ) : null}
      </p>
    </Callout>
  );
}
