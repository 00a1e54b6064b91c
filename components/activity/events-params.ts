import { createLoader, parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { TimelineQuery } from "./people-api";

/** The address of the Events tab: every filter, every highlight, what is open. */
export const eventsParams = {
  /** Days of the reader's zone, such as 2026-11-24. */
  from: parseAsString,
  to: parseAsString,
  /** Workspaces; `ws` is the one that the page is in. */
  in: parseAsArrayOf(parseAsInteger).withDefault([]),
  input: parseAsArrayOf(parseAsInteger).withDefault([]),
  type: parseAsArrayOf(parseAsString).withDefault([]),
  /** `type:name`. */
  name: parseAsArrayOf(parseAsString).withDefault([]),
  device: parseAsArrayOf(parseAsString).withDefault([]),
  /** `type:name` of events to mark. */
  mark: parseAsArrayOf(parseAsString).withDefault([]),
  /** The open event; with `view` its batch. A batch without events goes by its own id. */
  event: parseAsString,
  view: parseAsStringLiteral(["batch"]),
  tab: parseAsStringLiteral(["json"]),
};
export const loadEventsParams = createLoader(eventsParams);

export type EventsFilters = {
  readonly from: string | null;
  readonly to: string | null;
  readonly in: readonly number[];
  readonly input: readonly number[];
  readonly type: readonly string[];
  readonly name: readonly string[];
  readonly device: readonly string[];
};

export const NO_FILTERS = {
  from: null,
  to: null,
  in: null,
  input: null,
  type: null,
  name: null,
  device: null,
} as const;

export function isFiltered(filters: EventsFilters): boolean {
  const lists = [filters.in, filters.input, filters.type, filters.name, filters.device];
  return Boolean(filters.from || filters.to) || lists.some((list) => list.length > 0);
}

/** Filters as the machine door takes them; whole days of the zone become moments, the last one exclusive. */
export function timelineQuery(
  filters: EventsFilters,
  startOfDay: (day: string, plusDays: number) => number | null,
): TimelineQuery {
  const from = filters.from ? startOfDay(filters.from, 0) : null;
  const to = filters.to ? startOfDay(filters.to, 1) : null;
  return {
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    workspaceIds: filters.in,
    inputIds: filters.input,
    types: filters.type,
    names: filters.name,
    devices: filters.device,
  };
}
