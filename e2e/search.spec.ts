import { PEOPLE } from "../lib/demo/people";
import { customEvent, expect, findPerson, sendByHttp, stranger, test } from "./demo";

test("one exact hit opens the person; back returns to the search", async ({ as, demo }) => {
  const page = await as("Marketer");
  const mpid = await findPerson(page, demo.shop.id, PEOPLE.ada.email);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Ada Nightjar");
  await page.goBack();
  await expect(page.getByRole("searchbox", { name: "MPID or any identity" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("region", { name: "Recent look-ups" })).toContainText(mpid);
});

test("several people with one identity are all shown, under the identity that matched", async ({ as, demo }) => {
  const page = await as("Marketer");
  const person = stranger();
  for (const environment of ["development", "production"]) {
    const batch = { environment, user_identities: person, events: [customEvent("Seen")] };
    expect(await sendByHttp(demo.input("Store tills"), batch)).toBe(202);
  }
  await page.goto(`/activity/users?ws=${demo.shop.id}&q=${person.customer_id}`);
  const found = page.getByRole("table", { name: "People found" });
  await expect(found.getByRole("link", { name: person.customer_id })).toHaveCount(2);
  await expect(found).toContainText("Customer ID · 2 people");
  await expect(found.getByText("Production")).toBeVisible();
  await expect(found.getByText("Development")).toBeVisible();
  await test.step("j and Enter open one; the copied address shows the same", async () => {
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/activity\/users\/-?\d+\?ws=/);
    await page.goBack();
    await expect(found).toBeVisible();
  });
  await test.step("one environment is enough to make it one hit", async () => {
    await page.goto(`/activity/users?ws=${demo.shop.id}&q=${person.customer_id}&env=production`);
    await expect(page).toHaveURL(/\/activity\/users\/-?\d+\?ws=/);
  });
});

test("nobody found says what was tried and offers similar values", async ({ as, demo }) => {
  const page = await as("Marketer");
  await page.goto(`/activity/users?ws=${demo.shop.id}`);
  await page.getByRole("searchbox", { name: "MPID or any identity" }).fill(PEOPLE.ada.email.slice(0, -4));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /Nobody has exactly/ })).toBeVisible();
  await expect(page.getByText(/Looked in production and development: the exact value/)).toBeVisible();
  const near = page.getByRole("table", { name: "Near misses" });
  await expect(near.getByRole("link", { name: "Ada Nightjar" })).toBeVisible();
});

test("a dropped stranger's batch is offered when the person is not found", async ({ as, demo }) => {
  const page = await as("QA");
  const person = stranger();
  expect(await sendByHttp(demo.input("CRM sync"), { user_identities: person, events: [customEvent("Synced")] })).toBe(
    202,
  );
  await page.goto(`/activity/users?ws=${demo.shop.id}&q=${person.customer_id}`);
  await expect(page.getByRole("heading", { name: /Nobody has exactly/ })).toBeVisible();
  await expect(page.getByRole("table").filter({ hasText: "CRM sync" })).toContainText("Dropped");
});

test("a pasted list becomes a table that can be exported", async ({ as, demo }) => {
  const page = await as("Marketer");
  await page.goto(`/activity/users?ws=${demo.shop.id}`);
  await page.getByRole("link", { name: "Paste a list" }).click();
  const lines = [PEOPLE.ada.email, PEOPLE.bram.customerId, "KF-NOBODY-AT-ALL"];
  await page.getByRole("textbox", { name: "Identifiers, one per line" }).fill(lines.join("\n"));
  await expect(page.getByText("3 identifiers")).toBeVisible();
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByText("2 identifiers found, 1 not found")).toBeVisible();
  const table = page.getByRole("table", { name: "Looked-up identifiers" });
  await expect(table.getByRole("row").filter({ hasText: "KF-NOBODY-AT-ALL" })).toContainText("Not found");
  await expect(table.getByRole("row").filter({ hasText: PEOPLE.ada.email })).toContainText("Email");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});
