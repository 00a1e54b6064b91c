import { beforeEach, describe, expect, test, vi } from "vitest";
import type { LiveRow } from "@/lib/live/row";
import { KEPT_ROWS, LiveStore } from "./live-store";

/** Frames run when a test says so. */
let frames: (() => void)[] = [];
vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frames.push(callback));
const frame = () => {
  for (const callback of frames.splice(0)) callback();
};

const row = (seq: number): LiveRow => ({
  seq,
  kind: "batch",
  batchId: String(seq) as LiveRow["batchId"],
  receivedAt: seq,
  inputId: 1,
  environment: "development",
  mpid: null,
  found: null,
  alias: null,
  das: null,
  device: null,
  platform: null,
  outcome: "updated",
  reasons: [],
  warnings: [],
  warningCount: 0,
  blocked: [],
  blockedCount: 0,
  historical: false,
  identities: [],
  events: [],
  eventCount: 0,
  masked: false,
});
const rowsOf = (after: number, upTo: number) =>
  Array.from({ length: upTo - after }, (_, index) => row(after + 1 + index));
const message = (after: number, upTo: number, rows = rowsOf(after, upTo), count = upTo - after) =>
  ({ type: "rows", after, upTo, count, rows }) as const;
const shown = (store: LiveStore) => store.snapshot().rows.map(({ seq }) => seq);

let store: LiveStore;
beforeEach(() => {
  frames = [];
  store = new LiveStore({ rows: [row(2), row(1)], head: 2, hasOlder: false });
});

describe("rows that come", () => {
  test("are shown newest first, once per frame", () => {
    const listener = vi.fn();
    store.subscribe(listener);
    store.apply(message(2, 3));
    store.apply(message(3, 5));
    expect(shown(store)).toEqual([2, 1]);
    frame();
    expect(shown(store)).toEqual([5, 4, 3, 2, 1]);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  test("that came before are ignored, overlapping ones counted once", () => {
    store.apply(message(0, 2));
    store.apply(message(1, 4));
    frame();
    expect(shown(store)).toEqual([4, 3, 2, 1]);
    expect(store.snapshot()).toMatchObject({ received: 2, missed: 0 });
  });

  test("hidden by filters still prove that nothing is missing", () => {
    store.apply(message(2, 50, [row(7)], 48));
    frame();
    expect(shown(store)).toEqual([7, 2, 1]);
    expect(store.snapshot()).toMatchObject({ received: 1, missed: 0 });
    expect(store.cursor).toBe(50);
  });

  test("with a hole in their numbers are counted as missed", () => {
    store.apply(message(2, 6, rowsOf(2, 5), 3));
    frame();
    expect(store.snapshot().missed).toBe(1);
  });

  test("ahead of the cursor are asked for again, not shown out of order", () => {
    store.onGap = vi.fn();
    store.apply(message(5, 6));
    store.apply({ type: "caught_up", upTo: 6 });
    frame();
    expect(store.onGap).toHaveBeenCalledTimes(2);
    expect(shown(store)).toEqual([2, 1]);
    store.apply(message(2, 6));
    frame();
    expect(shown(store)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(store.snapshot().missed).toBe(0);
  });

  test("that have left the kept window are said to be skipped", () => {
    store.apply({ type: "skipped", after: 2, upTo: 10 });
    store.apply(message(10, 11));
    frame();
    expect(store.snapshot()).toMatchObject({ skipped: 8, missed: 0 });
  });
});

describe("while held", () => {
  test("the list stands still and the new ones are counted", () => {
    store.hold(true);
    store.apply(message(2, 14));
    frame();
    expect(shown(store)).toEqual([2, 1]);
    expect(store.snapshot()).toMatchObject({ waiting: 12, received: 12 });
    store.hold(false);
    frame();
    expect(store.snapshot()).toMatchObject({ waiting: 0 });
    expect(shown(store)).toHaveLength(14);
  });

  test("more than can be kept leaves the newest, without a hole in the list", () => {
    store.hold(true);
    for (let after = 2; after < 12_002; after += 1_000) store.apply(message(after, after + 1_000));
    frame();
    expect(store.snapshot().waiting).toBe(12_000);
    store.hold(false);
    frame();
    const numbers = shown(store);
    expect(numbers[0]).toBe(12_002);
    expect(numbers.every((seq, index) => index === 0 || seq === (numbers[index - 1] ?? 0) - 1)).toBe(true);
    expect(numbers.length).toBeLessThanOrEqual(KEPT_ROWS);
    expect(store.snapshot()).toMatchObject({ hasOlder: true, received: 12_000, missed: 0 });
  });
});

describe("clearing", () => {
  test("empties the list and goes on with what comes", () => {
    store.apply(message(2, 4));
    store.clear();
    frame();
    expect(store.snapshot()).toMatchObject({ rows: [], waiting: 0, isCleared: true });
    store.apply(message(4, 5));
    frame();
    expect(shown(store)).toEqual([5]);
  });
});

describe("the line", () => {
  test("stays ended, whatever the connection says", () => {
    store.apply({ type: "ended", reason: "forbidden" });
    store.setLine({ kind: "open" });
    frame();
    expect(store.snapshot().state).toEqual({ kind: "ended", reason: "forbidden" });
  });
});
