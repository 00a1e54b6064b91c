/** The heart: batches in, decisions out. Read receive, ingest, decide, write, in this order. */
import { closePublisher } from "../live/publish";
import { ingestQueue } from "./queue";
import type { Writer } from "./writer";

export { idFloor, idTime } from "./ids";
export { ingest } from "./ingest";
export { type LookedUp, lookUp, rehearseModify } from "./look-up";
export { type Answer, type Received, receive, toIngestRequest } from "./receive";
export type { IngestRequest, Item, StoredBatch } from "./requests";
export { type StoredAnswer, storedAnswer } from "./stored-answer";
export { type Incoming, submit, underCurrentRules } from "./submit";
export { openWriter, type Writer } from "./writer";

/** Lends a writer for a transaction that is no batch's; see `IngestQueue.transact`. */
export const transact = <Result>(work: (writer: Writer) => Promise<Result>) => ingestQueue.transact(work);

/** Tells that a request is being received; call the result when it has its answer. */
export const requestOpened = () => ingestQueue.opened();

/** Stores what waits and closes the connections; for shutdown. */
export async function drain(): Promise<void> {
  await ingestQueue.drain();
  await closePublisher();
}
