import { type Customer, MINUTE } from "../customer";
import { customEvent, shopping } from "../events";
import { type InputName, type RawBatch, type Send, send } from "../send";
import { webBrowser } from "../web-browser";
import { every, type Teller } from "./teller";

/** Minutes before the seed at which a device of the tester's was last used. */
const RECENT_VISITS = [290, 240, 180, 130, 95, 70, 52, 38, 27, 19, 12, 8, 5, 3, 1];

/** Development batches, closer together towards now, with one of each outcome that a tester looks for. */
export function quill({ random, customer, now, visit }: Teller): Send[] {
  const earlier = every(29, 0.5, 1.7, now);
  const recent = RECENT_VISITS.map((minutes) => now - minutes * MINUTE);
  const visits = [...earlier, ...recent].map((at, index) => visit(index % 2, at, shopping(random, customer)));
  return [
    ...visits,
    ...trials(customer.customerId, customer.email).map(([input, minutes, batch]) =>
      send(input, now - minutes * MINUTE, { environment: "development", ...batch }),
    ),
    ...signIns(customer, now),
    { input: "till", at: now - 9 * MINUTE, body: '{"environment":"development","events":[' },
  ];
}

/** An MPID that nobody has. */
const NOBODY = "-4507823946158234551";

/** The tester signs in on a page, once with a bug in it: it changes an address of somebody who is not there. */
function signIns(customer: Customer, now: number): Send[] {
  const device = customer.devices.find(({ kind }) => kind === "web");
  if (!device) throw new Error("The tester has a browser.");
  const { identify, login, logout, modify } = webBrowser("web", device, customer);
  const ago = (minutes: number) => now - minutes * MINUTE;
  return [
    identify(ago(33)),
    login(ago(32), customer),
    logout(ago(25)),
    login(ago(7), customer),
    modify(ago(2), "quill.typo@example.com", NOBODY),
  ];
}

/** What each feed sent for a try, and how many minutes ago. */
function trials(customer_id: string, email: string): [InputName, number, RawBatch][] {
  const stranger = { user_identities: { customer_id: "KF-NOBODY" }, events: [customEvent("Profile Synced", "other")] };
  const receipt = {
    source_request_id: "till-test-1",
    user_identities: { customer_id },
    events: [customEvent("Receipt Printed", "other")],
  };
  return [
    ["crm", 50, stranger],
    [
      "wifi",
      24,
      { user_identities: { email }, events: [customEvent("Store Entered", "location", { store: "Store 1" })] },
    ],
    ["till", 21, { user_identities: { customer_id }, user_attributes: { loyalty_tier: "Apex", $City: "Testdorp" } }],
    [
      "pouncer",
      17,
      {
        user_identities: { customer_id },
        user_attributes: { $City: "Elsewhere", pouncer_points: 12 },
        partner_identities: { pouncer_legacy: "7" },
        consent_state: { gdpr: { analytics: { consented: true, timestamp_unixtime_ms: 1 } } },
      },
    ],
    ["till", 14, { events: [customEvent("Drawer Opened", "other", { till: 3 })] }],
    [
      "till",
      11,
      {
        ip: "10.0.0.300",
        user_identities: { customer_id, shoe_size: "42" },
        user_attributes: { note: "x".repeat(5_000) },
        events: [customEvent("Sloppy\u0000Batch", "other", { nested: { a: 1 }, long: "y".repeat(5_000) })],
      },
    ],
    ["till", 10, { user_identities: { customer_id }, events: [{ event_type: "custom_event", data: {} }] }],
    ["crm", 6, stranger],
    ["till", 4.1, receipt],
    ["till", 4, receipt],
  ];
}
