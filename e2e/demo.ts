import { type BrowserContext, test as base, expect, type Locator, type Page } from "@playwright/test";
import mParticle, { type SdkBatch, type SdkEventsApi } from "mparticle";
import type { Role } from "../lib/access/permissions";
import { type DemoFile, type DemoInput, readDemoFile } from "../lib/demo/demo-file";

// The SDK makes its header with `new Buffer`.
process.noDeprecation = true;

/** The demo that global-setup started: its accounts, workspaces, keys. */
export async function readDemo(): Promise<DemoFile> {
  const file = await readDemoFile(process.env.E2E_DATA_DIR ?? "");
  if (!file) throw new Error("There is no demo.json in E2E_DATA_DIR.");
  return file;
}

/** The address of the server, without a slash at its end. */
export function baseUrl(): string {
  const url = process.env.E2E_URL;
  if (!url) throw new Error("E2E_URL is not set.");
  return url;
}

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;
const sessions = new Map<Role, Session>();

export type Demo = DemoFile & {
  /** The first workspace, which most tests are about. */
  readonly shop: DemoFile["workspaces"][number];
  input(name: string): DemoInput;
};

type Fixtures = {
  demo: Demo;
  /** A page of somebody who is signed in: through the form the first time, later with what that session left. */
  as: (role: Role) => Promise<Page>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
  demo: async ({}, use) => {
    const file = await readDemo();
    const [shop] = file.workspaces;
    if (!shop) throw new Error("The demo has no workspace.");
    const input = (name: string) => {
      const found = shop.inputs.find((one) => one.name === name);
      if (!found) throw new Error(`The demo has no input ${name}.`);
      return found;
    };
    await use({ ...file, shop, input });
  },
  as: async ({ browser, demo }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (role) => {
      const storageState = sessions.get(role);
      const context = await browser.newContext({ baseURL: baseUrl(), storageState });
      contexts.push(context);
      const page = await context.newPage();
      if (!storageState) {
        const user = demo.users.find((one) => one.role === role);
        if (!user) throw new Error(`The demo has no ${role}.`);
        await signIn(page, user);
        sessions.set(role, await context.storageState());
      }
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

/** The next page of this role signs in anew; for tests that end its sessions. */
export function forgetSession(role: Role): void {
  sessions.delete(role);
}

/** Signs in through the form and waits for the console. */
export async function signIn(page: Page, user: { readonly email: string; readonly password: string }): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Email").fill(user.email);
  await page.getByLabel("Password").fill(user.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation", { name: "Sections" })).toBeVisible();
}

let last = 0;

/** Somebody whom no earlier test has made. */
export function stranger(): { readonly customer_id: string; readonly email: string } {
  last = Math.max(last + 1, Date.now());
  return { customer_id: `E2E-${last}`, email: `visitor-${last}@example.com` };
}

function sdk(input: DemoInput): SdkEventsApi {
  const client = new mParticle.ApiClient();
  client.basePath = `${baseUrl()}/v2`;
  return new mParticle.EventsApi(new mParticle.Configuration(input.key, input.secret), client);
}

/** A development batch with one custom event, as the SDK's user writes it. */
export function sdkBatch(identities: Readonly<Record<string, string>>, eventName: string): SdkBatch {
  const batch = new mParticle.Batch("development");
  batch.user_identities = identities;
  const event = Object.assign(new mParticle.AppEvent(), { event_name: eventName, custom_event_type: "other" });
  batch.addEvent(event);
  return batch;
}

/** Sends by the official Node SDK and gives the HTTP status of what was taken; anything else throws. */
export function sendBySdk(input: DemoInput, batch: SdkBatch): Promise<number> {
  return new Promise((resolve, reject) => {
    sdk(input).uploadEvents(batch, (error, _data, response) =>
      error ? reject(error) : resolve(response?.status ?? 0),
    );
  });
}

/** Sends one batch as plain HTTP and gives the status. */
export async function sendByHttp(
  input: DemoInput,
  batch: Readonly<Record<string, unknown>>,
  to = baseUrl(),
): Promise<number> {
  const response = await fetch(`${to}/v2/events`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Basic ${Buffer.from(`${input.key}:${input.secret}`).toString("base64")}`,
    },
    body: JSON.stringify({ environment: "development", ...batch }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Sets account-level values as a program does: with a token of the demo's API credential. */
export async function putAccountValues(
  { orgId, accountId, shop, apiCredentials: [credential] }: Demo,
  mpid: string,
  values: Readonly<Record<string, unknown>>,
): Promise<Response> {
  const json = { "content-type": "application/json" };
  const answer = await fetch(`${baseUrl()}/oauth/token`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({
      client_id: credential?.clientId,
      client_secret: credential?.clientSecret,
      audience: baseUrl(),
      grant_type: "client_credentials",
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  return await fetch(`${baseUrl()}/userprofile/v1/${orgId}/${accountId}/${shop.id}/${mpid}/account_attributes`, {
    method: "PUT",
    headers: { ...json, authorization: `Bearer ${token}` },
    body: JSON.stringify({ account_user_attributes: values }),
  });
}

/** An event for `sendByHttp`. */
export function customEvent(name: string) {
  return { event_type: "custom_event", data: { event_name: name, custom_event_type: "other" } };
}

/** Opens the Live Stream and waits until its connection is up. */
export async function openLiveStream(page: Page, workspaceId: number, query = ""): Promise<Locator> {
  await page.goto(`/live-stream?ws=${workspaceId}${query}`);
  await expect(page.getByRole("status").filter({ hasText: /^Live/ })).toBeVisible();
  return page.getByRole("grid", { name: "Batches, newest first" });
}

/** Presses a key of the page's own until what it opens is there: a page that still loads does not hear it. */
export async function pressFor(page: Page, key: string, opened: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(opened).toBeVisible({ timeout: 1_000 });
  }).toPass();
}

/** Searches in the one field and opens the only hit; gives the MPID of the address. */
export async function findPerson(page: Page, workspaceId: number, what: string): Promise<string> {
  await page.goto(`/activity/users?ws=${workspaceId}`);
  await page.getByRole("searchbox", { name: "MPID or any identity" }).fill(what);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/\/activity\/users\/-?\d+\?ws=\d+$/);
  return mpidOf(page);
}

/** The MPID in the address of a person's page. */
export function mpidOf(page: Page): string {
  const [, mpid] = /\/activity\/users\/(-?\d+)/.exec(page.url()) ?? [];
  if (!mpid) throw new Error(`No person is open at ${page.url()}.`);
  return mpid;
}

export { expect };
