import Link from "next/link";
import { InputHeader } from "@/components/inputs/input-header";
import { inputHref } from "@/components/inputs/input-href";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import type { LivePage } from "@/lib/live/page";
import { AnswersSection } from "./answers-section";
import { ArrivalsSection } from "./arrivals-section";
import { SnippetsSection, type SnippetsSectionProps } from "./snippets-section";

type ConnectScreenProps = SnippetsSectionProps & {
  /** What came so far; null when the reader's role may not see the stream. */
  page: LivePage | null;
};

/** Setup > Inputs > an input > Connect: copy a snippet on the left, see its batch arrive on the right. */
export function ConnectScreen({ page, ...snippets }: ConnectScreenProps) {
  const { input, origin, canOpenPeople } = snippets;
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
          <SnippetsSection {...snippets} />
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
