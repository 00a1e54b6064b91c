import { type DemoProduct, PRODUCTS, TRIPS } from "./catalogue";
import type { Customer } from "./customer";
import type { Random } from "./random";
import type { RawEvent } from "./send";

const round = (amount: number) => Math.round(amount * 100) / 100;

export function customEvent(name: string, type: string, custom_attributes?: Record<string, unknown>): RawEvent {
  return { event_type: "custom_event", data: { event_name: name, custom_event_type: type, custom_attributes } };
}

export function screenView(screen_name: string): RawEvent {
  return { event_type: "screen_view", data: { screen_name } };
}

function line(product: DemoProduct, quantity: number, position: number) {
  const { id, name, brand, category, price } = product;
  return { id, name, brand, category, price, quantity, position, total_product_amount: round(price * quantity) };
}

/** A commerce event about some products; a purchase has its totals. */
export function productAction(
  action: string,
  products: readonly DemoProduct[],
  random: Random,
  currency_code: string,
): RawEvent {
  const lines = products.map((product, index) => line(product, random.chance(0.2) ? 2 : 1, index + 1));
  const total = lines.reduce((sum, { total_product_amount }) => sum + total_product_amount, 0);
  const sale = action === "purchase" || action === "refund";
  return {
    event_type: "commerce_event",
    data: {
      currency_code,
      product_action: {
        action,
        ...(sale
          ? {
              transaction_id: `T-${random.hex(10).toUpperCase()}`,
              affiliation: "Kestrel & Finch",
              total_amount: round(total * 1.21),
              tax_amount: round(total * 0.21),
              shipping_amount: total > 75 ? 0 : 4.95,
              ...(random.chance(0.2) ? { coupon_code: "FLEDGLING10" } : {}),
            }
          : {}),
        products: lines,
      },
    },
  };
}

export function promotion(action: "view" | "click", random: Random): RawEvent {
  const [id, name] = random.pick([
    ["P-AUTUMN", "Autumn Layers"],
    ["P-PACK", "Pack Light Weekend"],
    ["P-GIFT", "Gifts Under 50"],
  ] as const);
  const promotions = [{ id, name, creative: `${id.toLowerCase()}-banner`, position: "home top" }];
  return { event_type: "commerce_event", data: { promotion_action: { action, promotions } } };
}

function impressions(random: Random, department: string): RawEvent {
  const shown = random.some(PRODUCTS, 3).map((product, index) => line(product, 1, index + 1));
  return {
    event_type: "commerce_event",
    data: { product_impressions: [{ product_impression_list: `${department} picks`, products: shown }] },
  };
}

/** What somebody does in the shop during one visit: looks around, sometimes buys. */
export function shopping(random: Random, customer: Customer): RawEvent[] {
  const { department, place } = customer;
  const liked = PRODUCTS.filter(({ category }) => category === department);
  const viewed = random.some(random.chance(0.7) ? liked : PRODUCTS, random.int(1, 2));
  const events: RawEvent[] = [screenView(random.chance(0.6) ? "Home" : department)];
  if (random.chance(0.18)) events.push(promotion(random.chance(0.3) ? "click" : "view", random));
  if (random.chance(0.15)) events.push(impressions(random, department));
  if (random.chance(0.002)) events.push({ event_type: "opt_out", data: { is_opted_out: true } });
  if (random.chance(0.2)) {
    const words = random.pick(["rain jacket", "boots 41", "gift", "tent two persons", "merino", "cabin trolley"]);
    events.push(customEvent("Search", "search", { query: words, results: random.int(0, 48) }));
  }
  events.push(productAction("view_detail", viewed, random, place.currency));
  if (!random.chance(0.4)) return events;
  events.push(productAction("add_to_cart", viewed, random, place.currency));
  if (random.chance(0.15)) {
    events.push(productAction("remove_from_cart", viewed.slice(0, 1), random, place.currency));
    return events;
  }
  if (!random.chance(0.55)) return events;
  events.push(productAction("checkout", viewed, random, place.currency));
  if (random.chance(0.8)) events.push(productAction("purchase", viewed, random, place.currency));
  return events;
}

/** What somebody does on the travel pages. */
export function travelling(random: Random, customer: Customer): RawEvent[] {
  const trip = random.pick(TRIPS);
  const events = [
    screenView("Journeys"),
    customEvent("Trip Viewed", "navigation", { trip: trip.name, theme: trip.category, nights: random.int(2, 8) }),
  ];
  if (random.chance(0.3)) {
    events.push(customEvent("Dates Checked", "search", { trip: trip.name, party: random.int(1, 5), month: "May" }));
  }
  if (random.chance(0.12)) events.push(productAction("purchase", [trip], random, customer.place.currency));
  return events;
}

/** Things that happen only in apps. */
export function appMoments(random: Random): RawEvent[] {
  const events: RawEvent[] = [];
  if (random.chance(0.12)) {
    events.push({
      event_type: "push_message",
      data: {
        push_message_type: "action",
        action_identifier: "open_offer",
        application_state: "background",
        network: "apn",
      },
    });
  }
  if (random.chance(0.05)) {
    events.push({
      event_type: "network_performance",
      data: {
        http_verb: "GET",
        url: "https://shop.example.com/api/basket",
        time_elapsed: random.int(40, 900),
        response_code: 200,
        bytes_in: random.int(500, 9000),
        bytes_out: 320,
      },
    });
  }
  if (random.chance(0.03))
    events.push({ event_type: "breadcrumb", data: { label: "Opened the size guide", session_number: 4 } });
  if (random.chance(0.015)) {
    events.push({
      event_type: "crash_report",
      data: {
        class_name: "BasketViewModel",
        severity: "fatal",
        message: "Index 3 out of range",
        stack_trace: "BasketViewModel.remove(at:)\nBasketView.body",
        exception_handled: false,
      },
    });
  }
  return events;
}
