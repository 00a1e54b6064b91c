"use client";
import { LayoutGrid, Pin, PinOff, Rows3 } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { SearchInput } from "@/components/ui/input";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { tierLabel } from "@/lib/explain/labels";
import type { AttributeFact } from "@/lib/profile/view-types";
import { Nothing, Panel } from "./panel";
import { PlainValue } from "./plain-value";
import { ProvenancePopover } from "./provenance-popover";
import type { PersonRef } from "./use-timeline";

/** Attribute keys say nothing of a person, so the browser may remember which ones its reader pins. */
const storageKey = (workspaceId: number) => `attributes-${workspaceId}`;
type Preferences = { readonly pinned: readonly string[]; readonly grid: boolean };
const NONE: Preferences = { pinned: [], grid: false };

function usePreferences(workspaceId: number): [Preferences, (next: Preferences) => void] {
  const [preferences, setPreferences] = useState(NONE);
  useEffect(() => {
    try {
      const stored = JSON.parse(window.localStorage.getItem(storageKey(workspaceId)) ?? "null") as Preferences | null;
      if (stored && Array.isArray(stored.pinned)) setPreferences(stored);
    } catch {
      // Without storage nothing is remembered.
    }
  }, [workspaceId]);
  return [
    preferences,
    (next) => {
      setPreferences(next);
      try {
        window.localStorage.setItem(storageKey(workspaceId), JSON.stringify(next));
      } catch {
        // As above.
      }
    },
  ];
}

/** All attributes of the person in this workspace: reserved ones first, then A to Z; pinned ones on top. */
export function AttributesPanel({ person, attributes }: { person: PersonRef; attributes: readonly AttributeFact[] }) {
  const [text, setText] = useState("");
  const [preferences, setPreferences] = usePreferences(person.workspaceId);
  const { pinned, grid } = preferences;
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const found = wanted ? attributes.filter((one) => searchable(one).includes(wanted)) : attributes;
    return [...found].sort((a, b) => Number(pinned.includes(b.key)) - Number(pinned.includes(a.key)));
  }, [attributes, text, pinned]);
  const togglePin = (key: string) =>
    setPreferences({
      ...preferences,
      pinned: pinned.includes(key) ? pinned.filter((one) => one !== key) : [...pinned, key],
    });
  return (
    <Panel
      id="attributes"
      title="Attributes"
      count={attributes.length}
      flush={shown.length > 0 && !grid}
      actions={
        attributes.length > 0 ? (
          <>
            <SearchInput
              aria-label="Search in names and values"
              placeholder="Search names and values"
              className="w-56"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <IconButton
              label={grid ? "Show as a table" : "Show as a grid"}
              onClick={() => setPreferences({ ...preferences, grid: !grid })}
            >
              {grid ? <Rows3 /> : <LayoutGrid />}
            </IconButton>
          </>
        ) : null
      }
    >
      {attributes.length === 0 ? (
        <Nothing>No attribute is known in this workspace. Batches bring them as user_attributes.</Nothing>
      ) : shown.length === 0 ? (
        <Nothing>
          No name or value contains “{text}”.{" "}
          <Button size="sm" tone="quiet" onClick={() => setText("")}>
            Clear
          </Button>
        </Nothing>
      ) : grid ? (
        <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
          {shown.map((one) => (
            <li key={one.key} className="group/attribute min-w-0 rounded-md border border-line px-3 py-2">
              <Name attribute={one} isPinned={pinned.includes(one.key)} onPin={togglePin} />
              <Value attribute={one} person={person} />
            </li>
          ))}
        </ul>
      ) : (
        <Table>
          <TableHead>
            <tr>
              <HeadCell className="w-2/5">Name</HeadCell>
              <HeadCell>Value</HeadCell>
              <HeadCell className="w-48">Source</HeadCell>
            </tr>
          </TableHead>
          <tbody>
            {shown.map((one) => (
              <Row key={one.key} className="group/attribute align-top">
                <Cell>
                  <Name attribute={one} isPinned={pinned.includes(one.key)} onPin={togglePin} />
                </Cell>
                <Cell>
                  <Value attribute={one} person={person} />
                </Cell>
                <Cell className="text-muted text-xs">
                  <span className="line-clamp-1 text-ink [overflow-wrap:anywhere]" title={one.input?.name}>
                    {one.input?.name ?? "Gone input"}
                  </span>
                  {tierLabel(one.tier)} · <RelativeTime ms={one.updatedAt} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

const CALCULATED_TIER = 1;

type NameProps = { attribute: AttributeFact; isPinned: boolean; onPin: (key: string) => void };

function Name({ attribute, isPinned, onPin }: NameProps) {
  const { key, label, tier } = attribute;
  return (
    <div className="flex items-start gap-1.5">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{label ?? key}</span>
        {label ? <span className="ml-1.5 font-mono text-faint text-xs">{key}</span> : null}
      </span>
      {tier === CALCULATED_TIER ? <Badge tone="info">Calculated</Badge> : null}
      <button
        type="button"
        aria-label={isPinned ? `Unpin ${key}` : `Pin ${key}`}
        aria-pressed={isPinned}
        onClick={() => onPin(key)}
        className={cn(
          "ml-auto inline-grid size-5 shrink-0 place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink [&_svg]:size-3",
          !isPinned && "opacity-0 focus-visible:opacity-100 group-hover/attribute:opacity-100",
        )}
      >
        {isPinned ? <PinOff /> : <Pin />}
      </button>
    </div>
  );
}

/** Longer texts are folded until somebody asks, characters. */
const FOLD_AT = 280;

function Value({ attribute, person }: { attribute: AttributeFact; person: PersonRef }) {
  const { key, value } = attribute;
  const [unfolded, setUnfolded] = useState(false);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const long = text.length > FOLD_AT;
  return (
    <div className="flex items-start gap-0.5">
      <div
        className={cn(
          "min-w-0 [overflow-wrap:anywhere]",
          long && !unfolded && (typeof value === "string" ? "line-clamp-4" : "max-h-24 overflow-hidden"),
        )}
      >
        <PlainValue value={value} />
        {value === null ? <span className="ml-1.5 text-faint text-xs">tag</span> : null}
      </div>
      {long ? (
        <button
          type="button"
          className="shrink-0 text-accent text-xs hover:underline"
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded ? "Less" : "More"}
        </button>
      ) : null}
      {value === null ? null : <CopyButton text={text} label={key} />}
      <ProvenancePopover person={person} field={{ kind: "attribute", key }} label={attribute.label ?? key} />
    </div>
  );
}

function searchable({ key, label, value }: AttributeFact): string {
  return `${key} ${label ?? ""} ${typeof value === "string" ? value : JSON.stringify(value)}`.toLowerCase();
}
