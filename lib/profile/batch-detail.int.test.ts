import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { send, sendOne } from "../../tests/send";
import { MASKED } from "../access/masking";
import { ROLES } from "../access/permissions";
import { parseJson } from "../batch";
import { drain } from "../ingest";
import { batchDetail } from "./index";

const db = await testDatabase();
let org: MadeOrganization;
let foreign: MadeOrganization;
let batchId: string;
let mpid: string;

beforeAll(async () => {
  [org, foreign] = [await makeOrganization(), await makeOrganization()];
  ({ batchId, mpid } = await sendOne(org.inputs.partner.key, {
    user_identities: { customer_id: "B-1", email: "bo@heron.example" },
    user_attributes: { shoe: "brogue-7" },
    device_info: { platform: "iOS", ios_idfv: "VENDOR-1" },
    ip: "203.0.113.77",
    events: [
      {
        event_type: "commerce_event",
        data: {
          session_id: 9007199254740993n,
          product_action: {
            action: "purchase",
            total_amount: 12.5,
            products: [{ id: "p1", price: 12.5, quantity: 1 }],
          },
          custom_attributes: { note: "leave-at-door" },
        },
      },
    ],
  }));
});
afterAll(async () => {
  await drain();
  await db.close();
});

describe("one batch", () => {
  test("comes in outbound form with exact 64-bit integers, and with its Decision", async () => {
    const found = await batchDetail(org.context("Admin"), { batchId });
    expect(found).toMatchObject({ mpid, outcome: "created", eventCount: 1, masked: false, rawKept: true });
    expect(found.outbound).toContain(`"batch_id":${batchId}`);
    expect(found.outbound).toContain('"session_id":9007199254740993');
    expect(parseJson(found.outbound ?? "")).toMatchObject({
      user_identities: expect.arrayContaining([expect.objectContaining({ identity_type: "email" })]),
      source_info: { channel: "partner", partner: "Quillmark" },
      events: [{ event_type: "commerce_event", data: { custom_event_type: "purchase" } }],
    });
    expect(JSON.parse(found.decision)).toMatchObject({ version: 1, outcome: "created" });
  });

  test("that belongs to nobody can be opened, too, and says why", async () => {
    const [dropped] = await send(org.inputs.updateOnly.key, { user_identities: { email: "x@heron.example" } });
    expect(await batchDetail(org.context("Admin"), { batchId: dropped?.id ?? "" })).toMatchObject({
      mpid: null,
      outcome: "dropped",
      reasons: [{ code: "update_only_no_match" }],
    });
  });

  test("that was rejected has no content", async () => {
    const [duplicate] = await send(org.inputs.web.key, { source_request_id: "r-1" }).then(() =>
      send(org.inputs.web.key, { source_request_id: "r-1" }),
    );
    expect(await batchDetail(org.context("Admin"), { batchId: duplicate?.id ?? "" })).toMatchObject({
      outcome: "duplicate",
      outbound: null,
    });
  });

  test("hides personal values from QA in production", async () => {
    const found = await batchDetail(org.context("QA"), { batchId });
    expect(found.masked).toBe(true);
    expect(JSON.stringify(found)).not.toMatch(/B-1|heron|brogue|VENDOR-1|203\.0\.113|leave-at-door/);
    expect(found.outbound).toContain(MASKED);
    expect(found.outbound).toContain('"shoe"');
  });
});

describe("who may read a batch", () => {
  const allowed = new Set(["Admin", "Admin & Compliance", "Support Access", "Marketer", "QA"]);

  test.each(ROLES.filter((role) => !allowed.has(role)))("refuses %s", async (role) => {
    await expect(batchDetail(org.context(role), { batchId })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("answers not_found for a batch of another organisation, and for none", async () => {
    await expect(batchDetail(foreign.context("Admin"), { batchId })).rejects.toMatchObject({ code: "not_found" });
    for (const id of ["1", "twelve", "", "9".repeat(25)]) {
      await expect(batchDetail(org.context("Admin"), { batchId: id })).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
