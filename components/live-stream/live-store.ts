import type { LivePage } from "@/lib/live/page";
import type { LiveRow } from "@/lib/live/row";
import type { Ending, LineState, LiveMessage } from "./live-message";
import { Rate } from "./rate";

/** More rows than this are not kept in a tab; older ones can be loaded again. */
export const KEPT_ROWS = 5_000;

/** What the line and the server say, in one word. */
export type StreamState =
  | { readonly kind: "connecting" | "catching_up" | "live" | "stalled" }
  | { readonly kind: "waiting"; readonly retryAt: number; readonly offline: boolean }
  | { readonly kind: "ended"; readonly reason: Ending };

export type LiveSnapshot = {
  /** Newest first: what the list shows. */
  readonly rows: readonly LiveRow[];
  /** Came while the list stands still. */
  readonly waiting: number;
  readonly hasOlder: boolean;
  /** Rows of this view since it was opened. */
  readonly received: number;
  /** Numbers that nothing accounted for. */
  readonly missed: number;
  /** Numbers that had left the server's kept window before they could be read. */
  readonly skipped: number;
  readonly isCleared: boolean;
  readonly state: StreamState;
};

/**
 * The rows of a view, outside React: what comes is counted at once and shown once per frame. While held (paused, or
 * somebody reads further down) the shown rows stay as they are and the new ones wait.
 */
export class LiveStore {
  /** Asks for everything after the cursor again. */
  onGap: () => void = () => {};
  readonly rate = new Rate();
  #shown: readonly LiveRow[];
  /** Ascending, of those that wait. */
  #fresh: LiveRow[] = [];
  #waitingCount = 0;
  #held = false;
  #cursor: number;
  /** What the next frame shows. */
  #next: LiveSnapshot;
  #snapshot: LiveSnapshot;
  #scheduled = false;
  readonly #listeners = new Set<() => void>();

  constructor({ rows, head, hasOlder }: LivePage) {
    this.#shown = rows;
    this.#cursor = head;
    this.#next = {
      rows,
      waiting: 0,
      hasOlder,
      received: 0,
      missed: 0,
      skipped: 0,
      isCleared: false,
      state: { kind: "connecting" },
    };
    this.#snapshot = this.#next;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): LiveSnapshot => this.#snapshot;

  /** The last number that is accounted for. */
  get cursor(): number {
    return this.#cursor;
  }

  setLine(line: LineState): void {
    const { state } = this.#next;
    if (state.kind === "ended") return;
    if (line.kind === "open") this.#change({ state: { kind: "catching_up" } });
    else this.#change({ state: line });
  }

  apply(message: LiveMessage): void {
    switch (message.type) {
      case "rows":
        this.#takeRows(message);
        break;
      case "skipped":
        if (message.upTo <= this.#cursor) return;
        this.#change({ skipped: this.#next.skipped + message.upTo - Math.max(this.#cursor, message.after) });
        this.#cursor = message.upTo;
        break;
      case "caught_up":
      case "heartbeat":
        if (message.upTo > this.#cursor) this.onGap();
        else this.#change({ state: { kind: "live" } });
        break;
      case "stalled":
        this.#change({ state: { kind: "stalled" } });
        break;
      case "ended":
        this.#change({ state: { kind: "ended", reason: message.reason } });
    }
  }

  #takeRows({ after, upTo, count, rows }: Extract<LiveMessage, { type: "rows" }>): void {
    if (upTo <= this.#cursor) return;
    // Another tab's cursor was further on: this tab's part is asked for again.
    if (after > this.#cursor) {
      this.onGap();
      return;
    }
    const missing = upTo - after - count;
    const fresh = rows.filter(({ seq }) => seq > this.#cursor);
    this.#cursor = upTo;
    this.rate.add(fresh.length, Date.now());
    this.#fresh.push(...fresh);
    this.#waitingCount += fresh.length;
    if (this.#fresh.length > KEPT_ROWS * 2) this.#fresh = this.#fresh.slice(-KEPT_ROWS);
    const { received, missed } = this.#next;
    this.#change({ received: received + fresh.length, missed: missed + Math.max(0, missing) });
  }

  /** Keeps the list as it is until released. */
  hold(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    this.#change({});
  }

  /** Shows what waits, though the list may go on standing still. */
  showWaiting(): void {
    this.#merge();
    this.#change({});
  }

  clear(): void {
    this.#shown = [];
    this.#fresh = [];
    this.#waitingCount = 0;
    this.#change({ hasOlder: false, isCleared: true });
  }

  /** Appends a page of older rows. */
  addOlder({ rows, hasOlder }: LivePage): void {
    const last = this.#shown.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
    this.#shown = [...this.#shown, ...rows.filter(({ seq }) => seq < last)];
    this.#change({ hasOlder });
  }

  #merge(): void {
    if (this.#fresh.length === 0) return;
    // So many came that not all were kept: what lies beyond the hole can be loaded again.
    const hasHole = this.#waitingCount > this.#fresh.length;
    const fresh = this.#fresh.slice(-KEPT_ROWS).reverse();
    const rest = hasHole ? [] : this.#shown;
    const isCut = hasHole || fresh.length + rest.length > KEPT_ROWS;
    this.#shown = [...fresh, ...rest].slice(0, KEPT_ROWS);
    this.#fresh = [];
    this.#waitingCount = 0;
    if (isCut) this.#next = { ...this.#next, hasOlder: true };
  }

  #change(change: Partial<LiveSnapshot>): void {
    this.#next = { ...this.#next, ...change };
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      if (!this.#held) this.#merge();
      this.#next = { ...this.#next, rows: this.#shown, waiting: this.#waitingCount };
      this.#snapshot = this.#next;
      for (const listener of this.#listeners) listener();
    });
  }
}
