import { PRODUCTS } from "../catalogue";
import { DAY } from "../customer";
import { customEvent, productAction, screenView, shopping, travelling } from "../events";
import { type Send, send } from "../send";
import { every, type Teller, teller } from "./teller";

export function ada({ random, now, customer, visit }: Teller): Send[] {
  const record = (consented: boolean, days: number) => ({
    consented,
    timestamp_unixtime_ms: now - days * DAY,
    document: "privacy-2026-09",
    location: "shop.example.com/privacy",
  });
  const ids = { customer_id: customer.customerId };
  const sends = every(54, 0.02, 2.7, now).map((at, index) => {
    const travels = index % 4 === 3;
    const device = travels ? 0 : index % 3;
    return visit(
      device,
      at,
      travels ? travelling(random, customer) : shopping(random, customer),
      {},
      travels ? "journeysWeb" : undefined,
    );
  });
  return [
    ...sends,
    visit(0, now - 50 * DAY, [screenView("Privacy")], {
      consent_state: {
        gdpr: { analytics: record(true, 50), advertising: record(false, 50), email_marketing: record(true, 50) },
      },
    }),
    visit(1, now - 9 * DAY, [screenView("Privacy")], { consent_state: { gdpr: { advertising: record(true, 9) } } }),
    send("till", now - 30 * DAY, {
      user_identities: ids,
      user_attributes: { $City: "Amersfoort", loyalty_tier: "Soarer", home_store: "Store 4" },
      events: [productAction("purchase", PRODUCTS.slice(2, 5), random, "EUR")],
    }),
    send("till", now - 4 * DAY, {
      user_identities: ids,
      user_attributes: { loyalty_tier: "Apex" },
      events: [productAction("purchase", PRODUCTS.slice(8, 10), random, "EUR")],
    }),
    send("pouncer", now - 21 * DAY, {
      user_identities: ids,
      partner_identities: { pouncer_member: "PM-311001" },
      user_attributes: { $FirstName: "A.", pouncer_points: 2200 },
      events: [customEvent("Points Earned", "transaction", { points: 220 })],
    }),
    send("pouncer", now - 2 * DAY, {
      user_identities: ids,
      partner_identities: { someone_elses_id: "x" },
      user_attributes: { $FirstName: "A. N.", pouncer_points: 2600 },
      deleted_user_attributes: ["favourite_department"],
    }),
    send("crm", now - 20 * DAY, {
      user_identities: { ...ids, mobile_number: customer.mobile },
      user_attributes: {
        $Age: 34,
        $Gender: "F",
        interests: ["birding", "rail", "sailing"],
        membership: "Trial, ends in spring",
      },
    }),
    send("crm", now - 5 * DAY, { user_identities: ids, user_attributes: { membership: "Lapsed" } }),
    send("upload", now - 1 * DAY, {
      user_identities: ids,
      user_attributes: { segment: "Champion", $Zip: "3811 LN", $City: "Utrecht" },
    }),
    send("booking", now - 15 * DAY, {
      user_identities: ids,
      user_attributes: { next_trip: "Cranes at Dawn", trips_booked: 3 },
    }),
  ];
}

export function ines({ random, customer, now, visit }: Teller): Send[] {
  const limited = {
    ios_idfv: customer.devices[0]?.vendorId,
    platform: "iOS",
    limit_ad_tracking: true,
    att_authorization_status: "denied",
    att_timestamp_unixtime_ms: now - 40 * DAY,
  };
  const optOut = { event_type: "opt_out", data: { is_opted_out: true } };
  const sale = {
    ccpa: {
      data_sale_opt_out: { consented: true, timestamp_unixtime_ms: now - 20 * DAY, document: "privacy-2026-09" },
    },
  };
  return [
    ...every(40, 8, 4, now).map((at) => visit(0, at, shopping(random, customer))),
    visit(0, now - 20 * DAY, [screenView("Do not sell my data")], { consent_state: sale }),
    visit(0, now - 7 * DAY, [optOut], { device_info: limited }),
  ];
}

/** 250 visits of some twenty events each. */
export function tariq({ random, customer, now, visit }: Teller): Send[] {
  return every(58, 0.01, 0.233, now).map((at) => {
    const steps = Array.from({ length: 15 }, () =>
      customEvent("Step Counted", "other", {
        steps: random.int(80, 900),
        route: random.pick(["canal", "park", "office"]),
      }),
    );
    return visit(0, at, [...shopping(random, customer), ...steps]);
  });
}

export function layla({ random, customer, now, visit }: Teller): Send[] {
  const attributes = {
    العنوان: "شارع النخيل ١٢",
    χρώμα: "γαλάζιο",
    "любимый цвет": "синий",
    好きな色: "青",
    "צבע אהוב": "כחול",
  };
  return every(33, 0.4, 3.1, now).map((at) =>
    visit(0, at, [customEvent("تمت المشاهدة", "navigation", { المنتج: "سترة المطر" }), ...shopping(random, customer)], {
      user_attributes: attributes,
    }),
  );
}

export function zoe({ random, customer, now, visit }: Teller): Send[] {
  const long = "A note that goes on and on, as notes from the call centre do. ".repeat(60);
  const sizes = Array.from(
    { length: 120 },
    (_, index) => `${PRODUCTS[index % PRODUCTS.length]?.name} · size ${36 + (index % 10)}`,
  );
  const attributes = {
    call_centre_note: long,
    wish_list: sizes,
    newsletter_vip: null,
    "emoji 🧦": "🧦🧦🧦",
    a_very_long_attribute_name_that_somebody_once_thought_would_be_a_good_idea_to_keep_for_ever: "yes",
  };
  const flags = { note: long, mood: "🌧️→🌤️" };
  return every(28, 0.2, 2.9, now).map((at, index) =>
    visit(
      0,
      at,
      [
        customEvent("Größe gewählt 👟", "other", index % 3 === 0 ? flags : { mood: "🌤️" }),
        ...shopping(random, customer),
      ],
      { user_attributes: attributes },
    ),
  );
}

export function greta({ random, customer, now, visit }: Teller): Send[] {
  const ids = { email: customer.email };
  const twice = {
    source_request_id: "till-2026-000417",
    user_identities: { customer_id: customer.customerId },
    user_attributes: { loyalty_tier: "Fledgling" },
    events: [productAction("purchase", PRODUCTS.slice(20, 22), random, "EUR")],
  };
  return [
    ...every(26, 0.5, 2.3, now).map((at) => visit(0, at, shopping(random, customer))),
    send("till", now - 6 * DAY, twice),
    send("till", now - 6 * DAY + 40_000, twice),
    send("till", now - 5 * DAY, {
      user_identities: { customer_id: customer.customerId },
      events: [{ event_type: "custom_event", data: { custom_event_type: "other" } }],
    }),
    ...every(10, 1, 3, now).map((at) =>
      send("wifi", at, {
        user_identities: ids,
        user_attributes: { wifi_visits: 3 },
        events: [customEvent("Store Entered", "location", { store: "Store 9" })],
      }),
    ),
  ];
}

export function tablet(now: number): Send[] {
  const kasimir = teller("kasimir", now);
  const [device] = kasimir.customer.devices;
  const linnea = teller("linnea", now, device);
  return every(24, 0.6, 1.3, now).map((at, index) => {
    const { visit, random, customer } = index % 2 === 0 ? kasimir : linnea;
    return visit(0, at, shopping(random, customer));
  });
}
