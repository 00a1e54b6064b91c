"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { inputHref } from "@/components/inputs/input-href";
import { PageEnvironment } from "@/components/shell/shell-context";
import { Callout } from "@/components/ui/callout";
import { CodeBlock } from "@/components/ui/code-block";
import { type LinkTab, LinkTabs } from "@/components/ui/link-tabs";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import type { Environment } from "@/lib/batch/enums";
import type { InputView } from "@/lib/inputs/input-view";
import { useHandedSecret } from "./handed-secret";
import { SenderNotes } from "./sender-notes";
import { FIRST_PERSON, SECRET_PLACEHOLDER, type Snippet } from "./snippets/facts";

const ENVIRONMENT_OPTIONS = [
  { value: "development", label: "Development" },
  { value: "production", label: "Production" },
] as const;

export type SnippetsSectionProps = {
  input: InputView;
  origin: string;
  environment: Environment;
  environments: Readonly<Record<Environment, string>>;
  languages: readonly LinkTab[];
  snippet: Omit<Snippet, "text">;
  /** Filled in, but for the secret. */
  text: string;
  isBrowser: boolean;
  /** Why there is no browser among the languages. */
  noBrowser: string | null;
  /** Whether the reader's role may see people. */
  canOpenPeople: boolean;
};

/** A first batch in the language of whoever connects this input, ready to run. */
export function SnippetsSection(props: SnippetsSectionProps) {
  const { input, origin, environment, environments, languages, snippet, isBrowser, noBrowser, canOpenPeople } = props;
  const router = useRouter();
  const handed = useHandedSecret(input.key);
  const text = handed === null ? props.text : props.text.replaceAll(SECRET_PLACEHOLDER, () => handed);
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
            onChange={(next) => router.push(environments[next], { scroll: false })}
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
      <LinkTabs label="Languages" className="mb-3" tabs={languages} />
      <SnippetView snippet={snippet} text={text} secretMissing={handed === null}>
        {isBrowser ? <SenderNotes input={input} origin={origin} /> : null}
      </SnippetView>
      <div className="mt-3 space-y-2 text-muted text-xs">
        {input.isDebug ? <p>Everything of this feed goes to development, whatever a batch says.</p> : null}
        {noBrowser ? <p>{noBrowser}</p> : null}
        {!isBrowser && handed === null ? (
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

type SnippetViewProps = { snippet: Omit<Snippet, "text">; text: string; secretMissing: boolean; children?: ReactNode };

function SnippetView({ snippet, text, secretMissing, children }: SnippetViewProps) {
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
