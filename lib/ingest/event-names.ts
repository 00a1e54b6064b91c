import type { PlannedBatch } from "./plan";
import { eventNameKey, type State } from "./state";

export type NewEventName = { readonly workspaceId: number; readonly type: string; readonly name: string };

/**
 * Names that the workspace sees for the first time, as far as its limit allows, and how many are over it.
 * https://docs.mparticle.com/guides/default-service-limits; keeping the event of a name over the limit is ours.
 */
export function newEventNames({ names, rules }: PlannedBatch, state: State): { fresh: NewEventName[]; over: number } {
  const { workspaceId, eventNameLimit } = rules;
  const room = eventNameLimit - (state.eventNameCounts.get(workspaceId) ?? 0);
  const unknown = new Map<string, NewEventName>();
  for (const { type, name } of names) {
    const key = eventNameKey(workspaceId, type, name);
    if (!state.eventNames.has(key)) unknown.set(key, { workspaceId, type, name });
  }
  const fresh = [...unknown.values()].slice(0, Math.max(room, 0));
  return { fresh, over: unknown.size - fresh.length };
}
