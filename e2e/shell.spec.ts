import { PEOPLE } from "../lib/demo/people";
import { baseUrl, expect, findPerson, pressFor, signIn, test } from "./demo";

test("Ctrl+K takes any identity straight to the person", async ({ as, demo }) => {
  const page = await as("Marketer");
  const mpid = await findPerson(page, demo.shop.id, PEOPLE.bram.email);
  for (const what of [PEOPLE.bram.email, PEOPLE.bram.customerId, mpid]) {
    await page.goto(`/activity/users?ws=${demo.shop.id}`);
    await expect(page.getByRole("navigation", { name: "Sections" })).toBeVisible();
    const palette = page.getByRole("dialog", { name: "Find" });
    await pressFor(page, "Control+k", palette);
    await palette.getByRole("combobox").fill(what);
    await expect(palette.getByRole("option", { name: `Find the user ${what}` })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${baseUrl()}/activity/users/${mpid}?ws=${demo.shop.id}`);
  }
});

test("? lists the keys, g with a letter goes there, / goes to the search field", async ({ as, demo }) => {
  const page = await as("Admin");
  await page.goto(`/setup/inputs?ws=${demo.shop.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Inputs" })).toBeVisible();
  const keys = page.getByRole("dialog", { name: "Keys" });
  await pressFor(page, "?", keys);
  await expect(keys).toContainText("Next row");
  await page.keyboard.press("Escape");
  await expect(keys).toHaveCount(0);
  await page.keyboard.press("g");
  await page.keyboard.press("u");
  await expect(page).toHaveURL(/\/activity\/users\?ws=/);
  const field = page.getByRole("searchbox", { name: "MPID or any identity" });
  await expect(field).toBeVisible();
  await field.blur();
  await page.keyboard.press("/");
  await expect(field).toBeFocused();
});

test("the workspace stays in the address, and the switcher changes it", async ({ as, demo }) => {
  const [shop, journeys] = demo.workspaces;
  if (!shop || !journeys) throw new Error("The demo has two workspaces.");
  const page = await as("Admin");
  await page.goto(`/setup/inputs?ws=${shop.id}`);
  await page.getByRole("button", { name: `Workspace: ${shop.name}` }).click();
  await page.getByRole("menuitem", { name: journeys.name }).click();
  await expect(page).toHaveURL(new RegExp(`/setup/inputs\\?ws=${journeys.id}`));
  await expect(page.getByRole("button", { name: `Workspace: ${journeys.name}` })).toBeVisible();
  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Live Stream" }).click();
  await expect(page).toHaveURL(new RegExp(`/live-stream\\?ws=${journeys.id}`));
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/setup/inputs\\?ws=${journeys.id}`));
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`/setup/inputs\\?ws=${shop.id}`));
  await expect(page.getByRole("button", { name: `Workspace: ${shop.name}` })).toBeVisible();
});

test("a link leads through sign-in to where it points; signing out ends the session", async ({ browser, demo }) => {
  const context = await browser.newContext({ baseURL: baseUrl() });
  const page = await context.newPage();
  const user = demo.users.find(({ role }) => role === "Support Access");
  if (!user) throw new Error("The demo has no Support Access.");
  const path = `/setup/inputs/${demo.input("CRM sync").id}?ws=${demo.shop.id}`;
  await page.goto(path);
  await expect(page).toHaveURL(/\/login\?/);
  await page.getByLabel("Email").fill(user.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Email or password is wrong.")).toBeVisible();
  await page.getByLabel("Password").fill(user.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(`${baseUrl()}${path}`);
  await page.getByRole("button", { name: /^Account of / }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto(path);
  await expect(page).toHaveURL(/\/login\?/);
  await context.close();
});

test("the theme is chosen from the account's menu and stays after a reload", async ({ browser, demo }) => {
  const context = await browser.newContext({ baseURL: baseUrl(), colorScheme: "light" });
  const page = await context.newPage();
  const user = demo.users.find(({ role }) => role === "Audiences Only");
  if (!user) throw new Error("The demo has no Audiences Only.");
  await signIn(page, user);
  const html = page.locator("html");
  await expect(html).not.toHaveClass(/dark/);
  await page.getByRole("button", { name: /^Account of / }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(html).toHaveClass(/dark/);
  await page.reload();
  await expect(html).toHaveClass(/dark/);
  await context.close();
});

test("what is not there, or not allowed, is said in words", async ({ as, demo }) => {
  const page = await as("User");
  const answer = await page.goto(`/activity/users?ws=${demo.shop.id}`);
  expect(answer?.status()).toBeLessThan(500);
  await expect(page.getByRole("heading", { name: "Your role can't open this" })).toBeVisible();
  await expect(page.getByText("user_activity.view")).toBeVisible();
  await page.goto("/setup/inputs/999999999");
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
});
