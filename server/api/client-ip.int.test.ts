import { afterAll, describe, expect, test } from "vitest";
import { drain } from "../../lib/ingest";
import { testDatabase } from "../../tests/database";
import { openDoor } from "../../tests/door";
import { type MadeInput, makeOrganization } from "../../tests/factory";
import { sendOne } from "../../tests/send";

/** Everything on loopback is a proxy that is believed. https://docs.mparticle.com/guides/platform-guide/users */
const db = await testDatabase();
Object.assign(process.env, { PUBLIC_URL: "http://127.0.0.1:3000", TRUSTED_PROXIES: "127.0.0.0/8,10.0.0.0/8" });
const door = await openDoor();
const { inputs } = await makeOrganization();
afterAll(async () => {
  await door.close();
  await drain();
  await db.close();
});

const FORWARDED = "203.0.113.66, 198.51.100.7, 10.1.2.3";
let people = 0;

/** Sends one batch through a proxy and gives the address that its person has then. */
async function addressAfter(path: string, input: MadeInput, batch: Record<string, unknown>, forwarded = FORWARDED) {
  const id = `ip-${++people}`;
  const body = JSON.stringify({ user_identities: { customer_id: id }, ...batch });
  const headers = { authorization: input.authorization, "x-forwarded-for": forwarded, connection: "close" };
  const { status } = await door.ask(path, { headers, body });
  expect(status).toBe(202);
  const [row] = await db.query<{ ip: string | null }>(
    "SELECT p.ip FROM profile p JOIN identity i USING (mpid) WHERE i.value = $1",
    [id],
  );
  return row?.ip;
}

describe("a browser's batch", () => {
  test("has the right-most address that is no proxy of ours, whatever it says itself", async () => {
    const { mpid } = await sendOne(inputs.web.key, { user_identities: { customer_id: "visitor" } });
    const body = JSON.stringify({ mpid, ip: "192.0.2.44", events: [{ event_type: "first_run" }] });
    const headers = { "x-forwarded-for": FORWARDED, connection: "close" };
    expect((await door.ask(`/v3/JS/${inputs.web.key}/events`, { headers, body })).status).toBe(202);
    expect(await db.query("SELECT ip FROM profile WHERE mpid = $1", [mpid])).toEqual([{ ip: "198.51.100.7" }]);
  });
});

describe("a server's batch", () => {
  test.each([
    ["web", inputs.web],
    ["custom feed", inputs.custom],
  ])("has the address that it names, never that of whoever sent it: %s", async (_name, input) => {
    expect(await addressAfter("/v2/events", input, {})).toBeNull();
    expect(await addressAfter("/v2/events", input, { ip: "192.0.2.44" })).toBe("192.0.2.44");
    expect(await addressAfter("/v2/events", input, { ip: "2001:db8::44" })).toBe("2001:db8::44");
    expect(await addressAfter("/v2/events", input, { ip: "somewhere" })).toBeNull();
  });
});
