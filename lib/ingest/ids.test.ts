import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Int64 } from "../int64";
import { type IdSource, idFloor, idSource, idTime, newMpid, WRITERS } from "./ids";

const NOW = 1_795_000_000_000;
const take = (source: IdSource, count: number, at: number): Int64[] => Array.from({ length: count }, () => source(at));

describe("ids", () => {
  test("name the millisecond of receipt, so that the smallest id of a time divides them", () => {
    const id = idSource(1_023)(NOW);
    expect(idTime(id)).toBe(NOW);
    expect(BigInt(id) >= idFloor(NOW)).toBe(true);
    expect(BigInt(id) < idFloor(NOW + 1)).toBe(true);
    expect(BigInt(id) < 2n ** 63n).toBe(true);
  });

  test("of one millisecond run over into the next ones, unique and ascending", () => {
    const ids = take(idSource(7), 10_000, NOW);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([...ids].sort());
    // Where the counter begins is random.
    expect([NOW + 4, NOW + 5]).toContain(idTime(ids[9_999] ?? ("0" as Int64)));
  });

  test("of two writers never meet, whatever they do", () => {
    const ids = [0, 1, 511, WRITERS - 1].flatMap((writer) => take(idSource(writer), 3_000, NOW));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("stay unique and ascend when requests of several moments take turns", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ ago: fc.nat(20_000), count: fc.integer({ min: 1, max: 900 }) }), { maxLength: 30 }),
        (requests) => {
          const source = idSource(3);
          const ids = requests.flatMap(({ ago, count }) => take(source, count, NOW - ago));
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids).toEqual([...ids].sort());
        },
      ),
      { numRuns: 60 },
    );
  });

  test("of a call that comes back to the first request after the last stay unique", () => {
    const source = idSource(3);
    const ids = [
      take(source, 101, NOW),
      take(source, 101, NOW + 1_500),
      take(source, 5_000, NOW),
      take(source, 2_000, NOW + 1_500),
      take(source, 2_000, NOW),
    ];
    expect(new Set(ids.flat()).size).toBe(ids.flat().length);
  });

  test("follow a time far in the past, as the seed gives it", () => {
    const source = idSource(3);
    const day = 86_400_000;
    const ids = Array.from({ length: 60 }, (_, i) => source(NOW - (60 - i) * day));
    expect(ids.map(idTime)).toEqual(Array.from({ length: 60 }, (_, i) => NOW - (60 - i) * day));
    expect(source(NOW - 60 * day)).not.toBe(ids[0]);
  });
});

describe("an MPID", () => {
  test("is a signed 64-bit integer in decimal, never 0", () => {
    const mpids = Array.from({ length: 1_000 }, newMpid);
    for (const mpid of mpids) {
      expect(mpid).toMatch(/^-?[1-9]\d{0,18}$/);
      expect(BigInt.asIntN(64, BigInt(mpid))).toBe(BigInt(mpid));
    }
    expect(new Set(mpids).size).toBe(1_000);
    expect(mpids.some((mpid) => mpid.startsWith("-")) && mpids.some((mpid) => !mpid.startsWith("-"))).toBe(true);
  });
});
