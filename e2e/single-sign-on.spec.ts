import type { Browser, BrowserContext, Page } from "@playwright/test";
import { baseUrl, expect, stranger, test } from "./demo";
import { type Answer, type OidcProvider, startProvider } from "./oidc-provider";

const { OIDC_ISSUER: issuer = "", OIDC_CLIENT_ID: id = "", OIDC_CLIENT_SECRET: secret = "" } = process.env;

let provider: OidcProvider;
test.beforeAll(async () => {
  provider = await startProvider(issuer, { id, secret });
});
test.afterAll(() => provider.stop());

const opened: BrowserContext[] = [];
test.afterEach(async () => {
  for (const context of opened.splice(0)) await context.close();
});

/** A browser in which nobody is signed in yet. */
async function newBrowser(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: baseUrl() });
  opened.push(context);
  return context;
}

const continueButton = (page: Page) => page.getByRole("button", { name: "Continue with Single sign-on" });

/** Goes through sign-in in a browser of its own, as far as it leads. */
async function signInBy(browser: Browser, answer: Answer): Promise<Page> {
  provider.answer(answer);
  const page = await (await newBrowser(browser)).newPage();
  await page.goto("/login");
  await continueButton(page).click();
  return page;
}

const member = (page: Page) => page.getByRole("button", { name: /^Account of / });

/** The sign-in page says this, and nobody is signed in. */
async function expectRefused(page: Page, sentence: RegExp): Promise<void> {
  await expect(page.getByRole("alert").filter({ hasText: sentence }).first()).toBeVisible();
  await expect(page).toHaveURL(/\/login\?/);
  const answer = await page.request.get("/api/live/devices");
  expect(answer.status()).toBe(401);
}

const NOT_INVITED = /nobody with this identity is invited here/;
const NOT_SOUND = /did not give a sound answer/;

async function invite(page: Page, workspaceId: number, email: string): Promise<void> {
  await page.goto(`/settings/members?ws=${workspaceId}`);
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite a member" });
  await dialog.getByLabel("Email").fill(email);
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: "Read Only" }).click();
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await page.getByRole("button", { name: "I have passed it on" }).click();
}

test("an invited person gets in, is known by issuer and subject from then on, and by nothing else", async ({
  as,
  browser,
  demo,
}) => {
  const { email, customer_id: sub } = stranger();
  await invite(await as("Admin"), demo.shop.id, email);
  const claims = { sub, email, email_verified: true, name: "Dunlin Merganser" };

  await test.step("an e-mail that the provider has not verified does not use the invitation", async () => {
    await expectRefused(await signInBy(browser, { claims: { ...claims, email_verified: false } }), NOT_INVITED);
  });
  await test.step("the first time by the invited e-mail", async () => {
    const page = await signInBy(browser, { claims });
    await expect(member(page)).toHaveAccessibleName("Account of Dunlin Merganser");
    await expect(member(page)).toContainText("Read Only");
  });
  await test.step("later by the subject, whatever the e-mail is now", async () => {
    const page = await signInBy(browser, { claims: { ...claims, email: `new-${email}` } });
    await expect(member(page)).toHaveAccessibleName("Account of Dunlin Merganser");
    await page.goto("/settings/account");
    await expect(page.getByRole("main")).toContainText(email);
    await expect(page.getByRole("main")).not.toContainText(`new-${email}`);
  });
  await test.step("another subject with that e-mail is nobody", async () => {
    await expectRefused(await signInBy(browser, { claims: { ...claims, sub: "another" } }), NOT_INVITED);
  });
  await test.step("a link leads through single sign-on to where it points", async () => {
    provider.answer({ claims });
    const page = await (await newBrowser(browser)).newPage();
    await page.goto(`/settings/account?ws=${demo.shop.id}`);
    await continueButton(page).click();
    await expect(page).toHaveURL(`${baseUrl()}/settings/account?ws=${demo.shop.id}`);
  });
});

test("a provider that tells the e-mail at its userinfo endpoint only will do", async ({ as, browser, demo }) => {
  const { email, customer_id: sub } = stranger();
  await invite(await as("Admin"), demo.shop.id, email);
  const claims = { sub, email, email_verified: true, name: "Garganey Eider" };
  const token: Answer["token"] = ({ email: _, email_verified: __, ...short }) => short;
  await expect(member(await signInBy(browser, { claims, token }))).toHaveAccessibleName("Account of Garganey Eider");
});

test("an e-mail alone never opens the account that has a password", async ({ browser, demo }) => {
  const email = demo.users.find(({ role }) => role === "Admin")?.email;
  const page = await signInBy(browser, { claims: { sub: "admin", email, email_verified: true } });
  await expectRefused(page, NOT_INVITED);
});

const past = Math.floor(Date.now() / 1_000) - 3_600;
const FLAWS: Readonly<Record<string, Omit<Answer, "claims">>> = {
  "the nonce of another sign-in": { token: (claims) => ({ ...claims, nonce: "another" }) },
  "another audience": { token: (claims) => ({ ...claims, aud: "another-client" }) },
  "another issuer": { token: (claims) => ({ ...claims, iss: "https://login.example.test" }) },
  "a token that has expired": { token: (claims) => ({ ...claims, iat: past - 60, exp: past }) },
  "a signature by another key": { signature: "foreign" },
  "no signature": { signature: "none" },
  "the state of another sign-in": { state: "another" },
};

test("an answer that is wrong in one point is refused, and uses no invitation", async ({ as, browser, demo }) => {
  // Eight sign-ins.
  test.setTimeout(120_000);
  const { email, customer_id: sub } = stranger();
  await invite(await as("Admin"), demo.shop.id, email);
  const claims = { sub, email, email_verified: true, name: "Smew Gadwall" };
  for (const [flaw, wrong] of Object.entries(FLAWS)) {
    await test.step(flaw, async () => {
      await expectRefused(await signInBy(browser, { claims, ...wrong }), NOT_SOUND);
    });
  }
  await expect(member(await signInBy(browser, { claims }))).toHaveAccessibleName("Account of Smew Gadwall");
});

test("an answer that somebody else fetched does not sign this browser in", async ({ as, browser, demo }) => {
  const { email, customer_id: sub } = stranger();
  await invite(await as("Admin"), demo.shop.id, email);
  provider.answer({ claims: { sub, email, email_verified: true } });
  const { request: theirs } = await newBrowser(browser);
  const { csrfToken } = await (await theirs.get("/api/auth/csrf")).json();
  const begun = await theirs.post("/api/auth/signin/oidc", { form: { csrfToken, json: "true", callbackUrl: "/" } });
  const answer = await theirs.get((await begun.json()).url, { maxRedirects: 0 });
  const page = await (await newBrowser(browser)).newPage();
  await page.goto(answer.headers().location ?? "");
  await expectRefused(page, NOT_SOUND);
});

test("a provider that is down is said in a sentence, and tried anew the next time", async ({ browser }) => {
  await provider.stop();
  const page = await signInBy(browser, { claims: {} });
  await expectRefused(page, /Single sign-on can't be reached/);
  provider = await startProvider(issuer, { id, secret });
  provider.answer({ claims: { sub: "nobody", email: "nobody@example.test", email_verified: true } });
  await continueButton(page).click();
  await expectRefused(page, NOT_INVITED);
});
