/**
 * Wake-ups between the processes: no data, only that there is something to read. A lost one costs a moment, never a
 * row, since readers look at the table by themselves, too.
 */
export type Bus = {
  /** Calls `wake` whenever the workspace may have new rows. Returns how to stop. */
  readonly onRows: (workspaceId: number, wake: () => void) => () => void;
  /** Calls `look` when the rights of the member may have changed. Returns how to stop. */
  readonly onAccess: (memberId: number, look: () => void) => () => void;
  readonly close: () => Promise<void>;
};

type Callback = () => void;

/** Callbacks by number: a workspace's or a member's. */
export class Listeners {
  readonly #byId = new Map<number, Set<Callback>>();

  add(id: number, callback: Callback): () => void {
    const known = this.#byId.get(id) ?? new Set();
    this.#byId.set(id, known.add(callback));
    return () => {
      known.delete(callback);
      if (known.size === 0 && this.#byId.get(id) === known) this.#byId.delete(id);
    };
  }

  call(id: number): void {
    for (const callback of [...(this.#byId.get(id) ?? [])]) callback();
  }

  callAll(): void {
    for (const id of [...this.#byId.keys()]) this.call(id);
  }
}

/** A bus within one process. */
export class MemoryBus implements Bus {
  readonly #rows = new Listeners();
  readonly #access = new Listeners();
  readonly onRows = (workspaceId: number, wake: Callback) => this.#rows.add(workspaceId, wake);
  readonly onAccess = (memberId: number, look: Callback) => this.#access.add(memberId, look);
  readonly close = async () => {};

  wakeRows(workspaceId: number): void {
    this.#rows.call(workspaceId);
  }

  wakeAccess(memberId: number): void {
    this.#access.call(memberId);
  }
}
