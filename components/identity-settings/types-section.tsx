"use client";
import { Plus } from "lucide-react";
import { type ComponentProps, type ComponentType, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { IDENTITY_TYPES, identityLabel } from "@/lib/batch/identity-names";
import { fixedTypes, type IdentitySettings, LOOKUP_TYPES } from "@/lib/identity/settings";
import { withMark, withoutType, withPlace, withType } from "./draft";
import type { SortableTypes } from "./sortable-types";
import { type TypeActions, TypeRow } from "./type-row";
import { TypesFrame } from "./types-frame";

type TypesSectionProps = {
  settings: IdentitySettings;
  /** Null: the reader may only look. */
  onChange: ((settings: IdentitySettings) => void) | null;
};

/** The priority with the marks of each type, and the types that look nobody up. */
export function TypesSection({ settings, onChange }: TypesSectionProps) {
  const [said, setSaid] = useState("");
  const { box, keep } = useKeptFocus();
  const Sortable = useSortableTypes(onChange !== null);
  const { priority, strategy } = settings;
  const actions: TypeActions | null = onChange && {
    move(type, place, by) {
      onChange(withPlace(settings, type, place));
      if (by === "drag") return;
      setSaid(`${identityLabel(type)} is now at place ${place + 1} of ${priority.length}.`);
      keep(type, place < priority.indexOf(type) ? "up" : "down");
    },
    mark: (type, mark, on) => onChange(withMark(settings, type, mark, on)),
    takeOut(type) {
      onChange(withoutType(settings, type));
      setSaid(`${identityLabel(type)} is out of the look-up.`);
    },
  };
  return (
    <Section
      title="Priority and types"
      description="Types look a person up from the top down; each narrows what the ones above it found."
      after={priority.length}
      // Words for screen readers are positioned: without this they would lengthen the page.
      className="relative"
      flush
    >
      <div ref={box}>
        {Sortable && actions ? (
          <Sortable settings={settings} actions={actions} />
        ) : (
          <TypesFrame mayEdit={actions !== null}>
            {priority.map((type, index) => (
              <TypeRow key={type} type={type} index={index} settings={settings} actions={actions} />
            ))}
          </TypesFrame>
        )}
      </div>
      <div className="space-y-2 border-line border-t px-4 py-3 text-muted text-xs">
        {fixedTypes(strategy) ? (
          <p>The strategy fixes which types are unique and login types; with Profile conversion they can be chosen.</p>
        ) : null}
        <Unused settings={settings} add={onChange && ((type) => onChange(withType(settings, type)))} />
        <p>
          {IDENTITY_TYPES.filter((type) => !LOOKUP_TYPES.includes(type))
            .map(identityLabel)
            .join(", ")}{" "}
          are stored, but never look anybody up.
        </p>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </Section>
  );
}

function Unused({ settings, add }: { settings: IdentitySettings; add: ((type: string) => void) | null }) {
  const unused = LOOKUP_TYPES.filter((type) => !settings.priority.includes(type));
  if (unused.length === 0) return null;
  if (!add) return <p>Out of the look-up: {unused.map(identityLabel).join(", ")}.</p>;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span>Out of the look-up:</span>
      {unused.map((type) => (
        <Button key={type} size="sm" onClick={() => add(type)} aria-label={`Add ${identityLabel(type)} to the look-up`}>
          <Plus aria-hidden /> {identityLabel(type)}
        </Button>
      ))}
    </div>
  );
}

/** Dragging comes after the page: it can be read, and types moved by button, without it. */
function useSortableTypes(wanted: boolean): ComponentType<ComponentProps<typeof SortableTypes>> | null {
  const [Sortable, setSortable] = useState<ComponentType<ComponentProps<typeof SortableTypes>> | null>(null);
  useEffect(() => {
    if (wanted) void import("./sortable-types").then((module) => setSortable(() => module.SortableTypes));
  }, [wanted]);
  return Sortable;
}

/** A row that moves takes its buttons along; the browser drops the focus of what is moved, so it is given back. */
function useKeptFocus() {
  const box = useRef<HTMLDivElement>(null);
  const wanted = useRef<readonly string[]>([]);
  useLayoutEffect(() => {
    const buttons = wanted.current.map((name) => box.current?.querySelector(`button[data-move="${name}"]:enabled`));
    wanted.current = [];
    const button = buttons.find((one) => one instanceof HTMLButtonElement);
    if (button instanceof HTMLButtonElement) button.focus();
  });
  const keep = (type: string, direction: "up" | "down") => {
    wanted.current = [`${type} ${direction}`, `${type} ${direction === "up" ? "down" : "up"}`];
  };
  return { box, keep };
}
