import { type Customer, DAY, type DemoDevice, type DeviceKind, HOUR, MINUTE, makeCustomer } from "./customer";
import { shopping, travelling } from "./events";
import { feedSends } from "./feeds";
import type { Random } from "./random";
import { random as randomFrom } from "./random";
import { type InputName, type Send, send } from "./send";
import { visitBatch } from "./visit";
import { type WebBrowser, webBrowser } from "./web-browser";

/** One customer in so many has the browser SDK in the pages that they visit. */
const WITH_BROWSER_SDK = 15;

/** Everything that one of the many customers did, and that the company's systems sent about them. */
export function customerSends(index: number, now: number): Send[] {
  const random = randomFrom(10_000 + index);
  const customer = makeCustomer(random, index, now);
  const browsers = index % WITH_BROWSER_SDK === 0 ? browsersOf(customer) : () => null;
  const visits = visitTimes(random, customer, now).flatMap((at, visit) =>
    visitSend(random, customer, { at, visit, browsers }),
  );
  return [...visits, ...feedSends(random, customer, now)];
}

/** Most people come a few times, some very often; by day and early evening of their own place. */
function visitTimes(random: Random, { joinedAt, place }: Customer, now: number): number[] {
  const many = 1 + Math.floor(-Math.log(1 - random.next() * 0.999) * 7);
  const times = [joinedAt];
  for (let visit = 1; visit < Math.min(many, 45); visit++) {
    const day = joinedAt + Math.floor(random.next() * (now - joinedAt));
    const hour = 7 + (random.next() + random.next()) * 7.5 - place.zone;
    times.push(Math.floor(day / DAY) * DAY + Math.floor(hour * HOUR) + random.int(0, 59_999));
  }
  return times.filter((at) => at >= joinedAt && at < now - MINUTE).sort((a, b) => a - b);
}

/** The SDK on a site in a browser; null where it is not. */
type Browsers = (input: InputName, device: DemoDevice) => WebBrowser | null;

function browsersOf(customer: Customer): Browsers {
  const known = new Map<string, WebBrowser>();
  return (input, device) => {
    if (input !== "web" && input !== "journeysWeb") return null;
    const name = `${input} ${device.das}`;
    const browser = known.get(name) ?? webBrowser(input, device, customer);
    known.set(name, browser);
    return browser;
  };
}

type VisitOf = { readonly at: number; readonly visit: number; readonly browsers: Browsers };

function visitSend(random: Random, customer: Customer, { at, visit, browsers }: VisitOf): Send[] {
  const [main = customer.devices[0], other = main] = customer.devices;
  const device = random.chance(0.75) ? main : random.chance(0.8) ? other : customer.devices.at(-1);
  if (!device) return [];
  const signedIn = customer.knownFrom !== null && at >= customer.knownFrom && random.chance(0.93);
  const travels = customer.travels && random.chance(0.35) && device.kind !== "android";
  const input = inputOf(random, device.kind, travels);
  const events = travels ? travelling(random, customer) : shopping(random, customer);
  const batch = visitBatch(random, {
    customer,
    device,
    at,
    events,
    signedIn,
    first: visit === 0,
    ...(random.chance(0.1)
      ? { attributes: { newsletter: random.chance(0.6), theme: random.pick(["light", "dark"]) } }
      : {}),
  });
  const known = signedIn && random.chance(0.25) ? { ...batch, consent_state: consent(random, customer, at) } : batch;
  const browser = browsers(input, device);
  const sends = browser ? browser.visit(at, known, signedIn ? customer : null) : [send(input, at, known)];
  const last = sends.at(-1);
  // A client that never saw its answer sends the same again.
  if (last && random.chance(0.006)) sends.push({ ...last, at: at + random.int(2_000, 30_000) });
  return sends;
}

function inputOf(random: Random, kind: DeviceKind, travels: boolean): InputName {
  if (travels) return kind === "ios" ? "journeysIos" : "journeysWeb";
  return kind === "web" && random.chance(0.02) ? "labWeb" : kind;
}

/** What the consent banner of the customer's place would send; nothing where there is none. */
export function consent(
  random: Random,
  { place }: Pick<Customer, "place">,
  at: number,
): Record<string, unknown> | null {
  const record = (consented: boolean) => ({
    consented,
    timestamp_unixtime_ms: at,
    document: "privacy-2026-09",
    location: "shop.example.com/privacy",
  });
  if (place.regulation === "ccpa") return { ccpa: { data_sale_opt_out: record(random.chance(0.3)) } };
  if (place.regulation !== "gdpr") return null;
  return {
    gdpr: {
      analytics: record(random.chance(0.8)),
      advertising: record(random.chance(0.45)),
      ...(random.chance(0.5) ? { email_marketing: record(random.chance(0.6)) } : {}),
      ...(random.chance(0.03) ? { carrier_pigeon: record(true) } : {}),
    },
  };
}
