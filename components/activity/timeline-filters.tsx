"use client";
import { Box, Boxes, Highlighter, Smartphone, Tag, Type } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { TimelineFacets } from "@/lib/profile/view-types";
import { DateFilter } from "./date-filter";
import { eventTitle, eventTypeLabel } from "./event-words";
import { type EventsFilters, isFiltered } from "./events-params";
import { MultiFilter } from "./multi-filter";

type TimelineFiltersProps = {
  facets: TimelineFacets | undefined;
  filters: EventsFilters;
  marks: readonly string[];
  onFilter: (change: Partial<EventsFilters>) => void;
  onMark: (marks: string[]) => void;
  onClear: () => void;
};

/** What narrows the timeline, and what is only marked in it. */
export function TimelineFilters({ facets, filters, marks, onFilter, onMark, onClear }: TimelineFiltersProps) {
  const names = (facets?.names ?? []).map(({ type, name, count }) => ({
    value: `${type}:${name ?? ""}`,
    label: eventTitle(type, name),
    after: count,
  }));
  const types = [...new Set((facets?.names ?? []).map(({ type }) => type))];
  const footnote =
    facets && facets.names.length > 0 ? `Of the latest ${facets.namesFrom.toLocaleString("en-US")} events` : undefined;
  const numbers = (chosen: readonly string[]) => chosen.map(Number).filter(Number.isInteger);
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <DateFilter from={filters.from} to={filters.to} onChange={onFilter} />
      {facets && (facets.workspaces.length > 1 || filters.in.length > 0) ? (
        <MultiFilter
          label="Workspace"
          icon={<Boxes aria-hidden />}
          options={facets.workspaces.map(({ id, name }) => ({ value: String(id), label: name }))}
          chosen={filters.in.map(String)}
          onChange={(chosen) => onFilter({ in: numbers(chosen) })}
        />
      ) : null}
      <MultiFilter
        label="Input"
        icon={<Box aria-hidden />}
        options={(facets?.inputs ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        chosen={filters.input.map(String)}
        onChange={(chosen) => onFilter({ input: numbers(chosen) })}
      />
      <MultiFilter
        label="Type"
        icon={<Type aria-hidden />}
        options={types.map((type) => ({ value: type, label: eventTypeLabel(type) }))}
        chosen={filters.type}
        onChange={(type) => onFilter({ type })}
        footnote={footnote}
      />
      <MultiFilter
        label="Event"
        icon={<Tag aria-hidden />}
        options={names}
        chosen={filters.name}
        onChange={(name) => onFilter({ name })}
        footnote={footnote}
      />
      <MultiFilter
        label="Device"
        icon={<Smartphone aria-hidden />}
        options={(facets?.devices ?? []).map(({ das, label }) => ({ value: das, label: `${label} · ${das}` }))}
        chosen={filters.device}
        onChange={(device) => onFilter({ device })}
      />
      <span className="mx-1 h-4 w-px bg-line" aria-hidden />
      <MultiFilter
        label="Highlight"
        icon={<Highlighter aria-hidden />}
        options={names}
        chosen={marks}
        onChange={onMark}
        footnote={footnote}
      />
      {isFiltered(filters) ? (
        <Button tone="quiet" size="sm" onClick={onClear}>
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}
