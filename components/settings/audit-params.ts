import { createLoader, createSerializer, parseAsInteger, parseAsString } from "nuqs/server";

const shared = {
  /** A member's id. */
  who: parseAsInteger,
  /** A workspace's id; `ws` is the one that the shell is in. */
  in: parseAsInteger,
  /** Days of the reader's zone, such as 2026-11-24; both are shown. */
  from: parseAsString,
  to: parseAsString,
  /** Where the page begins: older rows than this place. */
  before: parseAsString,
};

/** The address of Settings > Audit, configuration. */
export const changesParams = {
  ...shared,
  /** An action or its beginning, such as `input.protection`. */
  what: parseAsString,
  /** Part of the name of what was changed. */
  name: parseAsString,
};
export const loadChangesParams = createLoader(changesParams);
export const changesAddress = createSerializer({ ...changesParams, ws: parseAsInteger });

/** The address of Settings > Audit, who looked at whom. */
export const viewsParams = { ...shared, mpid: parseAsString };
export const loadViewsParams = createLoader(viewsParams);
export const viewsAddress = createSerializer({ ...viewsParams, ws: parseAsInteger });

export type ChangesFilters = {
  readonly who: number | null;
  readonly in: number | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly what: string | null;
  readonly name: string | null;
};
export type ViewsFilters = Omit<ChangesFilters, "what" | "name"> & { readonly mpid: string | null };
