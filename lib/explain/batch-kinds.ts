/** What a row of the stream is: a batch, or a request to the identity API. */
export const BATCH_KINDS = ["batch", "identify", "login", "logout", "modify", "alias"] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];

/** Endpoints of the identity API whose requests are decided as batches are. */
export const DECISION_ENDPOINTS = ["identify", "login", "logout", "modify"] as const;
