import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import {
  answerTo,
  attributesOf,
  customEvent,
  peopleOf,
  type SendOptions,
  sendBytes,
  sendOne,
  storedBatch,
} from "../../tests/send";
import { admits } from "../inputs/admits";
import { bumpRules } from "../inputs/bump-rules";
import { findInput } from "../inputs/find-input";
import type { Mpid } from "../int64";
import { prisma } from "../prisma";
import { drain } from "./index";

const db = await testDatabase();
let org: MadeOrganization;
beforeAll(async () => {
  org = await makeOrganization();
});
afterAll(async () => {
  await drain();
  await db.close();
});

const PAGE = "https://shop.example.test";
const BROWSER = { kind: "browser", clientIp: "203.0.113.9", approach: { keyOnly: true, origin: PAGE } } as const;
const UNKNOWN_MPID = "-8921341234567890123";

let count = 0;
/** Somebody with a device, as the identity endpoints leave them. */
async function visitor(more: { user_identities?: object; user_attributes?: object; environment?: string } = {}) {
  const das = randomUUID();
  const customer = `visitor-${++count}`;
  const { mpid } = await sendOne(org.inputs.web.key, {
    mp_deviceid: das,
    user_identities: { customer_id: customer },
    ...more,
  });
  return { mpid, das, customer };
}

/** Sends one batch as the browser SDK does; what was stored of it. */
async function fromBrowser(batch: object, options: SendOptions = {}) {
  const answer = await answerTo(org.inputs.web.key, batch, { ...BROWSER, ...options });
  if (answer.status !== "accepted" || !answer.batches[0]) throw new Error(`The batch was answered ${answer.status}.`);
  return await storedBatch(db, answer.batches[0].id);
}

const change = (user_attribute_name: string, deleted: boolean) => ({
  event_type: "user_attribute_change",
  data: { user_attribute_name, old: "x", new: deleted ? null : "y", deleted, is_new_attribute: false },
});
const identitiesOf = (mpid: Mpid) =>
  db.query("SELECT type, value FROM identity WHERE mpid = $1 ORDER BY type, value", [mpid]);

describe("whose a browser's batch is", () => {
  test("says its MPID, and nothing of it changes the identity record", async () => {
    const { mpid, das, customer } = await visitor();
    const before = await identitiesOf(mpid);
    const stored = await fromBrowser({
      mpid,
      mp_deviceid: das,
      user_identities: { customer_id: customer, email: "new@ostwick.example", other: null },
      events: [customEvent("Viewed")],
    });
    expect(stored).toMatchObject({ outcome: "updated", mpid, das });
    expect(stored.decision.identity).toMatchObject({
      by: "mpid",
      found: mpid,
      refused: [{ type: "email", rule: "identity_api_only" }],
    });
    expect(stored.decision.identity).not.toHaveProperty("added");
    expect(await identitiesOf(mpid)).toEqual(before);
    expect(stored.events).toMatchObject([{ mpid, name: "Viewed" }]);
  });

  test("can't take a unique value from somebody else", async () => {
    const [owner, other] = [await visitor(), await visitor()];
    await fromBrowser({ mpid: other.mpid, user_identities: { customer_id: owner.customer }, events: [] });
    expect(await identitiesOf(owner.mpid)).toContainEqual({ type: "customer_id", value: owner.customer });
    expect(await identitiesOf(other.mpid)).toContainEqual({ type: "customer_id", value: other.customer });
  });

  test("is found by the stamp and identities when no profile has the MPID", async () => {
    const { mpid, das, customer } = await visitor();
    const stored = await fromBrowser({
      mpid: UNKNOWN_MPID,
      mp_deviceid: das,
      user_identities: { customer_id: customer },
      user_attributes: { plan: "gold" },
    });
    expect(stored).toMatchObject({ outcome: "updated", mpid });
    expect(stored.decision.identity).toMatchObject({ by: "identities", unknownMpid: true });
    expect(stored.decision.warnings).toContainEqual({ code: "unknown_mpid" });
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual({ plan: "gold" });
  });

  test("of another environment or scope is not found by its MPID", async () => {
    const { mpid } = await visitor({ environment: "development" });
    expect(await fromBrowser({ mpid, environment: "production", events: [customEvent("Viewed")] })).toMatchObject({
      outcome: "unresolved",
      mpid: null,
    });
    const elsewhere = await org.addInput({ kind: "web", workspaceId: org.workspaces[2].id });
    const { mpid: foreign } = await sendOne(elsewhere.key, { user_identities: { customer_id: "elsewhere" } });
    expect(await fromBrowser({ mpid: foreign, events: [customEvent("Viewed")] })).toMatchObject({ mpid: null });
  });

  test.each([
    ["an unknown MPID and device", { mpid: UNKNOWN_MPID, mp_deviceid: randomUUID() }],
    ["an unknown customer", { user_identities: { customer_id: "nobody-yet" } }],
  ])("with %s creates nobody and says why", async (_, who) => {
    const before = await peopleOf(db);
    const stored = await fromBrowser({ ...who, user_attributes: { plan: "gold" }, events: [customEvent("Viewed")] });
    expect(stored).toMatchObject({ outcome: "not_associated", mpid: null, events: [{ mpid: null, name: "Viewed" }] });
    expect(stored.decision.reasons).toEqual([{ code: "sdk_person_unknown" }]);
    expect(stored.decision).not.toHaveProperty("protectionRow");
    expect(await peopleOf(db)).toEqual(before);
  });

  test("with an unknown MPID alone, or nothing, is unresolved", async () => {
    const unknown = await fromBrowser({ mpid: UNKNOWN_MPID, events: [customEvent("Viewed")] });
    expect(unknown).toMatchObject({ outcome: "unresolved", decision: { reasons: [{ code: "unknown_mpid_only" }] } });
    const nothing = await fromBrowser({ events: [customEvent("Viewed")] });
    expect(nothing).toMatchObject({ outcome: "unresolved", decision: { reasons: [{ code: "no_identifier" }] } });
  });
});

describe("attributes of a browser's batch", () => {
  test("are everything the page knows: only what an event tells to be deleted leaves", async () => {
    const { mpid } = await visitor({ user_attributes: { plan: "gold", city: "Ostwick", size: ["s", "m"] } });
    const stored = await fromBrowser({
      mpid,
      user_attributes: { plan: "iron", vip: null },
      events: [change("plan", false), change("size", true)],
    });
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual({ city: "Ostwick", plan: "iron", vip: null });
    expect(stored.decision.attributes).toContainEqual(expect.objectContaining({ key: "size", result: "deleted" }));
    expect(stored.body).toMatchObject({ deleted_user_attributes: ["size"] });
  });

  test("that were removed and set again stay", async () => {
    const { mpid } = await visitor({ user_attributes: { plan: "gold" } });
    await fromBrowser({
      mpid,
      user_attributes: { plan: "iron" },
      events: [change("plan", true), change("plan", false)],
    });
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual({ plan: "iron" });
  });

  test("are not removed by a server's batch that tells of the same event", async () => {
    const { mpid } = await visitor({ user_attributes: { plan: "gold" } });
    await answerTo(org.inputs.web.key, { mpid, events: [change("plan", true)] });
    expect(await attributesOf(db, mpid, org.workspaces[0].id)).toEqual({ plan: "gold" });
  });
});

test("the address is the client's, whatever the batch says", async () => {
  const { mpid } = await visitor();
  await fromBrowser({ mpid, ip: "198.51.100.1", events: [customEvent("Viewed")] });
  expect(await db.query("SELECT ip FROM profile WHERE mpid = $1", [mpid])).toEqual([{ ip: "203.0.113.9" }]);
});

describe("a browser's batch that can't be used is accepted and shown as rejected", () => {
  const rejected = async (
    body: Uint8Array,
    more: Partial<SendOptions & { byteSize: number; unreadable: string }> = {},
  ) => {
    const answer = await sendBytes(org.inputs.web.key, body, { ...BROWSER, ...more });
    if (answer.status !== "accepted" || !answer.batches[0]) throw new Error(`It was answered ${answer.status}.`);
    const { outcome, decision } = await storedBatch(db, answer.batches[0].id);
    expect(outcome).toBe("rejected");
    return decision.reasons[0]?.code;
  };
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));

  test.each([
    ["malformed", Buffer.from("{"), "invalid_json"],
    ["empty", Buffer.from(""), "invalid_json"],
    ["a list", json([{}]), "invalid_batch"],
    ["with an unknown environment", json({ environment: "staging" }), "invalid_batch"],
    ["with an event of no type", json({ events: [{}] }), "invalid_batch"],
    ["over 128 KB", json({ user_attributes: { a: "x".repeat(140_000) } }), "batch_too_large"],
  ])("%s", async (_, body, code) => {
    expect(await rejected(body)).toBe(code);
  });

  test("over 256 KB", async () => {
    expect(await rejected(Buffer.from(""), { byteSize: 300_000 })).toBe("request_too_large");
  });

  test("that could not be inflated", async () => {
    expect(await rejected(Buffer.from(""), { unreadable: "The body could not be inflated." })).toBe("unreadable_body");
  });
});

describe("settings that change while their old form is kept", () => {
  async function change(key: string, data: { allowKeyOnly?: boolean; allowedOrigins?: string[] }) {
    await findInput(key);
    await prisma().$transaction(async (tx) => {
      const { id } = await tx.input.update({ where: { key }, data });
      await bumpRules(tx, { inputId: id });
    });
  }

  test.each([
    ["the key alone is no longer enough", { allowKeyOnly: false }],
    ["the page's origin is no longer among those allowed", { allowedOrigins: ["https://other.example.test"] }],
  ])("count for the next batch: %s", async (_, data) => {
    const { key } = await org.addInput({ kind: "web", workspaceId: org.workspaces[1].id });
    const batch = { user_identities: { customer_id: "x" }, events: [customEvent("Viewed")] };
    expect((await answerTo(key, batch, BROWSER)).status).toBe("accepted");
    await change(key, data);
    expect((await answerTo(key, batch, BROWSER)).status).toBe("forbidden");
    expect((await answerTo(key, batch)).status).toBe("accepted");
  });

  test("are compared for key and origin alike", async () => {
    const credential = await findInput(org.inputs.web.key);
    if (!credential) throw new Error("no input");
    const listed = { ...credential, allowedOrigins: [PAGE] };
    expect(admits(listed, { keyOnly: true, origin: PAGE })).toBe(true);
    expect(admits(listed, { keyOnly: true, origin: "https://shop.example.test:8443" })).toBe(false);
    expect(admits(listed, { keyOnly: true })).toBe(true);
    expect(admits({ ...listed, allowKeyOnly: false }, { keyOnly: false, origin: PAGE })).toBe(true);
  });
});
