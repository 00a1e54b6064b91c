import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { findInput } from "../inputs/find-input";
import { drain, receive } from "./index";

const db = await testDatabase();
let org: MadeOrganization;

beforeAll(async () => {
  org = await makeOrganization();
});
afterAll(async () => {
  await drain();
  await db.close();
});

/** Sends one batch, or several as bulk, from an input of the organisation. */
export async function send(key: string, body: unknown, receivedAt = Date.now()) {
  const credential = await findInput(key);
  if (!credential) throw new Error("no such key");
  const bytes = Buffer.from(JSON.stringify(body));
  return await receive({
    credential,
    kind: Array.isArray(body) ? "bulk" : "single",
    path: Array.isArray(body) ? "/v2/bulkevents" : "/v2/events",
    receivedAt,
    body: bytes,
    byteSize: bytes.byteLength,
  });
}

describe("one batch", () => {
  test("creates a person, who is found again", async () => {
    const first = await send(org.inputs.web.key, {
      environment: "development",
      user_identities: { customer_id: "c-1", email: "ada@example.test" },
      user_attributes: { colour: "green" },
      events: [{ event_type: "custom_event", data: { event_name: "Hello", custom_event_type: "other" } }],
    });
    expect(first).toMatchObject({ status: "accepted", batches: [{ outcome: "created" }] });
    const second = await send(org.inputs.ios.key, {
      environment: "development",
      user_identities: { customer_id: "c-1" },
      user_attributes: { colour: "red" },
    });
    expect(second).toMatchObject({ status: "accepted", batches: [{ outcome: "updated" }] });
    expect(first.status === "accepted" && second.status === "accepted" && first.batches[0]?.mpid).toBe(
      second.status === "accepted" && second.batches[0]?.mpid,
    );
    const rows = await db.query("SELECT key, value, tier FROM user_attribute");
    expect(rows).toEqual([{ key: "colour", value: '"red"', tier: 4 }]);
    const batches = await db.query("SELECT seq, outcome FROM batch ORDER BY seq");
    expect(batches).toEqual([
      { seq: "1", outcome: "created" },
      { seq: "2", outcome: "updated" },
    ]);
  });
});
