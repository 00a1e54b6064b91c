import { LiveConnection } from "./live-connection";
import type { LineState, LiveMessage, LiveView } from "./live-message";

/**
 * One connection per browser: the tab that holds the lock keeps it, for all tabs' views, and tells the others what
 * comes. A browser opens six connections to a host at most, so six tabs with one each would block each other.
 */
const CHANNEL = "live-stream";
const LEADER_LOCK = "live-stream-leader";
/** A leader that says nothing for this long is stuck: the tab helps itself, ms. */
const LEADER_SILENCE_MS = 30_000;

type Note =
  | {
      readonly kind: "want";
      readonly tab: string;
      readonly key: string;
      readonly view: LiveView;
      readonly after: number;
    }
  | { readonly kind: "leave"; readonly tab: string }
  | { readonly kind: "who" }
  | { readonly kind: "message"; readonly key: string; readonly message: LiveMessage }
  | { readonly kind: "line"; readonly state: LineState };

export type LiveListener = {
  readonly onMessage: (message: LiveMessage) => void;
  readonly onState: (state: LineState) => void;
  /** The last number that this tab has. */
  readonly cursor: () => number;
};

const tabLock = (tab: string) => `live-stream-tab-${tab}`;

/** This tab's part of the shared connection, for one view. */
export class LiveShare {
  readonly #tab = crypto.randomUUID();
  readonly #view: LiveView;
  readonly #key: string;
  readonly #listener: LiveListener;
  readonly #closing = new AbortController();
  readonly #channel: BroadcastChannel | undefined;
  /** Of the leader: which view each tab wants. */
  readonly #tabs = new Map<string, string>();
  #connection: LiveConnection | undefined;
  #line: LineState = { kind: "connecting" };
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(key: string, view: LiveView, listener: LiveListener) {
    this.#key = key;
    this.#view = view;
    this.#listener = listener;
    // Web Locks need a secure context; a console on plain http from another machine has none.
    const canShare = typeof BroadcastChannel === "function" && navigator.locks !== undefined;
    if (!canShare) {
      this.#lead();
      return;
    }
    this.#channel = new BroadcastChannel(CHANNEL);
    this.#channel.onmessage = ({ data }: MessageEvent<Note>) => this.#hear(data);
    this.#hold(tabLock(this.#tab), () => {
      this.#ask();
      this.#leaderSpoke();
    });
    this.#hold(LEADER_LOCK, () => this.#lead());
  }

  close(): void {
    this.#closing.abort();
    clearTimeout(this.#silence);
    this.#tell({ kind: "leave", tab: this.#tab });
    this.#connection?.close();
    this.#channel?.close();
  }

  /** Asks for everything after this tab's cursor, for instance when a part is missing. */
  ask(): void {
    if (this.#connection) this.#connection.want(this.#key, this.#view, this.#listener.cursor());
    else this.#ask();
  }

  /** Holds a lock until this tab closes; whoever waits for it learns of that. */
  #hold(name: string, then: () => void): void {
    const { signal } = this.#closing;
    const held = async () => {
      then();
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    };
    navigator.locks.request(name, { signal }, held).catch(() => {});
  }

  #tell(note: Note): void {
    this.#channel?.postMessage(note);
  }

  #ask(): void {
    this.#tell({ kind: "want", tab: this.#tab, key: this.#key, view: this.#view, after: this.#listener.cursor() });
  }

  #lead(): void {
    if (this.#closing.signal.aborted || this.#connection) return;
    clearTimeout(this.#silence);
    const connection = new LiveConnection({
      onMessage: (key, message) => {
        if (key === this.#key) this.#listener.onMessage(message);
        this.#tell({ kind: "message", key, message });
      },
      onState: (state) => {
        this.#line = state;
        this.#listener.onState(state);
        this.#tell({ kind: "line", state });
      },
    });
    this.#connection = connection;
    connection.want(this.#key, this.#view, this.#listener.cursor());
    this.#tell({ kind: "who" });
  }

  #hear(note: Note): void {
    if (note.kind === "want") this.#serve(note);
    else if (note.kind === "leave") this.#forget(note.tab);
    else if (!this.#connection) this.#follow(note);
  }

  #follow(note: Note): void {
    this.#leaderSpoke();
    if (note.kind === "who") this.#ask();
    else if (note.kind === "line") this.#listener.onState(note.state);
    else if (note.kind === "message" && note.key === this.#key) this.#listener.onMessage(note.message);
  }

  #leaderSpoke(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#lead(), LEADER_SILENCE_MS);
  }

  #serve({ tab, key, view, after }: Extract<Note, { kind: "want" }>): void {
    const connection = this.#connection;
    if (!connection) return;
    const isNew = !this.#tabs.has(tab);
    this.#tabs.set(tab, key);
    connection.want(key, view, after);
    this.#tell({ kind: "line", state: this.#line });
    // The lock becomes free when that tab is gone, however it went.
    if (isNew) {
      const { signal } = this.#closing;
      navigator.locks.request(tabLock(tab), { signal }, () => this.#forget(tab)).catch(() => {});
    }
  }

  #forget(tab: string): void {
    const key = this.#tabs.get(tab);
    this.#tabs.delete(tab);
    if (key === undefined || key === this.#key || [...this.#tabs.values()].includes(key)) return;
    this.#connection?.unwant(key);
  }
}
