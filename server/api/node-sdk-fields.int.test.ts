import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import mParticle, { type SdkBatch, type SdkEvent } from "mparticle";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { canonicalIdentity, isDeviceIdentity, isIdentityType, parseBody } from "@/lib/batch";
import { decisionSchema } from "@/lib/explain/decision";
import { drain } from "@/lib/ingest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { createApp } from "../app";
import { doorListener } from "../http/door";

const db = await testDatabase();
let org: MadeOrganization;
let server: Server;

beforeAll(async () => {
  org = await makeOrganization();
  server = createServer(doorListener(createApp(), null));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await drain();
  await db.close();
});

/** A class of the package, by its name; throws for one that it lacks. */
function classOf(name: string): { new (): Record<string, unknown>; prototype: object } {
  const Class = mParticle[name];
  if (typeof Class !== "function") throw new Error(`The SDK has no ${name}.`);
  return Class as ReturnType<typeof classOf>;
}
const fieldsOf = (name: string) => Object.keys(classOf(name).prototype);

/** A value that a field of this name may have. */
function valueFor(field: string): string | number | boolean {
  if (/^(?:is_|has_|supports_)|_enabled$|_low$|^gps_state$/.test(field)) return true;
  if (
    /height|width|dpi|offset|_ms$|amount|price|quantity|position$|step$|bytes|level$|latitude|longitude|accuracy/.test(
      field,
    )
  )
    return 7;
  if (field === "platform") return "Android";
  return field === "action" ? "purchase" : `the ${field}`;
}
const filled = (name: string, more: object = {}) => ({
  ...Object.fromEntries(fieldsOf(name).map((field) => [field, valueFor(field)])),
  ...more,
});

/** Sends a batch by the SDK; what is stored of it and of its person. */
async function sent(batch: SdkBatch, customer: string) {
  const client = new mParticle.ApiClient();
  client.basePath = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`;
  const { key, secret } = org.inputs.web;
  const api = new mParticle.EventsApi(new mParticle.Configuration(key, secret), client);
  const status = await new Promise((resolve) =>
    api.uploadEvents(batch, (error, _, response) => resolve(error?.status ?? response?.status)),
  );
  expect(status).toBe(202);
  const [row] = await db.query<{ body: string; decision: string; mpid: string; identities: string }>(
    `SELECT b.body, b.decision, b.mpid, p.identities FROM batch b JOIN identity i ON i.mpid = b.mpid
     JOIN profile p ON p.mpid = b.mpid WHERE i.type = 'customer_id' AND i.value = $1 ORDER BY b.seq DESC`,
    [customer],
  );
  if (!row) throw new Error(`Nothing of ${customer} is stored.`);
  const decision = decisionSchema.parse(JSON.parse(row.decision));
  return { mpid: row.mpid, body: parseBody(row.body), decision, identities: JSON.parse(row.identities) };
}

function batchOf(customerid: string, ...events: SdkEvent[]): SdkBatch {
  const batch = new mParticle.Batch("development");
  batch.user_identities = { customerid };
  for (const event of events) batch.addEvent(event);
  return batch;
}

const commerce = (fields: object): SdkEvent => Object.assign(new mParticle.CommerceEvent(), fields);

describe("the official Node SDK", () => {
  test("names twenty-two identities, and each is on the person's record", async () => {
    const names = fieldsOf("UserIdentities");
    expect(names).toHaveLength(22);
    const batch = batchOf("sdk-identities");
    batch.user_identities = Object.fromEntries(
      names.map((name) => [name, name === "customerid" ? "sdk-identities" : `value of ${name}`]),
    );
    const { identities, decision } = await sent(batch, "sdk-identities");
    expect(decision.warnings).toEqual([]);
    for (const name of names) {
      const value = name === "customerid" ? "sdk-identities" : `value of ${name}`;
      expect(identities[canonicalIdentity(name) ?? name], name).toMatchObject([{ v: value }]);
    }
  });

  test("names fields of device and application, and all are stored with the device", async () => {
    const batch = batchOf("sdk-device");
    batch.device_info = filled("DeviceInformation", { att_authorization_status: "denied" });
    batch.application_info = filled("ApplicationInformation");
    const { mpid, decision } = await sent(batch, "sdk-device");
    expect(decision.warnings).toEqual([]);
    const [device] = await db.query<{ metadata: string; identities: string }>(
      "SELECT metadata, identities FROM device WHERE mpid = $1",
      [mpid],
    );
    const { device_info, application_info } = JSON.parse(device?.metadata ?? "{}");
    const isId = (field: string) => isIdentityType(field) && isDeviceIdentity(field);
    for (const field of fieldsOf("DeviceInformation")) {
      const stored = isId(field) ? JSON.parse(device?.identities ?? "{}")[field] : device_info[field];
      expect(stored, field).toBe(field === "att_authorization_status" ? "denied" : valueFor(field));
    }
    expect(application_info).toEqual(batch.application_info);
  });

  test("sends attributes of every form, and takes them back", async () => {
    const batch = batchOf("sdk-attributes");
    batch.user_attributes = { $City: "Ostwick", visits: 3, vip: true, sizes: ["s", 4], newsletter: null };
    const { mpid } = await sent(batch, "sdk-attributes");
    const stored = async () =>
      Object.fromEntries(
        (
          await db.query<{ key: string; value: string }>("SELECT key, value FROM user_attribute WHERE mpid = $1", [
            mpid,
          ])
        ).map(({ key, value }) => [key, JSON.parse(value)]),
      );
    expect(await stored()).toEqual({ $city: "Ostwick", visits: "3", vip: "true", sizes: ["s", "4"], newsletter: null });
    const later = batchOf("sdk-attributes");
    later.deleted_user_attributes = ["visits", "$City"];
    await sent(later, "sdk-attributes");
    expect(await stored()).toEqual({ vip: "true", sizes: ["s", "4"], newsletter: null });
  });

  const product = filled("Product", { custom_attributes: { colour: "reed" } });
  const promotion = filled("Promotion", { position: "7" });
  test.each([
    ["product action", { product_action: filled("ProductAction", { products: [product] }) }],
    ["promotion action", { promotion_action: { action: "click", promotions: [promotion] } }],
    ["impressions", { product_impressions: [filled("ProductImpression", { products: [product] })] }],
    ["cart", { product_action: { action: "checkout" }, shopping_cart: { products: [product] } }],
  ])("sends commerce with its %s, and every field is kept", async (what, fields) => {
    const customer = `sdk-commerce ${what}`;
    const location = filled("GeoLocation");
    const device_current_state = filled("DeviceCurrentState");
    const all = { ...fields, location, device_current_state, currency_code: "EUR", is_non_interactive: true };
    const { body, decision, mpid } = await sent(batchOf(customer, commerce(all)), customer);
    expect(decision.warnings).toEqual([]);
    expect(body.events).toMatchObject([{ event_type: "commerce_event", data: all }]);
    expect(await db.query("SELECT event_type FROM event WHERE mpid = $1", [mpid])).toEqual([
      { event_type: "commerce_event" },
    ]);
  });
});
