import { type IdentityEndpoint, toIdentityIngestRequest } from "../identity-api";
import { type Incoming, type IngestRequest, ingest, openWriter, toIngestRequest, type Writer } from "../ingest";
import { findInput } from "../inputs/find-input";
import type { Mpid } from "../int64";
import type { BrowserRequest, InputName, Send } from "./send";

/** Requests of one call of `ingest`. */
const CALL = 100;

/** The company while its past is sent to it. */
export type Recipient = {
  /** Key of each input, by which its rules are found. */
  readonly keys: ReadonlyMap<InputName, string>;
  /** What the identity API answered each browser last. */
  readonly mpids: Map<string, Mpid>;
  /** So many requests more have been stored. */
  took(count: number): void;
};

/** Sends what inputs sent, in order, as if it were received at the times that it tells. */
export async function deliver(sends: readonly Send[], company: Recipient): Promise<void> {
  const writer = await openWriter();
  try {
    for (let start = 0; start < sends.length; ) {
      const end = endOfCall(sends, start, company.mpids);
      await deliverCall(writer, sends.slice(start, end), company);
      company.took(end - start);
      start = end;
    }
  } finally {
    await writer.close();
  }
}

/**
 * As many as one call takes. A browser without an MPID sends nothing before it has its answer, nor does one whose user
 * changes: what it sends next is of the next call.
 */
export function endOfCall(sends: readonly Send[], start: number, mpids: ReadonlyMap<string, unknown>): number {
  const waiting = new Set<string>();
  const most = Math.min(start + CALL, sends.length);
  for (let end = start; end < most; end++) {
    const { browser } = sends[end] ?? {};
    if (!browser) continue;
    const { kind, memory } = browser;
    if (waiting.has(memory)) return end;
    if (kind === "login" || kind === "logout" || (kind === "identify" && !mpids.has(memory))) waiting.add(memory);
  }
  return most;
}

async function deliverCall(writer: Writer, sends: readonly Send[], { keys, mpids }: Recipient): Promise<void> {
  const requests = await Promise.all(sends.map((send) => requestOf(send, keys, mpids)));
  const { answers } = await ingest(writer, requests);
  sends.forEach(({ browser }, place) => {
    const answer = answers[place];
    if (!answer || answer.stale) throw new Error("The demo's inputs changed while it was being seeded.");
    const mpid = answer.batches[0]?.mpid;
    if (mpid && browser && browser.kind !== "batch" && browser.kind !== "modify") mpids.set(browser.memory, mpid);
  });
}

async function requestOf(
  { input, at, body, browser }: Send,
  keys: ReadonlyMap<InputName, string>,
  mpids: ReadonlyMap<string, Mpid>,
): Promise<IngestRequest> {
  const credential = await findInput(keys.get(input) ?? "");
  if (!credential) throw new Error(`The demo has no input named ${input}.`);
  const mpid = browser?.mpid ?? mpids.get(browser?.memory ?? "");
  const bytes = Buffer.from(browser ? withMpid(body, browser.kind, mpid) : body);
  const incoming = { credential, receivedAt: at, body: bytes, byteSize: bytes.byteLength };
  if (!browser) return await toIngestRequest({ ...incoming, kind: "single", path: "/v2/events" });
  return await browserRequestOf(browser, incoming, mpid);
}

async function browserRequestOf(
  { kind, ip }: BrowserRequest,
  incoming: Omit<Incoming, "path">,
  mpid: string | undefined,
): Promise<IngestRequest> {
  if (kind === "batch") {
    return await toIngestRequest({ ...incoming, kind: "browser", path: "/v3/JS/:key/events", clientIp: ip });
  }
  if (kind === "modify" && mpid === undefined) throw new Error("The demo modifies nobody before they are known.");
  const endpoint: IdentityEndpoint = kind === "modify" ? { kind, mpid: mpid ?? "" } : { kind };
  const path = kind === "modify" ? `/v1/${mpid}/modify` : `/v1/${kind}`;
  return await toIdentityIngestRequest(endpoint, { ...incoming, path });
}

/** The body with the MPID that the browser remembers, where it names one. */
function withMpid(body: string, kind: BrowserRequest["kind"], mpid: string | undefined): string {
  if (mpid === undefined || kind === "modify") return body;
  return `{"${kind === "batch" ? "mpid" : "previous_mpid"}":"${mpid}",${body.slice(1)}`;
}
