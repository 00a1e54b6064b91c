import { commerceType } from "../batch/commerce";
import type { BatchEvent } from "../batch/types";

/** The name by which an event is listed and filtered; null for types that have none. */
export function eventName(event: BatchEvent): string | null {
  switch (event.eventType) {
    case "custom_event":
      return event.data.event_name ?? null;
    case "screen_view":
      return event.data.screen_name ?? null;
    case "commerce_event":
      return commerceType(event.data);
    case "application_state_transition":
      return event.data.application_transition_type ?? null;
    case "push_message":
      return event.data.push_message_type ?? null;
    case "breadcrumb":
      return event.data.label ?? null;
    default:
      return null;
  }
}

/** Types whose names count towards the workspace's limit of unique names. */
export function isCountedName(type: BatchEvent["eventType"]): boolean {
  return type === "custom_event" || type === "screen_view";
}
