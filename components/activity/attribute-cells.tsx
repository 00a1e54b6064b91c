"use client";
import { Pencil, Pin, PinOff } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/time";
import { tierLabel } from "@/lib/explain/labels";
import { PlainValue } from "./plain-value";
import { ProvenancePopover } from "./provenance-popover";
import type { ShownAttribute } from "./shown-attributes";
import type { PersonRef } from "./use-timeline";

const CALCULATED_TIER = 1;

type NameProps = { attribute: ShownAttribute; isPinned: boolean; onPin: (key: string) => void };

export function AttributeName({ attribute, isPinned, onPin }: NameProps) {
  const { key, label } = attribute.fact;
  return (
    <div className="flex items-start gap-1.5">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{label ?? key}</span>
        {label ? <span className="ml-1.5 font-mono text-faint text-xs">{key}</span> : null}
      </span>
      {attribute.level === "account" ? <Badge tone="info">Account</Badge> : null}
      {attribute.level === "workspace" && attribute.fact.tier === CALCULATED_TIER ? (
        <Badge tone="info">Calculated</Badge>
      ) : null}
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

type ValueProps = {
  attribute: ShownAttribute;
  person: PersonRef;
  /** Null: the reader may not. */
  onEdit: ((key: string) => void) | null;
};

export function AttributeValueCell({ attribute, person, onEdit }: ValueProps) {
  const { key, value, label } = attribute.fact;
  const [unfolded, setUnfolded] = useState(false);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const long = text.length > FOLD_AT;
  return (
    <>
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
        <ProvenancePopover person={person} field={{ kind: "attribute", key }} label={label ?? key} />
        {attribute.level === "account" && onEdit ? (
          <IconButton
            label={`Change ${label ?? key}`}
            onClick={() => onEdit(key)}
            className="h-5 w-5 text-faint [&_svg]:size-3"
          >
            <Pencil />
          </IconButton>
        ) : null}
      </div>
      {attribute.level === "account" && attribute.hides ? <Hidden hides={attribute.hides} /> : null}
    </>
  );
}

/** What would count without the account-level value. */
function Hidden({ hides }: { hides: Extract<ShownAttribute, { level: "workspace" }>["fact"] }) {
  const { value, input } = hides;
  const shown = value === null ? "a tag" : typeof value === "string" ? `“${value}”` : value.join(", ");
  const text = `Hides ${shown} of ${input?.name ?? "an input that is gone"}`;
  return (
    <p className="mt-0.5 line-clamp-1 text-muted text-xs [overflow-wrap:anywhere]" title={text}>
      {text}
    </p>
  );
}

export function AttributeSource({ attribute }: { attribute: ShownAttribute }) {
  const [who, level] =
    attribute.level === "account"
      ? [attribute.fact.setBy, "Account-level"]
      : [attribute.fact.input?.name ?? "Gone input", tierLabel(attribute.fact.tier)];
  return (
    <>
      <span className="line-clamp-1 text-ink [overflow-wrap:anywhere]" title={who}>
        {who}
      </span>
      {level} · <RelativeTime ms={attribute.fact.updatedAt} />
    </>
  );
}
