import { createHash } from "node:crypto";

/**
 * The invented people of the bench, by number from 1: the same ids here and in the set-based SQL that makes them.
 * Hashed, so that neighbours in number lie far apart in every index, as they do in life.
 */
export type Person = {
  readonly mpid: string;
  readonly customerId: string;
  readonly email: string;
  readonly das: string;
};

/** Every so manyth person has 100 attributes, the others five. */
export const RICH_EVERY = 20;
export const RICH_ATTRIBUTES = 100;
/** The person with 100,000 events and the one with 100. */
export const HEAVY = { number: 1, batches: 50_000 };
export const LIGHT = { number: 2, batches: 50 };

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const uuid = (hex: string) => [0, 8, 12, 16, 20].map((from, part) => hex.slice(from, UUID_ENDS[part])).join("-");
const UUID_ENDS = [8, 12, 16, 20, 32];

export function person(number: number): Person {
  return {
    mpid: BigInt.asIntN(64, BigInt(`0x${md5(`mpid ${number}`).slice(0, 16)}`)).toString(),
    customerId: `shopper-${md5(`customer ${number}`).slice(0, 12)}`,
    email: `${md5(`email ${number}`).slice(0, 10)}.${number}@people.example`,
    das: uuid(md5(`stamp ${number}`)),
  };
}

/** The same as SQL expressions over a number `n`. */
export const PERSON_SQL = {
  mpid: "('x' || left(md5('mpid ' || n), 16))::bit(64)::bigint",
  customerId: "'shopper-' || left(md5('customer ' || n), 12)",
  email: "left(md5('email ' || n), 10) || '.' || n || '@people.example'",
  das: "md5('stamp ' || n)::uuid::text",
  advertisingId: "md5('advertising ' || n)::uuid::text",
};
