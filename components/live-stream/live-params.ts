import { createLoader, parseAsInteger, parseAsString } from "nuqs/server";

/** The address of the Live Stream. Input and device are the server's filters, the text looks through the kept rows. */
export const liveParams = {
  input: parseAsInteger,
  /** A device id, a stamp, or `saved-{id}`. */
  device: parseAsString,
  q: parseAsString.withDefault(""),
  /** The open batch. */
  batch: parseAsString,
  tab: parseAsString,
};
export const loadLiveParams = createLoader(liveParams);
