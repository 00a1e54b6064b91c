/** Default limits. https://docs.mparticle.com/guides/default-service-limits; those marked ours have no source. */
export const LIMITS = {
  /** Bytes of one batch, and of a request. */
  batchBytes: 128 * 1024,
  requestBytes: 256 * 1024,
  /** Batches of a bulk request. */
  batches: 100,
  /** Characters of an event name and of an event attribute's name: cut. */
  eventName: 256,
  eventAttributes: 100,
  eventAttributeValue: 4096,
  userAttributes: 100,
  userAttributeName: 256,
  userAttributeValue: 4096,
  userAttributeListEntries: 1000,
  userAttributeListEntry: 512,
  actionIdentifier: 100,
  /** Ours: an index row of PostgreSQL holds no more. */
  identityBytes: 1024,
  /** Ours: entries of maps that the documentation leaves open. */
  deletions: 1000,
  mapEntries: 100,
  /** Ours: warnings kept of one batch. */
  warnings: 50,
} as const;

/** Times outside 1970 to 2100 are stored, with a warning. */
export const EARLIEST_TIME = 0;
export const LATEST_TIME = Date.UTC(2100, 0, 1);
/** No calendar goes further: https://tc39.es/ecma262/#sec-time-values-and-time-range */
export const MAX_TIME = 8.64e15;
