import type { Context } from "../lib/access/context";
import type { LiveFilter, LiveFrame } from "../lib/live";
import type { Hubs } from "../lib/live/hub";
import type { LiveRow } from "../lib/live/row";
import { subscribe } from "../lib/live/subscribe";

/** A viewer of the Live Stream as tests need one: keeps every frame, and waits for what it is asked to wait for. */
export class LiveReader {
  readonly frames: LiveFrame[] = [];
  readonly rows: LiveRow[] = [];
  readonly #abort = new AbortController();
  #waiting: (() => void)[] = [];
  #ended = false;

  static async open(
    ctx: Context,
    workspaceId: number,
    options: {
      readonly after?: number;
      readonly filter?: LiveFilter;
      readonly hubs?: Hubs;
      readonly readAgain?: () => Promise<Context | null>;
      /** Awaited before each frame is taken: a slow viewer. */
      readonly pace?: () => Promise<void>;
    } = {},
  ): Promise<LiveReader> {
    const reader = new LiveReader();
    const stream = await subscribe(
      ctx,
      { workspaceId, filter: options.filter ?? {}, after: options.after ?? 0 },
      { signal: reader.#abort.signal, readAgain: options.readAgain ?? (async () => ctx), hubs: options.hubs },
    );
    void reader.#take(stream, options.pace);
    return reader;
  }

  async #take(stream: AsyncGenerator<LiveFrame, void>, pace?: () => Promise<void>): Promise<void> {
    for await (const frame of stream) {
      this.frames.push(frame);
      if (frame.type === "rows") {
        this.rows.push(...(JSON.parse(frame.rows) as LiveRow[]));
      }
      this.#wake();
      await pace?.();
    }
    this.#ended = true;
    this.#wake();
  }

  #wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Resolves when the condition holds after some frame. Throws when the stream ends before. */
  async until(condition: (reader: LiveReader) => boolean): Promise<void> {
    while (!condition(this)) {
      if (this.#ended) throw new Error("The stream ended before that.");
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** The last number accounted for. */
  get cursor(): number {
    return this.frames.reduce((cursor, frame) => ("upTo" in frame ? frame.upTo : cursor), 0);
  }

  /** Numbers that no frame accounted for: what the screen calls missed. */
  get missed(): number {
    let cursor: number | undefined;
    let missed = 0;
    for (const frame of this.frames) {
      if (frame.type !== "rows") continue;
      if (cursor !== undefined && frame.after !== cursor) missed += Math.abs(frame.after - cursor);
      missed += frame.upTo - frame.after - frame.count;
      cursor = frame.upTo;
    }
    return missed;
  }

  get outcomes(): string[] {
    return this.rows.map(({ outcome }) => outcome);
  }

  close(): void {
    this.#abort.abort();
  }
}
