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
export type Send = {
  readonly input: InputName;
  readonly at: number;
  readonly body: string;
  /** Absent: a batch that a server or an app sent. */
  readonly browser?: BrowserRequest;
};

/** What a page with the browser SDK asks or tells. Its MPID is no part of the body: the seed puts in what was answered. */
export type BrowserRequest = {
  readonly kind: "batch" | LookUpKind | "modify";
  /** The browser and the site whose cookies it keeps: whoever it was answered last is its MPID. */
  readonly memory: string;
  readonly ip: string;
  /** Another MPID than the remembered one. */
  readonly mpid?: string;
};

export type LookUpKind = "identify" | "login" | "logout";

export type RawEvent = { event_type: string; data: Record<string, unknown> };
export type RawBatch = Record<string, unknown> & { events?: RawEvent[] };

export function send(input: InputName, at: number, batch: RawBatch): Send {
  return { input, at, body: JSON.stringify(batch) };
}
