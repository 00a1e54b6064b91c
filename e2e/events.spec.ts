import type { Page } from "@playwright/test";
import { PEOPLE } from "../lib/demo/people";
import { expect, findPerson, test } from "./demo";

async function openEvents(page: Page, workspaceId: number, who: string): Promise<void> {
  const mpid = await findPerson(page, workspaceId, who);
  await page.goto(`/activity/users/${mpid}/events?ws=${workspaceId}`);
  await expect(page.getByRole("region", { name: "Timeline" }).getByRole("button").first()).toBeVisible();
}

test("filters stand in the address, a copied link shows the same, back undoes them", async ({ as, demo }) => {
  const page = await as("Marketer");
  await openEvents(page, demo.shop.id, PEOPLE.ada.customerId);
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline.getByRole("button", { name: /^Web/ }).first()).toBeVisible();
  await page.getByRole("button", { name: "Input", exact: true }).click();
  await page.getByRole("checkbox", { name: "Store tills" }).check();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(new RegExp(`input=${demo.input("Store tills").id}`));
  await expect(timeline.getByRole("button", { name: /^Store tills/ }).first()).toBeVisible();
  await expect(timeline.getByRole("button", { name: /^Web/ })).toHaveCount(0);
  const copy = await as("Marketer");
  await copy.goto(page.url());
  const copied = copy.getByRole("region", { name: "Timeline" });
  await expect(copied.getByRole("button", { name: /^Store tills/ }).first()).toBeVisible();
  await expect(copied.getByRole("button", { name: /^Web/ })).toHaveCount(0);
  await page.goBack();
  await expect(page).not.toHaveURL(/input=/);
  await expect(timeline.getByRole("button", { name: /^Web/ }).first()).toBeVisible();
});

test("filters that hide everything say so and can be cleared", async ({ as, demo }) => {
  const page = await as("Marketer");
  const mpid = await findPerson(page, demo.shop.id, PEOPLE.ada.customerId);
  await page.goto(`/activity/users/${mpid}/events?ws=${demo.shop.id}&type=uninstall`);
  await expect(page.getByRole("heading", { name: "No event passes the filters" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await expect(page.getByRole("region", { name: "Timeline" }).getByRole("button").first()).toBeVisible();
});

test("highlights mark events and stay in the address", async ({ as, demo }) => {
  const page = await as("Marketer");
  await openEvents(page, demo.shop.id, PEOPLE.tariq.customerId);
  await page.getByRole("button", { name: "Highlight", exact: true }).click();
  await page.getByRole("checkbox", { name: "Step Counted" }).check();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/mark=custom_event/);
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline.getByRole("button", { name: /Step Counted highlighted/ }).first()).toBeVisible();
});

test("j, k and Esc walk the timeline; the panel shows the event, its batch and its JSON", async ({ as, demo }) => {
  const page = await as("Marketer");
  await openEvents(page, demo.shop.id, PEOPLE.tariq.customerId);
  const panel = page.getByRole("complementary", { name: "Details" });
  await expect(page.getByText(/^Last updated/)).toBeVisible();
  await page.keyboard.press("j");
  await expect(panel.getByRole("heading", { name: /^Batch from/ })).toBeVisible();
  await page.keyboard.press("j");
  await expect(panel.getByRole("tab", { name: "Event" })).toBeVisible();
  await expect(panel).toContainText("Event ID");
  const event = new URL(page.url()).searchParams.get("event");
  expect(event).toMatch(/\S/);
  await panel.getByRole("tab", { name: "JSON" }).click();
  await expect(page).toHaveURL(/tab=json/);
  await expect(panel).toContainText('"event_type"');
  await page.keyboard.press("k");
  await expect(panel.getByRole("heading", { name: /^Batch from/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(page).not.toHaveURL(/event=/);
});

test("a link to one event opens it for whoever gets it", async ({ as, demo }) => {
  const page = await as("Marketer");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openEvents(page, demo.shop.id, PEOPLE.tariq.customerId);
  const timeline = page.getByRole("region", { name: "Timeline" });
  await timeline
    .getByRole("button", { name: /Step Counted/ })
    .first()
    .click();
  const panel = page.getByRole("complementary", { name: "Details" });
  await expect(panel.getByRole("heading", { name: "Step Counted" })).toBeVisible();
  await panel.getByRole("button", { name: "Link" }).click();
  await expect(page.getByText("Link copied")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await as("Admin");
  await other.goto(link);
  const opened = other.getByRole("complementary", { name: "Details" });
  await expect(opened.getByRole("heading", { name: "Step Counted" })).toBeVisible();
  await expect(other.getByRole("button", { name: /Step Counted/, pressed: true })).toBeInViewport();
});

test("five thousand events scroll to older pages", async ({ as, demo }) => {
  const page = await as("Marketer");
  await openEvents(page, demo.shop.id, PEOPLE.tariq.customerId);
  const timeline = page.getByRole("region", { name: "Timeline" });
  const height = () => timeline.evaluate((element) => element.scrollHeight);
  const before = await height();
  await timeline.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect.poll(height).toBeGreaterThan(before);
  expect(await timeline.getByRole("button").count()).toBeLessThan(120);
});
