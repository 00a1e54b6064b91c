import { PEOPLE } from "../lib/demo/people";
import { expect, findPerson, mpidOf, test } from "./demo";

test("Information shows every section of a person, and each has an address", async ({ as, demo }) => {
  const page = await as("Marketer");
  await findPerson(page, demo.shop.id, PEOPLE.ada.customerId);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Nightjar");
  const region = (name: string) => page.getByRole("region", { name, exact: true });
  await expect(region("User details")).toContainText(mpidOf(page));
  await expect(region("Workspace usage")).toContainText("Finch Journeys");
  await expect(region("Identities")).toContainText(PEOPLE.ada.email);
  await expect(region("Devices")).toContainText("iOS");
  await expect(region("Attributes")).toContainText("loyalty_tier");
  await expect(region("Consent")).toContainText("Email marketing");
  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Raw JSON" }).click();
  await expect(page).toHaveURL(/#json$/);
  await expect(region("Raw JSON")).toBeInViewport();
  await expect(region("Raw JSON")).toContainText(`"mpid": "${mpidOf(page)}"`);
});

test("every value tells where it comes from, and which one lost", async ({ as, demo }) => {
  const page = await as("Marketer");
  await findPerson(page, demo.shop.id, PEOPLE.ada.customerId);
  await page.getByRole("region", { name: "Attributes" }).getByRole("button", { name: "Where City comes from" }).click();
  const popover = page.getByRole("dialog", { name: "Where City comes from" });
  const present = popover.getByRole("listitem").filter({ hasText: "Present value" });
  await expect(present).toContainText("Store tills");
  await expect(present).toContainText("Custom feed");
  await expect(present).toContainText("Amersfoort");
  await expect(present.getByRole("time")).toHaveText(/\d{4}, \d{2}:\d{2}:\d{2}\.\d{3}/);
  await expect(popover.getByRole("listitem").filter({ hasText: "Lost" }).first()).toContainText("outranks this source");
  await page.keyboard.press("Escape");
  await expect(popover).toBeHidden();
});

test("attributes are searched in names and values", async ({ as, demo }) => {
  const page = await as("Marketer");
  await findPerson(page, demo.shop.id, PEOPLE.ada.customerId);
  const attributes = page.getByRole("region", { name: "Attributes" });
  const field = attributes.getByRole("searchbox", { name: "Search in names and values" });
  await field.fill("amersf");
  await expect(attributes.getByRole("row").filter({ hasText: "Amersfoort" })).toBeVisible();
  await expect(attributes).not.toContainText("loyalty_tier");
  await field.fill("no such thing");
  await attributes.getByRole("button", { name: "Clear" }).click();
  await expect(attributes).toContainText("loyalty_tier");
});

test("opted out of everything stands above both tabs", async ({ as, demo }) => {
  const page = await as("Marketer");
  await findPerson(page, demo.shop.id, PEOPLE.ines.email);
  const head = page.getByRole("main").locator("header");
  await expect(head).toContainText("Opted out");
  await expect(head).toContainText("Limits ad tracking");
  await expect(page.getByRole("region", { name: "Consent" })).toContainText("Opted out of sale");
  await page.getByRole("navigation", { name: "Profile" }).getByRole("link", { name: "Events" }).click();
  await expect(page).toHaveURL(/\/events\?ws=/);
  await expect(head).toContainText("Opted out");
});

test("somebody of QA sees a production person masked", async ({ as, demo }) => {
  const marketer = await as("Marketer");
  const mpid = await findPerson(marketer, demo.shop.id, PEOPLE.ada.email);
  const page = await as("QA");
  await page.goto(`/activity/users/${mpid}?ws=${demo.shop.id}`);
  await expect(page.getByText("Personal values masked").first()).toBeVisible();
  expect(await page.content()).not.toContain(PEOPLE.ada.email);
});
