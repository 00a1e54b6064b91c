import { attributeKey, type Batch } from "../batch";

/**
 * User attributes that a browser SDK's batch removes. Its `user_attributes` are everything that the page knows of the
 * person, so a missing key alone means nothing; one that an event tells to be deleted, and that is gone, does.
 * Ours, by what the SDK sends: https://github.com/mParticle/mparticle-web-sdk
 */
export function removedAttributes({ events, userAttributes }: Batch): string[] {
  const removed = new Set<string>();
  for (const event of events) {
    if (event.eventType !== "user_attribute_change" || event.data.deleted !== true) continue;
    const name = event.data.user_attribute_name;
    const key = name === undefined ? "" : attributeKey(name);
    if (key !== "" && !Object.hasOwn(userAttributes, key)) removed.add(key);
  }
  return [...removed];
}
