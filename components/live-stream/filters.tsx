"use client";
import { Bookmark, FlaskConical, X } from "lucide-react";
import { PageEnvironment } from "@/components/shell/shell-context";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { IconButton } from "@/components/ui/icon-button";
import { SearchInput } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { BATCH_KINDS, type BatchKind } from "@/lib/explain/batch-kinds";
import { KIND_LABELS } from "@/lib/explain/labels";
import type { LiveDevices } from "@/lib/live/list-devices";
import { ALL_DEVELOPMENT, deviceOptions } from "./device-options";

export type InputOption = { readonly id: number; readonly name: string };

type FiltersProps = {
  inputs: readonly InputOption[];
  devices: LiveDevices | undefined;
  input: number | null;
  kind: BatchKind | null;
  device: string | null;
  text: string;
  onInput: (id: number | null) => void;
  onKind: (kind: BatchKind | null) => void;
  onDevice: (device: string | null) => void;
  onText: (text: string) => void;
  onDevices: () => void;
};

const KIND_OPTIONS = [
  { value: "all", label: "All kinds" } as const,
  ...BATCH_KINDS.map((kind) => ({ value: kind, label: KIND_LABELS[kind] })),
];

/** What the stream is narrowed to. Input, kind and device are the server's filters; the text looks through what is kept here. */
export function Filters(props: FiltersProps) {
  const { inputs, devices, input, kind, device, text, onInput, onKind, onDevice, onText, onDevices } = props;
  const inputOptions = [
    { value: "all", label: "All inputs" },
    ...inputs.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
  const isFiltered = input !== null || kind !== null || device !== null || text !== "";
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b bg-surface px-4 py-2">
      <Combobox
        aria-label="Input"
        options={inputOptions}
        value={input === null ? "all" : String(input)}
        onChange={(value) => onInput(value === "all" ? null : Number(value))}
        searchPlaceholder="Find an input"
        className="w-44"
      />
      <Select
        aria-label="Kind"
        options={KIND_OPTIONS}
        value={kind ?? "all"}
        onChange={(value) => onKind(value === "all" ? null : value)}
        className="w-36"
      />
      <Combobox
        aria-label="Device"
        options={deviceOptions(devices, device)}
        value={device ?? ALL_DEVELOPMENT}
        onChange={(value) => onDevice(value === ALL_DEVELOPMENT ? null : value)}
        searchPlaceholder="Find a device"
        className="w-56"
      />
      <IconButton label="Saved devices" tone="plain" className="h-8 w-8" onClick={onDevices}>
        <Bookmark />
      </IconButton>
      <SearchInput
        aria-label="Identity, MPID or text"
        placeholder="Identity, MPID or text"
        value={text}
        onValueChange={(value) => onText(value)}
        className="w-48 xl:w-64"
      />
      {isFiltered ? (
        <Button
          tone="quiet"
          size="sm"
          onClick={() => {
            onText("");
            onInput(null);
            onKind(null);
            onDevice(null);
          }}
        >
          <X aria-hidden />
          Clear filters
        </Button>
      ) : null}
      {device === null ? <PageEnvironment environment="development" /> : null}
      <span
        className="ml-auto inline-flex items-center gap-1.5 whitespace-nowrap text-muted text-xs"
        title="Choose a device to see its production batches, too."
      >
        <FlaskConical className="size-3.5" aria-hidden />
        {device === null ? "Development only" : "Development and production"}
      </span>
    </div>
  );
}
