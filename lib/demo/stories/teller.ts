import { type Customer, DAY, type DemoDevice } from "../customer";
import { customerOf, PEOPLE, type PersonName } from "../people";
import { type Random, random as randomFrom } from "../random";
import { type InputName, type RawEvent, type Send, send } from "../send";
import { visitBatch } from "../visit";

/** Tells what one named person did: a clock that ends at `now`, choices of their own, visits by device number. */
export type Teller = {
  readonly random: Random;
  readonly now: number;
  readonly customer: Customer;
  visit(
    device: number,
    at: number,
    events: readonly RawEvent[],
    more?: Record<string, unknown>,
    input?: InputName,
  ): Send;
};

export function teller(name: PersonName, now: number, borrowed?: DemoDevice): Teller {
  const named = customerOf(PEOPLE[name], now);
  const customer = borrowed ? { ...named, devices: [borrowed] } : named;
  const random = randomFrom(customer.customerId.length * 31 + customer.age);
  const seen = new Set<number>();
  return {
    random,
    now,
    customer,
    visit(index, at, events, more = {}, input) {
      const device = customer.devices[index];
      if (!device) throw new Error(`${customer.firstName} has no device ${index}.`);
      const signedIn = customer.knownFrom !== null && at >= customer.knownFrom;
      const first = !seen.has(index);
      seen.add(index);
      const batch = visitBatch(random, { customer, device, at, events, signedIn, first });
      return send(input ?? device.kind, at, merge(batch, more));
    },
  };
}

/** Batch fields on top of a visit's; attributes are added to those that are there. */
function merge(batch: Record<string, unknown>, more: Record<string, unknown>): Record<string, unknown> {
  if (!more.user_attributes) return { ...batch, ...more };
  return { ...batch, ...more, user_attributes: Object.assign({}, batch.user_attributes, more.user_attributes) };
}

/** Times from so many days ago to so many days ago, a step apart; oldest first. */
export const every = (from: number, to: number, step: number, now: number) =>
  Array.from(
    { length: Math.floor((from - to) / step) + 1 },
    (_, index) => now - Math.round((from - index * step) * DAY),
  );
