import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edgeBatch, some } from "../../tests/contract/edge-batches";
import { toInt64 } from "../int64";
import { canonicalBody, parseBody } from "./body";
import { parseJson } from "./json";
import { readBatch } from "./read-batch";
import { bodySchema } from "./schema";
import type { Batch } from "./types";

const schema = bodySchema();

/** A body has people's identities before those of devices. */
function sorted(read: Batch): Batch {
  return { ...read, identities: [...read.identities].sort((a, b) => (a.type < b.type ? -1 : 1)) };
}

describe("a stored body", () => {
  test("fits the schema and reads back as the same batch, whatever was sent", () => {
    let taken = 0;
    fc.assert(
      fc.property(edgeBatch, (raw) => {
        const result = readBatch(raw, { receivedAt: 1_750_000_000_000 });
        if (!result.ok) return;
        taken += 1;
        const body = canonicalBody(result.batch, []);
        const parsed = parseJson(body);
        expect(schema.safeParse(parsed).error).toBeUndefined();
        const again = readBatch(parsed, { receivedAt: 0 });
        expect(again.ok && sorted(again.batch)).toEqual(sorted(result.batch));
        expect(body).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      }),
      { numRuns: 200 },
    );
    expect(taken).toBeGreaterThan(100);
  }, 30_000);

  test("is refused or made, but never thrown over, whatever the fields hold", () => {
    const fields = ["environment", "mpid", "events", "user_identities", "user_attributes", "deleted_user_attributes"];
    const others = ["device_info", "application_info", "consent_state", "context", "ip", "partner_identities"];
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), some([...fields, ...others, "integration_attributes"])), (raw) => {
        const result = readBatch(raw, { receivedAt: 0, sourceFeed: "Feed" });
        if (result.ok) canonicalBody(result.batch, []);
        else expect(result.message).toMatch(/\.$/);
      }),
      { numRuns: 200 },
    );
  });

  test("carries MPID and event ids as exact literals", () => {
    const result = readBatch(
      { mpid: "-8921341234567890123", events: [{ event_type: "session_start" }] },
      { receivedAt: 7 },
    );
    if (!result.ok) throw new Error(result.message);
    const id = toInt64("7346244611012968789");
    const body = canonicalBody(result.batch, id === null ? [] : [id]);
    expect(body).toBe(
      '{"mpid":-8921341234567890123,"environment":"production","events":[{"event_type":"session_start","data":{"event_id":7346244611012968789,"timestamp_unixtime_ms":7}}]}',
    );
    expect(parseBody(body).events[0]?.data.event_id).toBe(7346244611012968789n);
  });
});
