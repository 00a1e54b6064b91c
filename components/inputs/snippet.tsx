"use client";
import { CopyButton } from "@/components/ui/copy-button";
import { PanelTabs } from "@/components/ui/tabs";
import { curlSnippet, nodeSnippet } from "./snippets";
import type { NewKey } from "./types";

/** How to send a first batch with this key. */
export function Snippet({ origin, pair }: { origin: string; pair: NewKey }) {
  const facts = { origin, ...pair };
  return (
    <PanelTabs
      tabs={[
        { value: "curl", label: "curl", panel: <Code text={curlSnippet(facts)} label="curl command" /> },
        { value: "node", label: "Node.js", panel: <Code text={nodeSnippet(facts)} label="Node.js snippet" /> },
      ]}
    />
  );
}

function Code({ text, label }: { text: string; label: string }) {
  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keyboards need to scroll it */}
      <pre tabIndex={0} className="overflow-x-auto rounded-md bg-sunken p-3 pr-9 font-mono text-xs leading-[1.125rem]">
        {text}
      </pre>
      <CopyButton text={text} label={label} className="absolute top-2 right-2 size-6 bg-surface" />
    </div>
  );
}
