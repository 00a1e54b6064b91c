import { createParser, type EventSourceMessage } from "eventsource-parser";
import { backoff, retryAfterMs } from "./backoff";
import type { Ending, LineState, LiveMessage, LiveView } from "./live-message";

/** The server says something every 10 s; silence for longer than this means that the line is dead, ms. */
const SILENCE_MS = 25_000;
/** Changes of what is wanted gather for a moment, ms. */
const GATHER_MS = 40;

export type Wanted = { readonly view: LiveView; after: number };

type Handlers = {
  readonly onMessage: (key: string, message: LiveMessage) => void;
  readonly onState: (state: LineState) => void;
};

/**
 * One stream for any number of views. Goes on from each view's cursor after a lost line, a restarted server, sleep or
 * being offline; waits longer each time, as long as the server asks, and not at all when the network comes back.
 */
export class LiveConnection {
  readonly #handlers: Handlers;
  readonly #wanted = new Map<string, Wanted>();
  #abort: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #heardAt = 0;
  #failures = 0;
  #closed = false;

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
    window.addEventListener("online", this.#retryNow);
    document.addEventListener("visibilitychange", this.#lookAgain);
  }

  /** Watches a view from a number on; from the lower one if it is watched already. */
  want(key: string, view: LiveView, after: number): void {
    const known = this.#wanted.get(key);
    if (known && known.after <= after) return;
    this.#wanted.set(key, { view, after });
    this.#open(GATHER_MS);
  }

  unwant(key: string): void {
    if (this.#wanted.delete(key)) this.#open(GATHER_MS);
  }

  close(): void {
    this.#closed = true;
    this.#wanted.clear();
    this.#stop();
    window.removeEventListener("online", this.#retryNow);
    document.removeEventListener("visibilitychange", this.#lookAgain);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#abort?.abort();
    this.#abort = undefined;
  }

  #open(delay: number): void {
    this.#stop();
    if (this.#closed || this.#wanted.size === 0) return;
    this.#timer = setTimeout(() => void this.#run(), delay);
  }

  readonly #retryNow = (): void => {
    if (!this.#abort && this.#wanted.size > 0) this.#open(0);
  };

  /** A laptop that slept finds a line that looks open and is dead. */
  readonly #lookAgain = (): void => {
    if (document.visibilityState !== "visible") return;
    if (!this.#abort) this.#retryNow();
    else if (Date.now() - this.#heardAt > SILENCE_MS) this.#open(0);
  };

  async #run(): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    const keys = [...this.#wanted.keys()];
    this.#handlers.onState({ kind: "connecting" });
    this.#heard();
    let retryAfter = 0;
    try {
      const response = await fetch(`/api/live?views=${encodeURIComponent(this.#query(keys))}`, {
        headers: { accept: "text/event-stream" },
        cache: "no-store",
        signal: abort.signal,
      });
      const ending = endingOf(response.status);
      if (ending) {
        for (const key of keys) this.#end(key, ending === "refused" ? await refusalOf(response) : ending);
        return;
      }
      retryAfter = retryAfterMs(response.headers.get("retry-after"), Date.now());
      if (!response.ok || !response.body) throw new Error(`The stream was answered ${response.status}.`);
      this.#handlers.onState({ kind: "open" });
      await this.#read(response.body, keys);
    } catch {
      // Whatever it was, the way on is the same: come back with the cursors.
    }
    if (this.#abort !== abort) return;
    this.#stop();
    if (this.#wanted.size === 0) return;
    const delay = Math.max(retryAfter, backoff(this.#failures));
    this.#failures += 1;
    this.#handlers.onState({ kind: "waiting", retryAt: Date.now() + delay, offline: !navigator.onLine });
    this.#open(delay);
  }

  #query(keys: readonly string[]): string {
    return JSON.stringify(
      keys.map((key) => {
        const { view, after } = this.#wanted.get(key) ?? {};
        return { ...view, after };
      }),
    );
  }

  async #read(body: ReadableStream<Uint8Array>, keys: readonly string[]): Promise<void> {
    const parser = createParser({ onEvent: (event) => this.#take(event, keys) });
    const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      this.#heard();
      parser.feed(value);
    }
  }

  #heard(): void {
    this.#heardAt = Date.now();
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#open(0), SILENCE_MS);
  }

  #take({ event, data }: EventSourceMessage, keys: readonly string[]): void {
    const { view, ...frame } = JSON.parse(data) as { view: number };
    const key = keys[view];
    const wanted = key === undefined ? undefined : this.#wanted.get(key);
    if (key === undefined || !wanted) return;
    if (event === "end" || event === "refused") {
      const { reason, status } = frame as { reason: Ending; status?: number };
      // The server goes away: it wants everybody back.
      if (reason === "closing") return;
      const ending = event === "end" ? reason : endingOf(status ?? 500);
      if (ending) this.#end(key, ending === "refused" ? reason : ending);
      else this.#open(backoff(this.#failures++));
      return;
    }
    const message = { ...frame, type: event } as LiveMessage;
    if ("upTo" in message) wanted.after = message.upTo;
    if (message.type === "caught_up" || message.type === "rows") this.#failures = 0;
    this.#handlers.onMessage(key, message);
  }

  #end(key: string, reason: Ending): void {
    this.#wanted.delete(key);
    this.#handlers.onMessage(key, { type: "ended", reason });
    if (this.#wanted.size === 0) this.#stop();
  }
}

/** Answers that coming back would not change. */
function endingOf(status: number): Ending | null {
  if (status === 401) return "signed_out";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  return status === 400 ? "refused" : null;
}

async function refusalOf(response: Response): Promise<Ending> {
  const text = await response.text().catch(() => "");
  return text.includes("ahead of the stream") ? "cursor_ahead" : "refused";
}
