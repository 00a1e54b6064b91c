"use client";
import { type FormEvent, type ReactNode, useEffect, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input, SearchInput } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useZone } from "@/components/ui/zone-provider";

type Choice = { readonly id: number; readonly name: string };

export type SharedFilters = {
  readonly who: number | null;
  readonly in: number | null;
  readonly from: string | null;
  readonly to: string | null;
};

type AuditFiltersProps = {
  filters: SharedFilters;
  actors: readonly Choice[];
  workspaces: readonly Choice[];
  onChange: (change: Partial<SharedFilters>) => void;
  /** The text field's value, name and use. */
  text: { readonly value: string | null; readonly label: string; readonly onChange: (text: string | null) => void };
  /** More filters, after who. */
  children?: ReactNode;
  /** Null: nothing is filtered. */
  onClear: (() => void) | null;
};

const ALL = "all";

/** Who, where and when: the filters that both lists of the audit share. */
export function AuditFilters({ filters, actors, workspaces, onChange, text, children, onClear }: AuditFiltersProps) {
  const id = useId();
  const zone = useZone();
  const [typed, setTyped] = useState(text.value ?? "");
  useEffect(() => setTyped(text.value ?? ""), [text.value]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    text.onChange(typed.trim() || null);
  };
  const day = (name: "from" | "to", label: string) => (
    <label
      htmlFor={`${id}-${name}`}
      className="flex items-center gap-1.5 text-muted text-xs"
      title={`Whole days, ${zone}`}
    >
      {label}
      <Input
        id={`${id}-${name}`}
        type="date"
        className="w-36"
        value={filters[name] ?? ""}
        onChange={(event) => onChange({ [name]: event.target.value || null })}
      />
    </label>
  );
  return (
    <search className="flex flex-wrap items-center gap-2">
      <form onSubmit={submit} className="w-56">
        <SearchInput
          aria-label={text.label}
          placeholder={text.label}
          value={typed}
          onValueChange={setTyped}
          onBlur={submit}
          spellCheck={false}
        />
      </form>
      <Choose label="Anybody" choices={actors} value={filters.who} onChange={(who) => onChange({ who })} />
      {children}
      {workspaces.length > 1 ? (
        <Choose
          label="All workspaces"
          choices={workspaces}
          value={filters.in}
          onChange={(workspace) => onChange({ in: workspace })}
        />
      ) : null}
      <div className="flex gap-2">
        {day("from", "From")}
        {day("to", "To")}
      </div>
      {onClear ? (
        <Button tone="quiet" onClick={onClear}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

type ChooseProps = {
  label: string;
  choices: readonly Choice[];
  value: number | null;
  onChange: (id: number | null) => void;
};

function Choose({ label, choices, value, onChange }: ChooseProps) {
  const options = [{ value: ALL, label }, ...choices.map(({ id, name }) => ({ value: String(id), label: name }))];
  return (
    <Select
      aria-label={label}
      className="w-44"
      options={options}
      value={value === null ? ALL : String(value)}
      onChange={(next) => onChange(next === ALL ? null : Number(next))}
    />
  );
}
