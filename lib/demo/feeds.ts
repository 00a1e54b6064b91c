import { PRODUCTS, TRIPS } from "./catalogue";
import { type Customer, DAY, HOUR } from "./customer";
import { customEvent, productAction } from "./events";
import type { Random } from "./random";
import { type RawEvent, type Send, send } from "./send";

/** What servers, partners and files sent about a customer, apart from the customer's own devices. */
export function feedSends(random: Random, customer: Customer, now: number): Send[] {
  const since = customer.knownFrom ?? customer.joinedAt;
  const later = () => Math.floor(since + random.next() * (now - since));
  const sends: Send[] = [];
  if (customer.knownFrom === null) {
    // Somebody whom only the CRM knows: Update Only drops it.
    if (random.chance(0.12)) sends.push(crm(random, customer, later()));
    if (random.chance(0.06)) sends.push(wifi(random, customer, later()));
    return inside(sends, now);
  }
  for (let purchase = 0; random.chance(0.3) && purchase < 4; purchase++) sends.push(till(random, customer, later()));
  if (random.chance(0.35)) sends.push(crm(random, customer, later()));
  if (random.chance(0.08)) sends.push(wifi(random, customer, later()));
  if (random.chance(0.3)) sends.push(pouncer(random, customer, later()));
  if (random.chance(0.25)) sends.push(upload(random, customer, monthEnd(now, random)));
  if (customer.travels && random.chance(0.4)) sends.push(booking(random, customer, later()));
  if (customer.travels && random.chance(0.2)) sends.push(review(random, customer, later()));
  if (random.chance(0.05)) sends.push(lab(random, customer, later()));
  return inside(sends, now);
}

const inside = (sends: Send[], now: number) => sends.filter(({ at }) => at < now);

function batch(
  random: Random,
  { environment }: Customer,
  at: number,
  rest: Record<string, unknown>,
  events: RawEvent[],
) {
  return {
    environment,
    source_request_id: random.uuid(),
    ...rest,
    events: events.map(({ event_type, data }) => ({
      event_type,
      data: { ...data, timestamp_unixtime_ms: at - 1_500 },
    })),
  };
}

/** The tills: a custom feed that may create, and outranks what apps say. */
function till(random: Random, customer: Customer, at: number): Send {
  const bought = random.some(PRODUCTS, random.int(1, 4));
  const attributes = {
    loyalty_tier: random.pick(["Fledgling", "Fledgling", "Fledgling", "Soarer", "Apex"]),
    $City: customer.place.city,
    home_store: `Store ${random.int(1, 24)}`,
  };
  const rest = { user_identities: { customer_id: customer.customerId }, user_attributes: attributes };
  return send(
    "till",
    at,
    batch(random, customer, at, rest, [productAction("purchase", bought, random, customer.place.currency)]),
  );
}

/** The CRM: Update Only, so people it alone knows are dropped. */
function crm(random: Random, customer: Customer, at: number): Send {
  const identities = { customer_id: customer.customerId, email: customer.email, mobile_number: customer.mobile };
  const attributes = {
    $Age: customer.age,
    $Gender: customer.gender,
    $Mobile: customer.mobile,
    interests: random.some(["hiking", "sailing", "birding", "rail", "camping"], random.int(1, 3)),
  };
  return send(
    "crm",
    at,
    batch(random, customer, at, { user_identities: identities, user_attributes: attributes }, [
      customEvent("Profile Synced", "other", { source: "CRM" }),
    ]),
  );
}

/** The store Wi-Fi on trial: Read Only. */
function wifi(random: Random, customer: Customer, at: number): Send {
  const rest = { user_identities: { email: customer.email }, user_attributes: { wifi_visits: random.int(1, 9) } };
  return send(
    "wifi",
    at,
    batch(random, customer, at, rest, [
      customEvent("Store Entered", "location", { store: `Store ${random.int(1, 24)}` }),
    ]),
  );
}

/** The loyalty partner: outranked by everybody, with an identity of its own and now and then an unregistered one. */
function pouncer(random: Random, customer: Customer, at: number): Send {
  const rest = {
    user_identities: { customer_id: customer.customerId },
    partner_identities: {
      pouncer_member: `PM-${random.int(100_000, 999_999)}`,
      ...(random.chance(0.05) ? { pouncer_legacy: "7" } : {}),
    },
    user_attributes: {
      pouncer_points: random.int(0, 9_000),
      $FirstName: customer.firstName.toUpperCase(),
      language: "en",
    },
  };
  return send(
    "pouncer",
    at,
    batch(random, customer, at, rest, [customEvent("Points Earned", "transaction", { points: random.int(5, 400) })]),
  );
}

/** The monthly file: attributes only. */
function upload(random: Random, customer: Customer, at: number): Send {
  const attributes = {
    segment: random.pick(["New", "Regular", "Lapsing", "Champion"]),
    favourite_department: random.pick(["Bags", "Gifts"]),
    $Zip: customer.place.zip,
    catalogue_by_post: null,
  };
  return send(
    "upload",
    at,
    batch(
      random,
      customer,
      at,
      { user_identities: { customer_id: customer.customerId }, user_attributes: attributes },
      [],
    ),
  );
}

function booking(random: Random, customer: Customer, at: number): Send {
  const trip = random.pick(TRIPS);
  const rest = {
    user_identities: { customer_id: customer.customerId, email: customer.email },
    user_attributes: { next_trip: trip.name, trips_booked: random.int(1, 6) },
  };
  return send(
    "booking",
    at,
    batch(random, customer, at, rest, [productAction("purchase", [trip], random, customer.place.currency)]),
  );
}

function review(random: Random, customer: Customer, at: number): Send {
  const rest = { user_identities: { email: customer.email, customer_id: customer.customerId } };
  return send(
    "reviews",
    at,
    batch(random, customer, at, rest, [
      customEvent("Review Left", "user_content", { stars: random.int(1, 5), trip: random.pick(TRIPS).name }),
    ]),
  );
}

function lab(random: Random, customer: Customer, at: number): Send {
  const rest = {
    user_identities: { customer_id: customer.customerId },
    user_attributes: { cohort: random.pick(["A", "B"]) },
  };
  return send(
    "labFeed",
    at,
    batch(random, customer, at, rest, [customEvent("Survey Answered", "other", { score: random.int(0, 10) })]),
  );
}

/** A file comes twice: thirty days and a day ago, in the small hours. */
function monthEnd(now: number, random: Random): number {
  const days = random.chance(0.5) ? 31 : 1;
  return Math.floor((now - days * DAY) / DAY) * DAY + 3 * HOUR + random.int(0, 15 * 60_000);
}
