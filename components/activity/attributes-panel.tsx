"use client";
import { LayoutGrid, Plus, Rows3 } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { SearchInput } from "@/components/ui/input";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { compareAttributeKeys } from "@/lib/profile/attribute-order";
import type { AccountAttributeFact, AttributeFact } from "@/lib/profile/view-types";
import type { AccountEditing } from "./account-value-dialog";
import { AttributeName, AttributeSource, AttributeValueCell } from "./attribute-cells";
import { Nothing, Panel } from "./panel";
import { type ShownAttribute, shownAttributes } from "./shown-attributes";
import type { PersonRef } from "./use-timeline";

const AccountValueDialog = dynamic(() => import("./account-value-dialog").then((module) => module.AccountValueDialog), {
  ssr: false,
});

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

type AttributesPanelProps = {
  person: PersonRef;
  attributes: readonly AttributeFact[];
  accountAttributes: readonly AccountAttributeFact[];
  /** Null: the reader may not set account-level values. */
  editing: AccountEditing | null;
};

/** All attributes of the person in this workspace: reserved ones first, then A to Z; pinned ones on top. */
export function AttributesPanel({ person, attributes, accountAttributes, editing }: AttributesPanelProps) {
  const [text, setText] = useState("");
  const [preferences, setPreferences] = usePreferences(person.workspaceId);
  /** The key whose account-level value is being set; empty: one that is still to be chosen. */
  const [edited, setEdited] = useState<string | null>(null);
  const { pinned, grid } = preferences;
  const all = useMemo(
    () => shownAttributes(accountAttributes, attributes, compareAttributeKeys),
    [accountAttributes, attributes],
  );
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const found = wanted ? all.filter((one) => searchable(one).includes(wanted)) : all;
    return [...found].sort((a, b) => Number(pinned.includes(b.fact.key)) - Number(pinned.includes(a.fact.key)));
  }, [all, text, pinned]);
  const mayAdd = editing !== null && editing.declared.length > 0;
  const togglePin = (key: string) =>
    setPreferences({
      ...preferences,
      pinned: pinned.includes(key) ? pinned.filter((one) => one !== key) : [...pinned, key],
    });
  return (
    <Panel
      id="attributes"
      title="Attributes"
      count={all.length}
      flush={shown.length > 0 && !grid}
      actions={
        <>
          {all.length > 0 ? (
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
          ) : null}
          {mayAdd ? (
            <IconButton label="Set an account attribute" onClick={() => setEdited("")}>
              <Plus />
            </IconButton>
          ) : null}
        </>
      }
    >
      {all.length === 0 ? (
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
            <li key={one.fact.key} className="group/attribute min-w-0 rounded-md border border-line px-3 py-2">
              <AttributeName attribute={one} isPinned={pinned.includes(one.fact.key)} onPin={togglePin} />
              <AttributeValueCell attribute={one} person={person} onEdit={editing ? setEdited : null} />
            </li>
          ))}
        </ul>
      ) : (
        <Table>
          <TableHead>
            <tr>
              <HeadCell className="w-1/3">Name</HeadCell>
              <HeadCell>Value</HeadCell>
              <HeadCell className="w-52">Source</HeadCell>
            </tr>
          </TableHead>
          <tbody>
            {shown.map((one) => (
              <Row key={one.fact.key} className="group/attribute align-top">
                <Cell>
                  <AttributeName attribute={one} isPinned={pinned.includes(one.fact.key)} onPin={togglePin} />
                </Cell>
                <Cell>
                  <AttributeValueCell attribute={one} person={person} onEdit={editing ? setEdited : null} />
                </Cell>
                <Cell className="text-muted text-xs">
                  <AttributeSource attribute={one} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
      {edited !== null && editing ? (
        <AccountValueDialog
          person={person}
          editing={editing}
          chosen={edited}
          present={accountAttributes}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </Panel>
  );
}

function searchable({ fact: { key, label, value } }: ShownAttribute): string {
  return `${key} ${label ?? ""} ${typeof value === "string" ? value : JSON.stringify(value)}`.toLowerCase();
}
