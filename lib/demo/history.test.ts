import { describe, expect, test } from "vitest";
import { LIMITS, parseJson, readBatch, readLookUpRequest, readModifyRequest } from "../batch";
import { isCodedError } from "../errors";
import { DAY } from "./customer";
import { demoHistory } from "./history";
import { customerOf, PEOPLE } from "./people";
import type { Send } from "./send";

const NOW = Date.UTC(2026, 10, 24, 12);
const history = demoHistory(NOW, 200);

function canBeRead({ body, at, browser }: Send): boolean {
  const raw = parseJson(body);
  const kind = browser?.kind ?? "batch";
  if (kind === "batch") return readBatch(raw, { receivedAt: at }).ok;
  return (kind === "modify" ? readModifyRequest(raw, "7") : readLookUpRequest(kind, raw)).ok;
}

describe("the demo's history", () => {
  test("is the same for the same moment", () => {
    expect(demoHistory(NOW, 200)).toEqual(history);
  });

  test("covers sixty days up to the seed, in order of receipt", () => {
    const times = history.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThan(NOW - 61 * DAY);
    expect(times[0]).toBeLessThan(NOW - 55 * DAY);
    expect(times.at(-1)).toBeGreaterThan(NOW - 5 * 60_000);
    expect(times.at(-1)).toBeLessThanOrEqual(NOW);
  });

  test("holds requests that can be read, apart from the few that show a rejection", () => {
    const refused = history.filter((send) => {
      try {
        return !canBeRead(send);
      } catch (error) {
        return isCodedError(error);
      }
    });
    expect(refused).toHaveLength(3);
    expect(history.every(({ body }) => Buffer.byteLength(body) < LIMITS.batchBytes)).toBe(true);
  });

  test("is sent by every input", () => {
    expect(new Set(history.map(({ input }) => input)).size).toBe(14);
  });

  test("has people with the browser SDK, a few of them in every period", () => {
    const identified = history.filter(({ browser }) => browser?.kind === "identify").map(({ at }) => NOW - at);
    for (const days of [0, 20, 40]) {
      const then = identified.filter((ago) => ago >= days * DAY && ago < (days + 20) * DAY);
      expect(then.length).toBeGreaterThan(5);
    }
    const kinds = new Set(history.map(({ browser }) => browser?.kind));
    expect(kinds).toEqual(new Set([undefined, "batch", "identify", "login", "logout", "modify"]));
  });

  test("has events in the past of their batch", () => {
    for (const { body, at, input } of history) {
      if (input === "till") continue;
      const times = [...body.matchAll(/"data":\{[^}]*?"timestamp_unixtime_ms":(\d+)/g)].map(([, time]) => Number(time));
      expect(times.every((time) => time <= at)).toBe(true);
    }
  });
});

describe("the named people", () => {
  const people = Object.values(PEOPLE);

  test("have customer IDs and addresses of their own", () => {
    expect(new Set(people.map(({ customerId }) => customerId)).size).toBe(people.length);
    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
  });

  test.each(people.map((person) => [person.firstName, person] as const))("%s came before signing in", (_, person) => {
    const { joinedAt, knownFrom } = customerOf(person, NOW);
    expect(knownFrom).not.toBeNull();
    expect(joinedAt).toBeLessThanOrEqual(knownFrom ?? 0);
  });
});
