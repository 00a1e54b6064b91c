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

/** What a client claims, its own address, and one proxy behind which the first one stands. */
const FORWARDED = "203.0.113.66, 198.51.100.7, 10.1.2.3";
const { web, custom } = inputs;
let people = 0;

/** A new person, and what sends a batch of theirs through a proxy and gives the address that they have then. */
async function somebody(input: MadeInput) {
  const customer_id = `ip-${++people}`;
  const { mpid } = await sendOne(input.key, { user_identities: { customer_id } });
  return async (path: string, batch: Record<string, unknown>, forwarded = FORWARDED): Promise<string | null> => {
    const body = JSON.stringify({ mpid, user_identities: { customer_id }, events: [SEEN], ...batch });
    const headers = { authorization: input.authorization, "x-forwarded-for": forwarded, connection: "close" };
    const { status } = await door.ask(path, { headers, body });
    expect(status).toBe(202);
    const [row] = await db.query<{ ip: string | null }>("SELECT ip FROM profile WHERE mpid = $1", [mpid]);
    return row?.ip ?? null;
  };
}
const SEEN = { event_type: "screen_view", data: { screen_name: "Lamps" } };

describe("a server's batch", () => {
  test.each([
    ["web", web],
    ["custom feed", custom],
  ])("has the address that it names, never that of whoever sent it: %s", async (_name, input) => {
    const addressOf = await somebody(input);
    expect(await addressOf("/v2/events", {})).toBeNull();
    expect(await addressOf("/v2/events", { ip: "192.0.2.44" })).toBe("192.0.2.44");
    expect(await addressOf("/v2/events", {})).toBe("192.0.2.44");
    expect(await addressOf("/v2/events", { ip: "2001:db8::44" })).toBe("2001:db8::44");
    expect(await addressOf("/v2/events", { ip: "somewhere" })).toBe("2001:db8::44");
  });
});

describe("a browser's batch", () => {
  test("has the right-most address that is no trusted proxy, whatever it names itself", async () => {
    const addressOf = await somebody(web);
    const path = `/v3/JS/${web.key}/events`;
    expect(await addressOf(path, { ip: "192.0.2.44" })).toBe("198.51.100.7");
    expect(await addressOf(path, {}, "203.0.113.66, 2001:db8::9, 10.9.9.9, 127.0.0.5")).toBe("2001:db8::9");
    expect(await addressOf(path, {}, "203.0.113.66, nonsense")).toBe("127.0.0.1");
  });
});
