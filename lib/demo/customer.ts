import { FIRST_NAMES, LAST_NAMES, OTHER_NAMES, PHONES, PLACES, type Place } from "./catalogue";
import type { Random } from "./random";

export type DeviceKind = "web" | "ios" | "android";

export type DemoDevice = {
  readonly kind: DeviceKind;
  readonly das: string;
  readonly model: string;
  /** Vendor id on iOS, Android ID on Android. */
  readonly vendorId: string;
  readonly advertisingId: string;
  readonly limitAdTracking: boolean;
};

/** An invented customer. Times are epoch ms. */
export type Customer = {
  readonly customerId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly mobile: string;
  readonly place: Place;
  readonly age: number;
  readonly gender: "F" | "M" | "X";
  readonly department: string;
  readonly ip: string;
  readonly environment: "production" | "development";
  readonly devices: readonly DemoDevice[];
  /** First visit. */
  readonly joinedAt: number;
  /** From when on visits are signed in; null: never. */
  readonly knownFrom: number | null;
  /** Also books trips in the second workspace. */
  readonly travels: boolean;
};

export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const MINUTE = 60_000;
export const DAYS = 60;

export function makeDevice(random: Random, kind: DeviceKind): DemoDevice {
  return {
    kind,
    das: random.uuid(),
    model: kind === "web" ? "Browser" : random.pick(PHONES[kind]),
    vendorId: kind === "ios" ? random.uuid().toUpperCase() : random.hex(16),
    advertisingId: kind === "ios" ? random.uuid().toUpperCase() : random.uuid(),
    limitAdTracking: random.chance(0.35),
  };
}

/** The customer number `index`, alike for every seed of the same number. */
export function makeCustomer(random: Random, index: number, now: number): Customer {
  const [firstName, lastName] = random.chance(0.03)
    ? random.pick(OTHER_NAMES)
    : [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)];
  const kinds: DeviceKind[] = random.chance(0.55) ? ["web"] : [random.chance(0.5) ? "ios" : "android"];
  if (random.chance(0.35)) kinds.push(kinds[0] === "web" ? random.pick(["ios", "android"]) : "web");
  if (random.chance(0.06)) kinds.push("web");
  const joinedAt = now - Math.floor((random.chance(0.35) ? 0.9 + 0.1 * random.next() : random.next()) * DAYS * DAY);
  const age = now - joinedAt;
  return {
    customerId: `KF-${200_000 + index}`,
    firstName,
    lastName,
    email: `${ascii(firstName)}.${ascii(lastName)}.${index}@example.com`,
    mobile: `+3165${String(1_000_000 + index * 37).slice(-7)}`,
    place: random.pick(PLACES),
    age: random.int(18, 79),
    gender: random.pick(["F", "M", "X"]),
    department: random.pick(["Jackets", "Footwear", "Bags", "Clothing", "Equipment"]),
    ip: random.chance(0.85) ? `203.0.113.${random.int(1, 254)}` : `2001:db8:${random.hex(4)}::${random.hex(3)}`,
    environment: random.chance(0.06) ? "development" : "production",
    devices: kinds.map((kind) => makeDevice(random, kind)),
    joinedAt,
    knownFrom: random.chance(0.62) ? joinedAt + Math.floor(random.next() ** 2 * age * 0.6) : null,
    travels: random.chance(0.22),
  };
}

function ascii(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
  return plain === "" ? "guest" : plain;
}
