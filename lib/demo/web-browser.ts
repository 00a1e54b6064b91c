import type { Customer, DemoDevice } from "./customer";
import { type Random, random as randomFrom } from "./random";
import type { BrowserRequest, InputName, LookUpKind, RawBatch, Send } from "./send";

/** Who is signed in on a page. */
export type Account = Pick<Customer, "customerId" | "email">;

type EmailChange = { readonly identity_type: "email"; readonly old_value: string | null; readonly new_value: string };

/** One site in one browser, with the SDK in its pages. It remembers who is signed in. Times are epoch ms. */
export type WebBrowser = {
  identify(at: number): Send;
  login(at: number, account: Account): Send;
  logout(at: number): Send;
  /** Another e-mail address of whoever is signed in, or of an MPID that the page made up. */
  modify(at: number, email: string, mpid?: string): Send;
  /**
   * A visit that ends at `at`: an identify request as the page opens, a login or logout where the account is another
   * than before (null: nobody), and the batch.
   */
  visit(at: number, batch: RawBatch, account: Account | null): Send[];
};

export function webBrowser(
  input: InputName,
  { das }: DemoDevice,
  { environment, ip }: Pick<Customer, "environment" | "ip">,
): WebBrowser {
  const random = choicesOf(das);
  let signedIn: Account | null = null;
  const request = (kind: BrowserRequest["kind"], at: number, body: object, mpid?: string): Send => ({
    input,
    at,
    body: JSON.stringify(body),
    browser: { kind, memory: `${input} ${das}`, ip, ...(mpid ? { mpid } : {}) },
  });
  const common = (at: number) => ({
    client_sdk: { platform: "web", sdk_vendor: "mparticle", sdk_version: SDK_VERSION },
    context: null,
    environment,
    request_id: random.uuid(),
    request_timestamp_ms: at - random.int(20, 400),
  });
  const lookUp = (kind: LookUpKind, at: number): Send => {
    const who = signedIn ? { customerid: signedIn.customerId, email: signedIn.email } : {};
    return request(kind, at, { ...common(at), known_identities: { device_application_stamp: das, ...who } });
  };
  const login = (at: number, account: Account): Send => {
    signedIn = account;
    return lookUp("login", at);
  };
  const logout = (at: number): Send => {
    signedIn = null;
    return lookUp("logout", at);
  };
  return {
    identify: (at) => lookUp("identify", at),
    login,
    logout,
    modify(at, email, mpid) {
      const change: EmailChange = { identity_type: "email", old_value: signedIn?.email ?? null, new_value: email };
      if (signedIn && !mpid) signedIn = { ...signedIn, email };
      return request("modify", at, { ...common(at), identity_changes: [change] }, mpid);
    },
    visit(at, { ip: _, ...batch }, account) {
      const opened = openedAt(batch, at);
      const changed = signedIn?.customerId !== account?.customerId;
      return [
        lookUp("identify", opened),
        ...(changed ? [account ? login(between(opened, at), account) : logout(between(opened, at))] : []),
        request("batch", at, { ...batch, sdk_version: SDK_VERSION }),
      ];
    },
  };
}

const SDK_VERSION = "2.68.0";

/** Choices of its own, so that nobody else's change with them. */
function choicesOf(das: string): Random {
  return randomFrom(Number.parseInt(das.slice(0, 8), 16));
}

/** The batch's first event tells when the page was opened. */
function openedAt({ events }: RawBatch, at: number): number {
  const first = events?.[0]?.data.timestamp_unixtime_ms;
  return typeof first === "number" ? first : at;
}

const between = (from: number, to: number) => Math.round((from + to) / 2);
