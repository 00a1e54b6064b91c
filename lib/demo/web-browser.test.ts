import { describe, expect, test } from "vitest";
import { makeDevice } from "./customer";
import { random } from "./random";
import type { Send } from "./send";
import { webBrowser } from "./web-browser";

const AT = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;
const device = makeDevice(random(1), "web");
const account = { customerId: "KF-1", email: "one@example.com" };
const open = () => webBrowser("web", device, { environment: "production", ip: "198.51.100.7" });
const batch = (at: number) => ({
  ip: "198.51.100.7",
  events: [{ event_type: "session_start", data: { timestamp_unixtime_ms: at - 4 * MINUTE } }],
});
const told = (sends: readonly Send[]) =>
  sends.map(({ at, body, browser }) => [browser?.kind, at - AT, JSON.parse(body).known_identities]);
const stamp = { device_application_stamp: device.das };

describe("a page with the browser SDK", () => {
  test("identifies as it opens, then tells what happened, without an address of its own", () => {
    const sends = open().visit(AT, batch(AT), null);
    expect(told(sends)).toEqual([
      ["identify", -4 * MINUTE, stamp],
      ["batch", 0, undefined],
    ]);
    expect(sends[1]?.browser).toMatchObject({ ip: "198.51.100.7", memory: `web ${device.das}` });
    expect(JSON.parse(sends[1]?.body ?? "")).not.toHaveProperty("ip");
  });

  test("logs in and out where the account is another than before", () => {
    const { visit } = open();
    const known = { ...stamp, customerid: "KF-1", email: "one@example.com" };
    const kinds = [account, account, null].flatMap((who) => told(visit(AT, batch(AT), who)));
    expect(kinds).toEqual([
      ["identify", -4 * MINUTE, stamp],
      ["login", -2 * MINUTE, known],
      ["batch", 0, undefined],
      ["identify", -4 * MINUTE, known],
      ["batch", 0, undefined],
      ["identify", -4 * MINUTE, known],
      ["logout", -2 * MINUTE, stamp],
      ["batch", 0, undefined],
    ]);
  });

  test("changes the address of whoever is signed in, and identifies by the new one", () => {
    const { login, modify, identify } = open();
    login(AT, account);
    expect(JSON.parse(modify(AT, "new@example.com").body)).toMatchObject({
      identity_changes: [{ identity_type: "email", old_value: "one@example.com", new_value: "new@example.com" }],
    });
    expect(JSON.parse(identify(AT).body).known_identities.email).toBe("new@example.com");
    modify(AT, "somebody@example.com", "-5");
    expect(JSON.parse(identify(AT).body).known_identities.email).toBe("new@example.com");
  });
});
