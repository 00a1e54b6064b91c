import type { Context } from "@/lib/access/context";
import { CodedError, isCodedError } from "@/lib/errors";
import { type LiveFilter, type LiveFrame, resolveDevice, subscribe } from "@/lib/live";
import type { StreamMessage } from "../http/event-stream";

export type View = { readonly workspaceId: number; readonly filter: LiveFilter; readonly after: number };

type Options = {
  readonly signal: AbortSignal;
  /** Who is signed in, as of now, in the account of the workspace. */
  readonly memberIn: (workspaceId: number) => Promise<Context | null>;
  /** The status that an error would have had, after logging it. */
  readonly onFailure: (error: unknown) => number;
};

/**
 * Opens every view before the first byte. A view that can't be opened is refused within the stream, so that it does
 * not spoil the other tabs' views; when none can, the error is thrown.
 */
export async function openViews(views: readonly View[], options: Options) {
  const cursors = views.map(({ after }) => after);
  const opened = await Promise.allSettled(views.map((view) => open(view, options)));
  const [first] = opened;
  if (first?.status === "rejected" && opened.every(({ status }) => status === "rejected")) throw first.reason;
  return opened.map((result, view) => {
    if (result.status === "rejected") return refusal(view, result.reason, options.onFailure(result.reason));
    return messages(result.value, view, cursors);
  });
}

async function open({ workspaceId, filter, after }: View, { signal, memberIn }: Options) {
  const ctx = await memberIn(workspaceId);
  if (!ctx) throw new CodedError("unauthenticated", "You are not signed in, or your session has ended.");
  const resolved = await resolveDevice(ctx, filter);
  return subscribe(ctx, { workspaceId, filter: resolved, after }, { signal, readAgain: () => memberIn(workspaceId) });
}

async function* refusal(view: number, error: unknown, status: number): AsyncGenerator<StreamMessage, void> {
  const reason = isCodedError(error) ? (error.details.reason ?? error.code) : "error";
  yield { event: "refused", data: JSON.stringify({ view, status, reason }) };
}

/** Ids hold the cursor of each view in order, so that whoever comes back says where each one was. */
async function* messages(
  frames: AsyncGenerator<LiveFrame, void>,
  view: number,
  cursors: number[],
): AsyncGenerator<StreamMessage, void> {
  for await (const { type, ...frame } of frames) {
    if ("upTo" in frame) cursors[view] = frame.upTo;
    yield { event: type, id: cursors.join(","), data: dataOf(view, frame) };
  }
}

function dataOf(view: number, frame: Omit<LiveFrame, "type">): string {
  if (!("rows" in frame)) return JSON.stringify({ view, ...frame });
  const { rows, ...head } = frame;
  // The rows are JSON already.
  return `${JSON.stringify({ view, ...head }).slice(0, -1)},"rows":${rows}}`;
}
