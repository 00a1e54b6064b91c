import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import mParticle, { type SdkBatch, type SdkEvent, type SdkEventsApi } from "mparticle";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseBody } from "@/lib/batch";
import { drain } from "@/lib/ingest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { createApp } from "../app";
import { doorListener } from "../http/door";

const db = await testDatabase();
let org: MadeOrganization;
let server: Server;
let basePath: string;

beforeAll(async () => {
  org = await makeOrganization();
  server = createServer(doorListener(createApp(), null));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  basePath = `http://127.0.0.1:${port}/v2`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await drain();
  await db.close();
});

/** The SDK as its README uses it, pointed here by its basePath. */
function sdk(key = org.inputs.web.key, secret = org.inputs.web.secret): SdkEventsApi {
  const client = new mParticle.ApiClient();
  client.basePath = basePath;
  return new mParticle.EventsApi(new mParticle.Configuration(key, secret), client);
}

type Sent = { readonly status: number | undefined; readonly errors: unknown };

function send(api: SdkEventsApi, batches: SdkBatch | SdkBatch[]): Promise<Sent> {
  return new Promise((resolve) => {
    const done = (
      error: { status?: number; response?: { body: unknown } } | null,
      _: unknown,
      response?: { status: number },
    ) => resolve({ status: error ? error.status : response?.status, errors: error?.response?.body });
    if (Array.isArray(batches)) api.bulkUploadEvents(batches, done);
    else api.uploadEvents(batches, done);
  });
}

function batchOf(customerId: string, ...events: SdkEvent[]): SdkBatch {
  const batch = new mParticle.Batch("development");
  batch.user_identities = { customerid: customerId };
  for (const event of events) batch.addEvent(event);
  return batch;
}

function event(name: string, fields: Record<string, unknown>): SdkEvent {
  const Class = mParticle[name];
  if (typeof Class !== "function") throw new Error(`The SDK has no ${name}.`);
  return Object.assign(Reflect.construct(Class, []) as SdkEvent, fields);
}

async function bodiesOf(customerId: string) {
  const rows = await db.query<{ body: string; outcome: string; mpid: string }>(
    `SELECT b.body, b.outcome, b.mpid FROM batch b JOIN identity i ON i.mpid = b.mpid
     WHERE i.type = 'customer_id' AND i.value = $1 ORDER BY b.seq`,
    [customerId],
  );
  return rows.map(({ body, ...row }) => ({ ...row, body: parseBody(body) }));
}

/** What each event class can't do without. */
const REQUIRED: Readonly<Record<string, Record<string, unknown>>> = {
  AppEvent: { event_name: "Hello World", custom_event_type: "navigation", custom_flags: { foo: "bar", arrays: ["x"] } },
  ApplicationStateTransitionEvent: { application_transition_type: "unknown" },
  BreadcrumbEvent: { label: "here", session_number: 3 },
  CommerceEvent: {
    product_action: { action: "purchase", total_amount: 21.49, products: [{ id: "sku", price: 19.99 }] },
  },
  PushMessageEvent: { push_message_type: "received" },
  PushRegistrationEvent: { register: true, registration_token: "token" },
  SessionStartEvent: { session_id: 12345678 },
};

describe("the official Node SDK", () => {
  const classes = Object.entries(mParticle)
    .filter(([, value]) => typeof value === "function" && typeof value.prototype?.getEventType === "function")
    .map(([name]) => name);

  test("has fourteen event classes", () => {
    expect(classes).toHaveLength(14);
  });

  test.each(classes)("sends a %s, and it is kept", async (name) => {
    const customer = `sdk-${name}`;
    const timestamp_unixtime_ms = 1_760_000_000_000;
    const one = event(name, { ...REQUIRED[name], timestamp_unixtime_ms, custom_attributes: { answer: 42 } });
    expect(await send(sdk(), batchOf(customer, one))).toEqual({ status: 202, errors: undefined });
    const [stored] = await bodiesOf(customer);
    expect(stored?.outcome).toBe("created");
    expect(stored?.body.environment).toBe("development");
    expect(stored?.body.events).toMatchObject([
      {
        event_type: one.getEventType(),
        data: { ...REQUIRED[name], timestamp_unixtime_ms, custom_attributes: { answer: 42 } },
      },
    ]);
    const rows = await db.query("SELECT event_type, event_time::float8 AS at FROM event WHERE mpid = $1", [
      stored?.mpid,
    ]);
    expect(rows).toEqual([{ event_type: one.getEventType(), at: timestamp_unixtime_ms }]);
  });

  test("sends a whole batch: device, attributes, consent, context", async () => {
    const batch = batchOf("sdk-whole", event("ScreenViewEvent", { screen_name: "Home" }));
    batch.device_info = {
      ios_advertising_id: "07d2ebaa-e956-407e-a1e6-f05f871bf4e2",
      platform: "iOS",
      att_authorization_status: "authorized",
    };
    batch.user_attributes = { "Account type": "trial", $FirstName: "Ada", visits: 3 };
    batch.mp_deviceid = "59780f39-d7a0-4ebe-9950-280f937c29e2";
    batch.context = { data_plan: { plan_id: "docs", plan_version: 1 } };
    batch.consent_state = { ccpa: { data_sale_opt_out: { consented: true, timestamp_unixtime_ms: 5 } } };
    expect(await send(sdk(), batch)).toEqual({ status: 202, errors: undefined });
    const [stored] = await bodiesOf("sdk-whole");
    expect(stored?.body).toMatchObject({
      mp_deviceid: batch.mp_deviceid,
      user_identities: { customer_id: "sdk-whole" },
      user_attributes: { "Account type": "trial", $firstname: "Ada", visits: "3" },
      device_info: batch.device_info,
      context: batch.context,
      consent_state: batch.consent_state,
    });
    const devices = await db.query("SELECT das, platform, att_status FROM device WHERE mpid = $1", [stored?.mpid]);
    expect(devices).toEqual([{ das: batch.mp_deviceid, platform: "iOS", att_status: "authorized" }]);
  });

  test("sends batches in bulk, and finds the same person by MPID as text", async () => {
    const { api, view } = { api: sdk(), view: () => event("ScreenViewEvent", { screen_name: "Bulk" }) };
    expect(await send(api, [batchOf("sdk-bulk-1", view()), batchOf("sdk-bulk-2", view())])).toMatchObject({
      status: 202,
    });
    const [first] = await bodiesOf("sdk-bulk-1");
    const again = new mParticle.Batch("development");
    again.mpid = first?.mpid;
    again.addEvent(view());
    expect(await send(api, [again])).toMatchObject({ status: 202 });
    expect((await bodiesOf("sdk-bulk-1")).map(({ outcome, mpid }) => [outcome, mpid])).toEqual([
      ["created", first?.mpid],
      ["updated", first?.mpid],
    ]);
  });

  test("is told what is wrong with a batch", async () => {
    expect(await send(sdk(), batchOf("sdk-wrong", event("AppEvent", { event_name: "Nameless" })))).toEqual({
      status: 400,
      errors: {
        errors: [{ code: "BAD_REQUEST", message: 'Required event field "custom_event_type" is missing or empty.' }],
      },
    });
  });

  test("gets 403 with a wrong secret", async () => {
    expect(await send(sdk(org.inputs.web.key, "wrong"), batchOf("sdk-stranger"))).toMatchObject({ status: 403 });
  });
});
