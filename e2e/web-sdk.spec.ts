import type { Page } from "@playwright/test";
import { baseUrl, expect, findPerson, stranger, test } from "./demo";
import { inShop, listen, type Running, type ShopSettings, startShop, startTls } from "./web-shop";

type Identified = { readonly status: number; readonly mpid: string };

/** The paths that one host for everything has. */
const oneHost = (host: string) => ({
  v1SecureServiceUrl: `${host}/webevents/v1/JS/`,
  v2SecureServiceUrl: `${host}/webevents/v2/JS/`,
  v3SecureServiceUrl: `${host}/webevents/v3/JS/`,
  configUrl: `${host}/tags/JS/v2/`,
  identityUrl: `${host}/identity/v1/`,
  aliasUrl: `${host}/webevents/v1/identity/`,
});

/** The paths that a host for each API has. */
const manyHosts = (host: string) => ({
  v1SecureServiceUrl: `${host}/v1/JS/`,
  v2SecureServiceUrl: `${host}/v2/JS/`,
  v3SecureServiceUrl: `${host}/v3/JS/`,
  configUrl: `${host}/JS/v2/`,
  identityUrl: `${host}/v1/`,
  aliasUrl: `${host}/v1/identity/`,
  userAudienceUrl: `${host}/v1/`,
});

let stops: Running["stop"][] = [];
test.afterEach(async () => {
  for (const stop of stops) await stop();
  stops = [];
});
async function started(running: Promise<Running>): Promise<string> {
  const { host, stop } = await running;
  stops.push(stop);
  return host;
}

async function openShop(page: Page, settings: ShopSettings): Promise<string> {
  const address = `http://${await started(startShop(settings))}`;
  await page.goto(address);
  return address;
}

test("a visitor of a page with the unmodified SDK signs up, buys, leaves and returns, and is one person", async ({
  as,
  browser,
  demo,
}) => {
  test.setTimeout(120_000);
  const { host } = new URL(baseUrl());
  const { customer_id: customerid, email } = stranger();
  const config = {
    isDevelopmentMode: true,
    forceHttps: false,
    requestConfig: false,
    workspaceToken: "e2e",
    flags: { eventsV3: "100", eventBatchingIntervalMillis: "0" },
    kitConfigs: [],
    ...oneHost(host),
  };
  const context = await browser.newContext();
  const page = await context.newPage();
  const calls = listen(page, host);
  const address = await openShop(page, { key: demo.input("Web").key, config });

  const anonymous = await test.step("an anonymous visit", async () => {
    const { status, mpid } = await inShop<Identified>(page, "start");
    expect(status).toBe(200);
    await inShop(page, "view", "Front page");
    await inShop(page, "seeBoots");
    await inShop(page, "clickBanner");
    await inShop(page, "viewProduct");
    await calls.uploaded('"view_detail"');
    return mpid;
  });

  await test.step("signing up keeps the MPID", async () => {
    const known = await inShop<Identified>(page, "logIn", { customerid, email });
    expect(known).toEqual({ status: 200, mpid: anonymous });
    await inShop(page, "agree");
    await inShop(page, "describe");
    await inShop(page, "forgetCoupon");
    await inShop(page, "log", "Signed Up");
    await inShop(page, "buy");
    await inShop(page, "crash");
    await calls.uploaded("No boots left");
  });

  await test.step("opting out of everything, and back", async () => {
    await inShop(page, "optOut", true);
    await calls.uploaded('"is_opted_out":true');
    const out = await as("Marketer");
    await findPerson(out, demo.shop.id, email);
    await expect(out.getByRole("main").locator("header")).toContainText("Opted out");
    await inShop(page, "optOut", false);
    await calls.uploaded('"is_opted_out":false');
  });

  const left = await test.step("logging out leads to somebody else", async () => {
    const { status, mpid } = await inShop<Identified>(page, "logOut");
    expect(status).toBe(200);
    expect(mpid).not.toBe(anonymous);
    await inShop(page, "view", "After Logout");
    await calls.uploaded("After Logout");
    await inShop(page, "leave");
    await calls.uploaded('"session_end"');
    return mpid;
  });

  await test.step("a later visit begins anonymous and returns by login", async () => {
    await page.goto(address);
    expect(await inShop<Identified>(page, "start")).toEqual({ status: 200, mpid: left });
    expect(await inShop<Identified>(page, "logIn", { customerid, email })).toEqual({ status: 200, mpid: anonymous });
    await inShop(page, "view", "Welcome Back");
    await calls.uploaded("Welcome Back");
  });

  expect(calls.answers.filter(({ status }) => status !== 200 && status !== 202)).toEqual([]);
  await context.close();

  const marketer = await as("Marketer");
  const region = (name: string) => marketer.getByRole("region", { name, exact: true });
  await test.step("the console finds the person by e-mail", async () => {
    expect(await findPerson(marketer, demo.shop.id, email)).toBe(anonymous);
    await expect(region("Identities")).toContainText(customerid);
    await expect(region("Identities")).toContainText(email);
    await expect(marketer.getByRole("main").locator("header")).not.toContainText("Opted out");
  });

  await test.step("with attributes, consent and device", async () => {
    await expect(region("Attributes")).toContainText("Quillwater");
    await expect(region("Attributes")).toContainText("newsletter");
    await expect(region("Attributes").getByRole("row").filter({ hasText: "sizes" })).toContainText("42");
    await expect(region("Attributes")).not.toContainText("MARSH10");
    await expect(region("Consent")).toContainText("Analytics");
    await expect(region("Consent")).toContainText("Opted out of sale");
    await expect(region("Devices")).toContainText("web");
    await expect(region("User details")).toContainText("127.0.0.1");
  });

  await test.step("and everything that they did, before and after signing up", async () => {
    const timeline = marketer.getByRole("region", { name: "Timeline" });
    const eventsOf = async (mpid: string, type: string, ...expected: readonly (string | RegExp)[]) => {
      await marketer.goto(`/activity/users/${mpid}/events?ws=${demo.shop.id}&type=${type}`);
      for (const name of expected) await expect(timeline.getByRole("button", { name }).first()).toBeVisible();
    };
    await eventsOf(anonymous, "screen_view", /^Front page/, /^Welcome Back/);
    await expect(timeline.getByRole("button", { name: /^After Logout/ })).toHaveCount(0);
    await eventsOf(anonymous, "custom_event", /^Signed Up/);
    await eventsOf(anonymous, "crash_report", /^Crash report/);
    await eventsOf(anonymous, "commerce_event", /^Purchase/, /^View detail/, /^Impression/, /^Promotion click/);
    await timeline
      .getByRole("button", { name: /Purchase/ })
      .first()
      .click();
    const panel = marketer.getByRole("complementary", { name: "Details" });
    for (const text of ["Marsh boots", "T-9001", "119.5"]) await expect(panel).toContainText(text);
    await eventsOf(left, "screen_view", /^After Logout/);
  });
});

test.describe("with https in front, the SDK asks everything of this server", () => {
  test.use({ ignoreHTTPSErrors: true });

  for (const [name, hosts] of [
    ["by its domain alone", (host: string) => ({ domain: host })],
    ["by a base for each API", manyHosts],
  ] as const) {
    test(`${name}: configuration, identity, events`, async ({ page, demo }) => {
      const host = await started(startTls(baseUrl()));
      const calls = listen(page, host);
      await openShop(page, { key: demo.input("Web").key, config: { isDevelopmentMode: true, ...hosts(host) } });
      const { mpid } = await inShop<Identified>(page, "start");
      expect(mpid).toMatch(/^-?\d{6,19}$/);
      await inShop(page, "view", "Over TLS");
      await calls.uploaded("Over TLS");
      const paths = new Set(calls.answers.map(({ path }) => path));
      const key = demo.input("Web").key;
      const { identityUrl, v3SecureServiceUrl, configUrl } = "domain" in hosts(host) ? oneHost("") : manyHosts("");
      expect(paths).toEqual(
        new Set([`${configUrl}${key}/config`, `${identityUrl}identify`, `${v3SecureServiceUrl}${key}/events`]),
      );
      expect(calls.answers.every(({ status }) => status === 200 || status === 202)).toBe(true);
    });
  }

  test("audiences, an e-mail that changes, an alias, and a last event by beacon as the page is hidden", async ({
    as,
    page,
    demo,
  }) => {
    const host = await started(startTls(baseUrl()));
    await openShop(page, { key: demo.input("Web").key, config: { isDevelopmentMode: true, ...manyHosts(host) } });
    await inShop(page, "start");
    const { customer_id: customerid, email } = stranger();
    const { mpid } = await inShop<Identified>(page, "logIn", { customerid, email });
    expect(await inShop(page, "audiences")).toEqual({ currentAudienceMemberships: [] });
    expect(await inShop<Identified>(page, "changeEmail", `new-${email}`)).toMatchObject({ status: 200 });
    expect(await inShop(page, "mpid")).toBe(mpid);
    expect((await inShop<Identified>(page, "logOut")).mpid).not.toBe(mpid);
    expect(await inShop<Identified>(page, "logIn", { customerid })).toEqual({ status: 200, mpid });
    expect(await inShop(page, "alias")).toMatchObject({ httpCode: 202 });
    const beacon = page.waitForRequest((request) => request.resourceType() === "ping");
    await inShop(page, "log", "Left The Shop");
    await inShop(page, "hide");
    expect((await beacon).url()).toContain("/v3/JS/");
    const marketer = await as("Marketer");
    await expect(async () => {
      await marketer.goto(`/activity/users/${mpid}/events?ws=${demo.shop.id}&type=custom_event`);
      await expect(marketer.getByRole("button", { name: /^Left The Shop/ })).toBeVisible({ timeout: 3_000 });
    }).toPass();
  });
});

test("a page of an origin that the input does not list gets nothing through", async ({ as, browser, demo }) => {
  const input = demo.input("Web");
  const admin = await as("Admin");
  const settings = admin.getByRole("region", { name: "Settings" });
  const save = async () => {
    await settings.getByRole("button", { name: "Save settings" }).click();
    await expect(admin.getByText("Settings saved").last()).toBeVisible();
    await expect(settings.getByRole("button", { name: "Save settings" })).toBeDisabled();
  };
  const { host } = new URL(baseUrl());
  const config = { forceHttps: false, requestConfig: false, workspaceToken: "e2e", kitConfigs: [], ...manyHosts(host) };
  const page = await browser.newPage();
  const address = await openShop(page, { key: input.key, config });

  await test.step("an Admin lists another origin", async () => {
    await admin.goto(`/setup/inputs/${input.id}?ws=${demo.shop.id}`);
    const field = settings.getByLabel("Allowed origins").first();
    await field.fill("shop.example.com");
    await field.press("Enter");
    await expect(settings.getByRole("alert")).toContainText("needs its scheme");
    await field.fill("https://Shop.example.com/");
    await field.press("Enter");
    await expect(settings.getByRole("list", { name: "Allowed origins" })).toContainText("https://shop.example.com");
    await save();
  });
  expect((await inShop<Identified>(page, "start")).status).toBe(-1);

  await test.step("then this one, and takes the lists away", async () => {
    const field = settings.getByLabel("Allowed origins").first();
    await field.fill(address);
    await field.press("Enter");
    await save();
    await page.goto(address);
    expect((await inShop<Identified>(page, "start")).status).toBe(200);
    for (const origin of ["https://shop.example.com", address]) {
      await settings.getByRole("button", { name: `Remove ${origin}` }).click();
    }
    await save();
  });
  await page.close();
});
