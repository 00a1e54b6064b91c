import { PEOPLE } from "../lib/demo/people";
import { customEvent, expect, openLiveStream, sendByHttp, stranger, test } from "./demo";

test("pause keeps receiving and counts; going on shows what came", async ({ as, demo }) => {
  const page = await as("QA");
  const grid = await openLiveStream(page, demo.shop.id);
  await page.getByRole("button", { name: "Pause" }).click();
  const [one, two] = [stranger(), stranger()];
  for (const person of [one, two]) {
    expect(
      await sendByHttp(demo.input("Store tills"), { user_identities: person, events: [customEvent("Paused")] }),
    ).toBe(202);
  }
  await expect(page.getByRole("button", { name: /^Resume \(2\)/ })).toBeVisible();
  await expect(grid.getByText(one.customer_id)).toHaveCount(0);
  await page.getByRole("main").press("Space");
  await expect(grid.getByRole("row").filter({ hasText: one.customer_id })).toBeVisible();
  await expect(grid.getByRole("row").filter({ hasText: two.customer_id })).toBeVisible();
  await expect(page.getByText("missed 0")).toBeVisible();
});

test("clear empties the list and keeps the filters", async ({ as, demo }) => {
  const page = await as("QA");
  const grid = await openLiveStream(page, demo.shop.id);
  const person = stranger();
  const text = page.getByRole("searchbox", { name: "Identity, MPID or text" });
  await text.fill(person.customer_id);
  await page.getByRole("button", { name: "Clear entries" }).click();
  await expect(page.getByRole("heading", { name: "Cleared" })).toBeVisible();
  await expect(text).toHaveValue(person.customer_id);
  await expect(page).toHaveURL(/q=E2E-/);
  for (const user_identities of [person, stranger()]) {
    expect(await sendByHttp(demo.input("Store tills"), { user_identities, events: [customEvent("After")] })).toBe(202);
  }
  await expect(grid.getByRole("row").filter({ hasText: "After" })).toHaveCount(1);
  await expect(grid.getByRole("row")).toContainText(person.customer_id);
});

test("one input's batches only, and the link shows the same", async ({ as, demo }) => {
  const page = await as("QA");
  const grid = await openLiveStream(page, demo.shop.id);
  await page.getByRole("combobox", { name: "Input" }).click();
  await page.getByRole("option", { name: "CRM sync" }).click();
  await expect(page).toHaveURL(new RegExp(`input=${demo.input("CRM sync").id}`));
  const [shown, hidden] = [stranger(), stranger()];
  const events = [customEvent("Filtered")];
  expect(await sendByHttp(demo.input("Store tills"), { user_identities: hidden, events })).toBe(202);
  expect(await sendByHttp(demo.input("CRM sync"), { user_identities: shown, events })).toBe(202);
  await expect(grid.getByRole("row").filter({ hasText: shown.customer_id })).toContainText("Dropped");
  await expect(grid.getByText(hidden.customer_id)).toHaveCount(0);
  const copy = await as("QA");
  await copy.goto(page.url());
  await expect(copy.getByRole("row").filter({ hasText: shown.customer_id })).toBeVisible();
  await expect(copy.getByRole("row").filter({ hasText: hidden.customer_id })).toHaveCount(0);
});

test("duplicates and rejected batches are there, each with its reason in words", async ({ as, demo }) => {
  const page = await as("QA");
  const grid = await openLiveStream(page, demo.shop.id);
  const { customer_id } = stranger();
  const batch = { source_request_id: customer_id, user_identities: { customer_id }, events: [customEvent("Twice")] };
  expect(await sendByHttp(demo.input("Store tills"), batch)).toBe(202);
  expect(await sendByHttp(demo.input("Store tills"), batch)).toBe(202);
  expect(await sendByHttp(demo.input("Store tills"), { ...batch, events: [{ event_type: "custom_event" }] })).toBe(400);
  const outcome = (name: string) => grid.getByRole("row").filter({ hasText: name }).first();
  await expect(outcome("Duplicate")).toContainText("sent the same source_request_id before");
  await expect(outcome("Rejected")).toBeVisible();
});

test("a click shows the batch beside the list: decision, events, JSON, and the person", async ({ as, demo }) => {
  const page = await as("QA");
  const grid = await openLiveStream(page, demo.shop.id);
  const { customerId } = PEOPLE.quill;
  const name = `Detail ${stranger().customer_id}`;
  const batch = { user_identities: { customer_id: customerId }, events: [customEvent(name)] };
  expect(await sendByHttp(demo.input("Store tills"), batch)).toBe(202);
  await grid.getByRole("row").filter({ hasText: name }).click();
  await expect(page).toHaveURL(/batch=/);
  const panel = page.getByRole("complementary", { name: "Details" });
  await expect(panel).toContainText("How the person was found");
  await panel.getByRole("tab", { name: "Events (1)" }).click();
  await expect(panel).toContainText(name);
  await panel.getByRole("tab", { name: "JSON" }).click();
  await expect(panel).toContainText('"user_identities"');
  await page.reload();
  await expect(panel).toContainText('"user_identities"');
  await panel.getByRole("link", { name: "Open person" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Quill Testbird");
});
