import { createLoader, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { BATCH_KINDS } from "@/lib/explain/batch-kinds";

/** The address of the Live Stream. Input, kind and device are the server's filters, the text looks through the kept rows. */
export const liveParams = {
  input: parseAsInteger,
  /** Batches only, or the requests to one endpoint of the identity API. */
  kind: parseAsStringLiteral(BATCH_KINDS),
  /** A device id, a stamp, or `saved-{id}`. */
  device: parseAsString,
  q: parseAsString.withDefault(""),
  /** The open batch. */
  batch: parseAsString,
  tab: parseAsString,
};
export const loadLiveParams = createLoader(liveParams);
