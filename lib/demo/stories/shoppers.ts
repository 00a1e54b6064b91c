import { PRODUCTS } from "../catalogue";
import { type Customer, DAY, HOUR, MINUTE } from "../customer";
import { customEvent, productAction, shopping } from "../events";
import { type RawEvent, type Send, send } from "../send";
import { visitBatch } from "../visit";
import { type WebBrowser, webBrowser } from "../web-browser";
import { every, type Teller } from "./teller";

/** Days before the seed at which Otis signs in on a device that knew him as nobody. */
export const SIGNED_IN_DAYS_AGO = 8;

/** Somebody at the browser of the first device, with the SDK in the shop's pages. Times are epoch ms. */
type Shopper = WebBrowser & {
  /** Signed in with this account, or anonymous (null). */
  shops(at: number, account: Pick<Customer, "customerId" | "email"> | null, extra?: readonly RawEvent[]): Send[];
};

function shopper({ random, customer }: Teller): Shopper {
  const [device] = customer.devices;
  if (!device) throw new Error(`${customer.firstName} has no browser.`);
  const browser = webBrowser("web", device, customer);
  return {
    ...browser,
    shops(at, account, extra = []) {
      const events = [...shopping(random, customer), ...extra];
      const who = { ...customer, ...account };
      return browser.visit(
        at,
        visitBatch(random, { customer: who, device, at, events, signedIn: account !== null }),
        account,
      );
    },
  };
}

export function bram(teller: Teller): Send[] {
  const { customer, now } = teller;
  const { shops } = shopper(teller);
  const signUp = customEvent("Signed Up", "other", { method: "email" });
  const signedUpAt = now - 3 * DAY + HOUR;
  const times = [...every(11.5, 0.3, 1.4, now), signedUpAt].sort((a, b) => a - b);
  return times.flatMap((at) => shops(at, at < signedUpAt ? null : customer, at === signedUpAt ? [signUp] : []));
}

/** Anonymous, signed up, a new address, signed out, back as nobody, signed in again. */
export function fenna(teller: Teller): Send[] {
  const { customer, now } = teller;
  const { shops, modify } = shopper(teller);
  const before = { ...customer, email: "fenna.f@example.org" };
  const movedAt = now - 18 * DAY;
  return [
    ...every(34, 29, 1.6, now).flatMap((at) => shops(at, null)),
    ...shops(now - 28 * DAY, before, [customEvent("Signed Up", "other", { method: "email" })]),
    ...every(26, 18.5, 2.1, now).flatMap((at) => shops(at, before)),
    ...shops(movedAt, before, [customEvent("Address Changed", "other", { what: "email" })]),
    modify(movedAt + 2 * MINUTE, customer.email),
    ...every(16, 12, 1.9, now).flatMap((at) => shops(at, customer)),
    ...every(11, 7.5, 1.7, now).flatMap((at) => shops(at, null)),
    ...every(6, 0.2, 1.3, now).flatMap((at) => shops(at, customer)),
  ];
}

/** Looks around on the web as nobody, then signs in to the account that the till made of a purchase meanwhile. */
export function otis(teller: Teller): Send[] {
  const { random, customer, now } = teller;
  const { shops } = shopper(teller);
  const { customerId, email } = customer;
  const signedInAt = now - SIGNED_IN_DAYS_AGO * DAY;
  const receipt = (daysAgo: number) =>
    send("till", now - daysAgo * DAY, {
      user_identities: { customer_id: customerId, email },
      user_attributes: { $FirstName: customer.firstName, $LastName: customer.lastName, loyalty_tier: "Fledgling" },
      events: [productAction("purchase", PRODUCTS.slice(12, 14), random, "EUR")],
    });
  return [
    receipt(12.7),
    receipt(9.4),
    ...every(15, 8.6, 1.3, now).flatMap((at) => shops(at, null)),
    ...shops(signedInAt, customer),
    ...every(6.5, 0.4, 1.9, now).flatMap((at) => shops(at, customer)),
  ];
}
