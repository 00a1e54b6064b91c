import type { Page } from "@playwright/test";
import { baseUrl, expect, test } from "./demo";

/** Opens the page as somebody who is not signed in; notes what leaves this origin and what the browser complains of. */
async function openReference(page: Page, hash = ""): Promise<{ outside: string[]; complaints: string[] }> {
  const outside: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== baseUrl() && protocol !== "data:" && protocol !== "blob:") outside.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${baseUrl()}/docs/api${hash}`);
  await expect(page.getByRole("heading", { name: "User Activity View" })).toBeVisible();
  return { outside, complaints };
}

const operations = (page: Page) => page.locator(".opblock-summary-path");

test("the API's description opens without signing in and loads nothing from elsewhere", async ({ page }) => {
  const { outside, complaints } = await openReference(page);
  await expect(operations(page).getByText("/v2/bulkevents", { exact: true })).toBeVisible();
  for (const name of ["/v2/events", "/healthz"]) {
    await operations(page).getByText(name, { exact: true }).click();
    await expect(
      page.locator(".opblock.is-open").filter({ hasText: name }).getByText("Responses").first(),
    ).toBeVisible();
  }
  await page.getByRole("button", { name: "Schemas" }).click();
  await expect(page.locator("section.models").getByText("CommerceEvent")).toBeVisible();
  expect({ outside, complaints }).toEqual({ outside: [], complaints: [] });
});

test("operations are searched by what they do, with the keyboard", async ({ page }) => {
  await openReference(page);
  await page.keyboard.press("/");
  await page.keyboard.type("several batches");
  await expect(operations(page)).toHaveText(["/v2/bulkevents"]);
  await page.getByLabel("Search operations").fill("no such thing");
  await expect(operations(page)).toHaveCount(0);
});

test("an example can be sent from the page, and its answer is shown", async ({ page, demo }) => {
  await openReference(page, "#/Events/uploadEvents");
  const { key, secret } = demo.input("CRM sync");
  await page.getByRole("button", { name: "Authorize" }).first().click();
  const dialog = page.locator(".modal-ux");
  const basic = dialog.locator(".auth-container").filter({ hasText: "KeyAndSecret" });
  await basic.getByLabel("auth-basic-username").fill(key);
  await basic.getByLabel("auth-basic-password").fill(secret);
  await basic.getByRole("button", { name: "Apply credentials" }).click();
  await basic.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Try it out" }).click();
  await page.getByRole("button", { name: "Execute" }).click();
  await expect(page.locator(".live-responses-table .response-col_status").last()).toContainText("202");
});

test("without a key the answer is shown, not a dialog of the browser", async ({ page }) => {
  await openReference(page, "#/Events/uploadEvents");
  await page.getByRole("button", { name: "Try it out" }).click();
  await page.getByRole("button", { name: "Execute" }).click();
  await expect(page.locator(".live-responses-table .response-col_status").last()).toContainText("401");
});

test("the page follows the theme that the console uses", async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await openReference(page);
  expect(await background()).toBe("rgb(247, 246, 242)");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(background).toBe("rgb(20, 20, 17)");
  await page.evaluate(() => localStorage.setItem("theme", "light"));
  await page.reload();
  expect(await background()).toBe("rgb(247, 246, 242)");
});
