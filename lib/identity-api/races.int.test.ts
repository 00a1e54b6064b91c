import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { invariants, SOUND } from "../../tests/invariants";
import { attributesOf, send } from "../../tests/send";
import { drain } from "../ingest";
import { findInput } from "../inputs/find-input";
import type { Mpid } from "../int64";
import { type IdentityCall, identify, modify } from "./index";

const db = await testDatabase();
let org: MadeOrganization;
beforeAll(async () => {
  org = await makeOrganization();
});
afterAll(async () => {
  await drain();
  await db.close();
});

async function callOf(body: Record<string, unknown>): Promise<IdentityCall> {
  const credential = await findInput(org.inputs.web.key);
  if (!credential) throw new Error("No input has this key.");
  const bytes = Buffer.from(JSON.stringify({ environment: "production", ...body }));
  return { credential, path: "/", receivedAt: Date.now(), body: bytes, byteSize: bytes.length, readOnly: false };
}

async function identified(ids: Record<string, string>, more: Record<string, unknown> = {}): Promise<Mpid> {
  const answer = await identify("identify", await callOf({ known_identities: ids, ...more }));
  if (answer.status !== "ok" || !answer.identified.mpid) throw new Error(`The request was answered ${answer.status}.`);
  return answer.identified.mpid;
}

const times = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

test.each(["customerid", "email", "device_application_stamp"])(
  "200 first requests of one new %s at once find one profile",
  async (type) => {
    const mpids = await times(200, () => identified({ [type]: "flash" }));
    expect(new Set(mpids).size).toBe(1);
    expect(await invariants(db)).toEqual(SOUND);
  },
);

test("requests and batches of one new person at once find one profile", async () => {
  const ids = { customer_id: "crowd", ios_idfv: "crowd-device" };
  const [mpids, batches] = await Promise.all([
    times(60, () => identified(ids)),
    times(60, (i) => send(org.inputs.web.key, { user_identities: ids, user_attributes: { [`a${i}`]: "1" } })),
  ]);
  const everybody = new Set([...mpids, ...batches.flat().map(({ mpid }) => mpid)]);
  expect(everybody.size).toBe(1);
  const [mpid] = mpids;
  expect(mpid && Object.keys(await attributesOf(db, mpid, org.workspaces[0].id))).toHaveLength(60);
  expect(await invariants(db)).toEqual(SOUND);
});

test("a unique value that 40 profiles are given at once ends on one of them", async () => {
  const mpids = await times(40, (i) => identified({ email: `contender-${i}` }));
  const change = { identity_type: "customerid", old_value: null, new_value: "the-one" };
  const answers = await times(40, async (i) => modify(mpids[i] ?? "", await callOf({ identity_changes: [change] })));
  expect(answers.every(({ status }) => status === "ok")).toBe(true);
  const holders = await db.query("SELECT mpid FROM identity WHERE type = 'customer_id' AND value = 'the-one'");
  expect(holders).toHaveLength(1);
  expect(await invariants(db)).toEqual(SOUND);
});

test("logins that name the same previous profile give it to one of them", async () => {
  const previous = await identified({ device_application_stamp: "shared" });
  const answers = await times(30, async (i) => {
    const body = { known_identities: { customerid: `after-${i}` }, previous_mpid: previous };
    const answer = await identify("login", await callOf(body));
    return answer.status === "ok" ? answer.identified.mpid : null;
  });
  expect(new Set(answers).size).toBe(30);
  expect(answers.filter((mpid) => mpid === previous)).toHaveLength(1);
  expect(await invariants(db)).toEqual(SOUND);
});
