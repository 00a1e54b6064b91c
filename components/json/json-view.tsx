"use client";
import { Download } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { WhenNear } from "@/components/ui/when-near";
import { formatBytes } from "@/lib/format";
import { indentJson } from "./indent-json";

/** Above this the tab would feel it: the reader decides, or downloads. */
const GATE_BYTES = 1_000_000;

const CodeView = dynamic(() => import("./code-view").then((module) => module.CodeView), {
  ssr: false,
  loading: Waiting,
});

function Waiting() {
  return (
    <div className="space-y-2 p-3">
      <Skeleton className="w-1/3" />
      <Skeleton className="w-1/2" />
      <Skeleton className="w-2/5" />
    </div>
  );
}

type JsonViewProps = {
  /** JSON text as it came: never parsed here, so 64-bit numbers stay exact. */
  text: string;
  /** Name of the downloaded file. */
  fileName?: string;
  /** Accessible name. */
  label?: string;
  className?: string;
};

/** JSON to read: folded tree or raw text, search (Ctrl/Cmd+F), copy, download; large texts wait behind a gate. */
export function JsonView({ text, fileName = "data.json", label = "JSON", className }: JsonViewProps) {
  const [mode, setMode] = useState<"tree" | "raw">("tree");
  const [opened, setOpened] = useState(false);
  const bytes = useMemo(() => new Blob([text]).size, [text]);
  const gated = bytes > GATE_BYTES && !opened;
  const shown = useMemo(() => (gated ? "" : mode === "tree" ? indentJson(text) : text), [gated, mode, text]);
  return (
    <div className={cn("flex min-h-0 flex-col rounded-md border border-line bg-surface", className)}>
      <div className="flex items-center gap-2 border-line border-b px-2 py-1">
        <fieldset className="flex rounded-sm bg-sunken p-0.5">
          <legend className="sr-only">Form of {label}</legend>
          {(["tree", "raw"] as const).map((choice) => (
            <button
              key={choice}
              type="button"
              aria-pressed={mode === choice}
              onClick={() => setMode(choice)}
              className="rounded-xs px-2 text-muted text-xs leading-5 aria-pressed:bg-surface aria-pressed:font-medium aria-pressed:text-ink aria-pressed:shadow-low"
            >
              {choice === "tree" ? "Tree" : "Raw"}
            </button>
          ))}
        </fieldset>
        <span className="mr-auto text-faint text-xs">{formatBytes(bytes)}</span>
        <CopyButton text={text} label={label} />
        <button
          type="button"
          aria-label={`Download ${label}`}
          title={`Download ${label}`}
          onClick={() => download(text, fileName)}
          className="inline-grid size-5 place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink [&_svg]:size-3"
        >
          <Download />
        </button>
      </div>
      {gated ? (
        <EmptyState
          kind="nothing"
          title={`This is ${formatBytes(bytes)} of JSON`}
          action={
            <>
              <Button onClick={() => setOpened(true)}>Show it here</Button>
              <Button tone="primary" onClick={() => download(text, fileName)}>
                Download
              </Button>
            </>
          }
        >
          Showing it may make the browser slow.
        </EmptyState>
      ) : (
        <WhenNear standIn={<Waiting />}>
          <CodeView text={shown} label={label} />
        </WhenNear>
      )}
    </div>
  );
}

function download(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
