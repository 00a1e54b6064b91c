import type { Crowd } from "./batch";

/** What the load process is asked to do for some seconds. */
export type HttpJob = {
  readonly kind: "http";
  readonly url: string;
  /** Asked for in turn; `{person}` stands for the MPID and `{customer}` for the customer ID of somebody at random. */
  readonly paths: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Batches per request; without it requests are GETs. */
  readonly batches?: number;
  /** POSTs an identity request instead; every so manyth is somebody new. */
  readonly identities?: { readonly newEvery: number };
  readonly crowd?: Crowd;
  readonly connections: number;
  readonly seconds: number;
};
/** Rows of one batch's bytes, 100 per statement, each connection with one statement under way. */
export type RowsJob = {
  readonly kind: "rows";
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
};
/** The prepared look-up, straight to the database. */
export type LookUpJob = {
  readonly kind: "lookups";
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
};
/** Viewers of the stream, and development batches one after the other; latencies are from each 202 to each viewer's row. */
export type LiveJob = {
  readonly kind: "live";
  readonly url: string;
  readonly cookie: string;
  readonly authorization: string;
  readonly workspaceId: number;
  readonly viewers: number;
  readonly sends: number;
  readonly everyMs: number;
};
/** Jobs that go on for as long as they are told. */
export type TimedJob = HttpJob | RowsJob | LookUpJob;
export type Job = HttpJob | RowsJob | LookUpJob | LiveJob;

/** Latencies in ms. `done` counts requests, rows or look-ups. */
export type JobResult = {
  readonly done: number;
  readonly failed: number;
  readonly seconds: number;
  readonly latencies: readonly number[];
};
