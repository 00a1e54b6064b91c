/** The inputs of the demo, by a name of their own; company.ts makes them. */
export type InputName =
  | "web"
  | "ios"
  | "android"
  | "till"
  | "crm"
  | "wifi"
  | "pouncer"
  | "upload"
  | "journeysWeb"
  | "journeysIos"
  | "booking"
  | "reviews"
  | "labWeb"
  | "labFeed";

/** One request of the demo's past: what some input sent, and when it was received (epoch ms). */
export type Send = { readonly input: InputName; readonly at: number; readonly body: string };

export type RawEvent = { event_type: string; data: Record<string, unknown> };
export type RawBatch = Record<string, unknown> & { events?: RawEvent[] };

export function send(input: InputName, at: number, batch: RawBatch): Send {
  return { input, at, body: JSON.stringify(batch) };
}
