"use client";
import { ArrowDown, ArrowUp, GripVertical, X } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Cell, Row } from "@/components/ui/table";
import { identityLabel } from "@/lib/batch/identity-names";
import { fixedTypes, type IdentitySettings } from "@/lib/identity/settings";
import { lockedMark, type Mark } from "./draft";

const MARKS: readonly (readonly [mark: Mark, word: string])[] = [
  ["uniqueTypes", "unique"],
  ["loginTypes", "login type"],
  ["immutableTypes", "immutable"],
];

/** What rows do; null: the reader may only look. */
export type TypeActions = {
  readonly move: (type: string, place: number, by: "key" | "drag") => void;
  readonly mark: (type: string, mark: Mark, on: boolean) => void;
  readonly takeOut: (type: string) => void;
};

export type TypeRowProps = {
  type: string;
  index: number;
  settings: IdentitySettings;
  actions: TypeActions | null;
  /** Of the row, while it can be dragged. */
  dragged?: Pick<ComponentProps<"tr">, "ref" | "style" | "className">;
  /** Of the handle, once dragging is loaded. */
  handle?: ComponentProps<"button">;
};

/** One type of the priority: its place, its marks, and the ways to move it. */
export function TypeRow({ type, index, settings, actions, dragged, handle }: TypeRowProps) {
  const label = identityLabel(type);
  const last = settings.priority.length - 1;
  const needed = fixedTypes(settings.strategy)?.includes(type) ?? false;
  return (
    <Row {...dragged} className={cn("bg-surface", dragged?.className)}>
      {actions ? (
        <Cell className="pr-0">
          <button
            type="button"
            aria-label={`Drag ${label}`}
            disabled={!handle}
            {...handle}
            className="grid size-6 touch-none cursor-grab place-items-center rounded-sm text-faint hover:bg-hover hover:text-ink active:cursor-grabbing"
          >
            <GripVertical className="size-3.5" aria-hidden />
          </button>
        </Cell>
      ) : null}
      <Cell className="text-right text-muted">{index + 1}</Cell>
      <Cell className="whitespace-nowrap font-medium">{label}</Cell>
      {MARKS.map(([mark, word]) => (
        <MarkCell key={mark} type={type} label={label} mark={mark} word={word} settings={settings} actions={actions} />
      ))}
      {actions ? (
        <Cell className="whitespace-nowrap text-right">
          <span className="inline-flex opacity-60 group-focus-within/row:opacity-100 group-hover/row:opacity-100">
            <IconButton
              label={`Move ${label} up`}
              data-move={`${type} up`}
              disabled={index === 0}
              onClick={() => actions.move(type, index - 1, "key")}
            >
              <ArrowUp />
            </IconButton>
            <IconButton
              label={`Move ${label} down`}
              data-move={`${type} down`}
              disabled={index === last}
              onClick={() => actions.move(type, index + 1, "key")}
            >
              <ArrowDown />
            </IconButton>
            <IconButton
              label={needed ? `The strategy needs ${label} in the look-up` : `Take ${label} out of the look-up`}
              disabled={needed}
              onClick={() => actions.takeOut(type)}
            >
              <X />
            </IconButton>
          </span>
        </Cell>
      ) : null}
    </Row>
  );
}

type MarkCellProps = Pick<TypeRowProps, "type" | "settings" | "actions"> & { label: string; mark: Mark; word: string };

function MarkCell({ type, label, mark, word, settings, actions }: MarkCellProps) {
  const locked = lockedMark(settings, type, mark);
  const checked = settings[mark].includes(type);
  return (
    <Cell className="text-center" title={locked ?? undefined}>
      {locked && !checked ? (
        <span className="text-faint">
          <span aria-hidden>–</span>
          <span className="sr-only">{`not ${word}: ${locked}`}</span>
        </span>
      ) : (
        <input
          type="checkbox"
          aria-label={`${label}: ${word}`}
          checked={checked}
          disabled={!actions || locked !== null}
          onChange={(event) => actions?.mark(type, mark, event.target.checked)}
          className="size-4 align-middle accent-accent disabled:cursor-not-allowed"
        />
      )}
    </Cell>
  );
}
