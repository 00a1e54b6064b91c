import type { Bus } from "./bus";
import { Chunk } from "./chunk";
import type { LiveFilter } from "./filter";
import { headOf, readRange } from "./rows";

/** Rows of one read. */
export const READ_LIMIT = 200;
/** Without a wake-up the hub looks this often, ms. */
const LOOK_MS = 3_000;
const [FIRST_RETRY_MS, LAST_RETRY_MS] = [200, 1_000];
/** What stays in memory for viewers who are a little behind: reads, and bytes of text. */
const KEPT_CHUNKS = 2_000;
const KEPT_BYTES = 16 * 1024 * 1024;

/**
 * The one reader of a workspace in this process: reads each new row once, however many viewers there are. Viewers
 * hold a cursor and take chunks by it; who is further behind than memory reaches reads the table. So a slow viewer
 * costs no memory and loses nothing.
 */
export class Hub {
  readonly #workspaceId: number;
  readonly #viewers = new Set<() => void>();
  readonly #watched = new Map<string, number>();
  readonly #stopListening: () => void;
  #chunks: Chunk[] = [];
  #weight = 0;
  #head = 0;
  #stalled = false;
  #started: Promise<void> | undefined;
  #reading = false;
  #again = false;
  #resting = false;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;

  constructor(workspaceId: number, bus: Bus) {
    this.#workspaceId = workspaceId;
    this.#stopListening = bus.onRows(workspaceId, () => this.#wake());
  }

  /** Finds out where the stream is. Throws when the database can't be read. */
  async start(): Promise<void> {
    this.#started ??= headOf(this.#workspaceId).then((head) => {
      this.#head = head;
      this.#schedule(LOOK_MS);
    });
    try {
      await this.#started;
    } catch (error) {
      this.#started = undefined;
      throw error;
    }
  }

  /** The highest number that was read. */
  get head(): number {
    return this.#head;
  }

  /** True while the database can't be read. */
  get stalled(): boolean {
    return this.#stalled;
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Calls `notice` after each read that brought something, and when reading stalls or goes on. */
  join(filter: LiveFilter, notice: () => void): void {
    this.#viewers.add(notice);
    if (filter.device !== undefined) this.#watch(filter.device, 1);
  }

  leave(filter: LiveFilter, notice: () => void): void {
    if (this.#viewers.delete(notice) && filter.device !== undefined) this.#watch(filter.device, -1);
  }

  /** The chunk that goes on after `cursor`, if it is still in memory. */
  chunkAfter(cursor: number): Chunk | undefined {
    const [oldest] = this.#chunks;
    if (!oldest || cursor < oldest.after) return undefined;
    return this.#chunks.findLast((chunk) => chunk.after <= cursor && cursor < chunk.upTo);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#stopListening();
    this.#chunks = [];
  }

  #watch(device: string, by: number): void {
    const count = (this.#watched.get(device) ?? 0) + by;
    if (count > 0) this.#watched.set(device, count);
    else this.#watched.delete(device);
  }

  #wake(): void {
    if (this.#reading) this.#again = true;
    else if (!this.#resting) void this.#read();
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.#read(), ms).unref();
  }

  /** After a read come a few milliseconds of rest, more the more viewers: under load wake-ups are worth gathering. */
  get #restMs(): number {
    return Math.min(30, 5 + this.#viewers.size / 8);
  }

  async #read(): Promise<void> {
    if (this.#reading || this.#closed) return;
    this.#reading = true;
    this.#again = false;
    this.#resting = false;
    clearTimeout(this.#timer);
    try {
      const watched = [...this.#watched.keys()];
      const records = await readRange(this.#workspaceId, { after: this.#head, limit: READ_LIMIT, watched });
      const recovered = this.#stalled;
      this.#failures = 0;
      this.#stalled = false;
      if (records.length > 0) this.#keep(new Chunk(this.#head, records, watched));
      if (records.length > 0 || recovered) this.#notice();
      this.#resting = this.#again || records.length > 0;
      this.#schedule(this.#resting ? this.#restMs : LOOK_MS);
    } catch {
      this.#failures += 1;
      if (!this.#stalled) {
        this.#stalled = true;
        this.#notice();
      }
      this.#schedule(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1)));
    } finally {
      this.#reading = false;
    }
  }

  #keep(chunk: Chunk): void {
    this.#chunks.push(chunk);
    this.#weight += chunk.weight;
    this.#head = chunk.upTo;
    while (this.#chunks.length > KEPT_CHUNKS || (this.#weight > KEPT_BYTES && this.#chunks.length > 1)) {
      this.#weight -= this.#chunks.shift()?.weight ?? 0;
    }
  }

  #notice(): void {
    for (const notice of this.#viewers) notice();
  }
}

export type Joined = { readonly hub: Hub; readonly leave: () => void };

/** The hubs of a process: made for the first viewer of a workspace, closed after the last. */
export class Hubs {
  readonly #bus: Bus;
  readonly #byWorkspace = new Map<number, Hub>();

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  get bus(): Bus {
    return this.#bus;
  }

  /** Joins a viewer to its workspace's hub. Throws when the database can't be read. */
  async join(workspaceId: number, filter: LiveFilter, notice: () => void): Promise<Joined> {
    const hub = this.#byWorkspace.get(workspaceId) ?? new Hub(workspaceId, this.#bus);
    this.#byWorkspace.set(workspaceId, hub);
    hub.join(filter, notice);
    const leave = () => {
      hub.leave(filter, notice);
      if (hub.viewers > 0) return;
      hub.close();
      if (this.#byWorkspace.get(workspaceId) === hub) this.#byWorkspace.delete(workspaceId);
    };
    try {
      await hub.start();
    } catch (error) {
      leave();
      throw error;
    }
    return { hub, leave };
  }
}
