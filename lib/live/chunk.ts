import { isMasked } from "../access/masking";
import type { PersonalValues } from "../access/permissions";
import { filterKey, type LiveFilter, matchesFilter } from "./filter";
import type { LiveFrame } from "./frames";
import { toLiveRow } from "./render";
import type { BatchRecord } from "./rows";

type RowsFrame = Extract<LiveFrame, { type: "rows" }>;

/**
 * Consecutive batches as one read brought them, rendered once for all who see the same. Everything is kept as
 * JSON text, since it goes to many and is looked at by none on the way.
 */
export class Chunk {
  readonly after: number;
  readonly upTo: number;
  /** Bytes of text, about. */
  readonly weight: number;
  readonly #records: readonly BatchRecord[];
  readonly #watched: ReadonlySet<string>;
  readonly #plain = new Map<number, string>();
  readonly #masked = new Map<number, string>();
  readonly #frames = new Map<string, RowsFrame>();

  constructor(after: number, records: readonly BatchRecord[], watched: readonly string[]) {
    this.after = after;
    this.upTo = records.at(-1)?.seq ?? after;
    this.weight = records.reduce((sum, { body, decision }) => sum + 200 + size(body) + size(decision), 0);
    this.#records = records;
    this.#watched = new Set(watched);
  }

  get count(): number {
    return this.#records.length;
  }

  /** False when production batches of the view's device were read without their texts. */
  serves({ device }: LiveFilter): boolean {
    return device === undefined || this.#watched.has(device);
  }

  /** What a viewer gets who has everything up to `cursor`. */
  frame(filter: LiveFilter, seen: PersonalValues, cursor: number): RowsFrame {
    const after = Math.max(this.after, cursor);
    const key = `${after}|${seen}|${filterKey(filter)}`;
    const known = this.#frames.get(key);
    if (known) return known;
    const records = this.#records.filter(({ seq }) => seq > after);
    const rows = records.filter((record) => matches(filter, record)).map((record) => this.#render(record, seen));
    const frame: RowsFrame = {
      type: "rows",
      after,
      upTo: this.upTo,
      count: records.length,
      rows: `[${rows.join(",")}]`,
    };
    this.#frames.set(key, frame);
    return frame;
  }

  #render(record: BatchRecord, seen: PersonalValues): string {
    const masked = isMasked(seen, record.environment);
    const cache = masked ? this.#masked : this.#plain;
    const known = cache.get(record.seq);
    if (known !== undefined) return known;
    const text = JSON.stringify(toLiveRow(record, masked));
    cache.set(record.seq, text);
    return text;
  }
}

function size(text: string | null): number {
  return text?.length ?? 0;
}

function matches(filter: LiveFilter, record: BatchRecord): boolean {
  const { input_id: inputId, kind, environment, device_id: deviceId, das } = record;
  return matchesFilter(filter, { inputId, kind, environment, deviceId, das });
}
