import Link from "next/link";
import { InputHeader } from "@/components/inputs/input-header";
import { connectHref, inputHref } from "@/components/inputs/input-href";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import type { Environment } from "@/lib/batch/enums";
import type { LivePage } from "@/lib/live/page";
import { AnswersSection } from "./answers-section";
import { ArrivalsSection } from "./arrivals-section";
import { withConnectParams } from "./connect-params";
import { type Language, languagesOf, SECRET_PLACEHOLDER, SNIPPETS, whyNoBrowser } from "./snippets";
import { SnippetsSection, type SnippetsSectionProps } from "./snippets-section";

type ConnectScreenProps = Pick<SnippetsSectionProps, "input" | "origin" | "canOpenPeople"> & {
  workspaceToken: string;
  /** As the address has them. */
  lang: Language | null;
  environment: Environment;
  /** What came so far; null when the reader's role may not see the stream. */
  page: LivePage | null;
};

/** Setup > Inputs > an input > Connect: copy a snippet on the left, see its batch arrive on the right. */
export function ConnectScreen({
  input,
  origin,
  workspaceToken,
  canOpenPeople,
  lang,
  page,
  ...asked
}: ConnectScreenProps) {
  const languages = languagesOf(input);
  const language = lang !== null && languages.includes(lang) ? lang : languages[0];
  const environment = input.isDebug ? "development" : asked.environment;
  const { text, ...snippet } = SNIPPETS[language];
  const hrefOf = (choice: { lang?: Language; env?: Environment }) =>
    withConnectParams(connectHref(input), { lang, env: environment, ...choice });
  return (
    <>
      <InputHeader input={input} current="connect" />
      <div className="grid items-start gap-4 p-6 min-[1300px]:grid-cols-[minmax(0,1fr)_26rem]">
        {input.enabled ? null : (
          <Callout tone="danger" title="This input is disabled" className="min-[1300px]:col-span-2">
            <p>
              Every sender gets 403, and nothing is stored. It is enabled in{" "}
              <Link href={inputHref(input)} className="underline">
                Configuration
              </Link>
              .
            </p>
          </Callout>
        )}
        <div className="min-w-0">
          <SnippetsSection
            input={input}
            origin={origin}
            environment={environment}
            environments={{
              development: hrefOf({ env: "development" }),
              production: hrefOf({ env: "production" }),
            }}
            languages={languages.map((one) => ({
              href: hrefOf({ lang: one }),
              label: SNIPPETS[one].label,
              current: one === language,
            }))}
            snippet={snippet}
            text={text({ origin, key: input.key, secret: SECRET_PLACEHOLDER, environment, workspaceToken })}
            isBrowser={language === "browser"}
            noBrowser={whyNoBrowser(input)}
            canOpenPeople={canOpenPeople}
          />
        </div>
        <div className="min-w-0 space-y-4">
          {page ? (
            <ArrivalsSection input={input} page={page} canOpenPeople={canOpenPeople} />
          ) : (
            <EmptyState kind="forbidden" title="Your role can't see what arrives">
              It needs the permission live_stream.view.
            </EmptyState>
          )}
          <AnswersSection input={input} origin={origin} />
        </div>
      </div>
    </>
  );
}
