import { randomUUID } from "node:crypto";
import { type Person, person, RICH_EVERY } from "./people";

/** Whom the batches are about: people with five attributes, those with 100, or anybody. */
export type Crowd = "plain" | "rich" | "all";

/** So many different people are enough to spread over every page of every index. */
const CROWD = 40_000;
const crowds = new Map<Crowd, readonly Person[]>();

function membersOf(crowd: Crowd, profiles: number): readonly Person[] {
  const rich = Math.floor(profiles / RICH_EVERY) - 1;
  const size = Math.min(CROWD, crowd === "rich" ? rich : profiles - 2);
  return Array.from({ length: size }, () => {
    const offset = crowd === "rich" ? 0 : 1 + Math.floor(Math.random() * (RICH_EVERY - 1));
    const anybody = 3 + Math.floor(Math.random() * (profiles - 2));
    return person(crowd === "all" ? anybody : (1 + Math.floor(Math.random() * rich)) * RICH_EVERY + offset);
  });
}

/** Picks people at random, from those whose ids were hashed when the crowd was first asked for. */
export function crowdOf(crowd: Crowd, profiles: number): () => Person {
  const members = crowds.get(crowd) ?? membersOf(crowd, profiles);
  crowds.set(crowd, members);
  return () => {
    const found = members[Math.floor(Math.random() * members.length)];
    if (!found) throw new Error("The crowd is empty.");
    return found;
  };
}

const series = randomUUID().slice(0, 24);
let requests = 0;

/**
 * A batch of two events, about 970 bytes: signed in, on a phone, three attributes of which one changes nearly always.
 */
export function batchText({ customerId, email, das }: Person, environment = "production"): string {
  const at = Date.now();
  const pick = Math.floor(Math.random() * 900);
  return `{"environment":"${environment}","source_request_id":"${series}${String(++requests).padStart(12, "0")}","mp_deviceid":"${das}","ip":"203.0.113.7","user_identities":{"customer_id":"${customerId}","email":"${email}"},"user_attributes":{"plan":"plus","visits":"${pick}","city":"Larkhaven"},"device_info":{"platform":"Android","device_model":"Pixel 9","os_version":"15","locale_language":"en","locale_country":"GB"},"application_info":{"application_name":"Larkhaven Outfitters","application_version":"7.4.1","package":"example.larkhaven.shop","os":"Android"},"events":[{"event_type":"custom_event","data":{"event_name":"Viewed shelf ${pick % 20}","custom_event_type":"navigation","timestamp_unixtime_ms":${at - 2000},"custom_attributes":{"shelf":"boots","position":"4"}}},{"event_type":"custom_event","data":{"event_name":"Put in basket ${pick % 20}","custom_event_type":"transaction","timestamp_unixtime_ms":${at - 1000},"custom_attributes":{"sku":"LK-${pick}","price":"49.90"}}}]}`;
}

/**
 * An identify request as the browser SDK sends it, about 350 bytes; every so manyth is of somebody new on a new device.
 */
export function identifyText({ customerId, das }: Person, newEvery: number): string {
  const count = ++requests;
  const id = `${series}${String(count).padStart(12, "0")}`;
  const [customer, device] = count % newEvery === 0 ? [`new-${id}`, id] : [customerId, das];
  return `{"client_sdk":{"platform":"web","sdk_vendor":"mparticle","sdk_version":"2.71.2"},"context":null,"environment":"production","request_id":"${id}","request_timestamp_ms":${Date.now()},"previous_mpid":null,"known_identities":{"device_application_stamp":"${device}","customerid":"${customer}"}}`;
}

export function bulkText(next: () => Person, batches: number): string {
  return `[${Array.from({ length: batches }, () => batchText(next())).join(",")}]`;
}
