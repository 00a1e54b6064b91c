import { readFile } from "node:fs/promises";
import { PEOPLE } from "../lib/demo/people";
import { expect, findPerson, stranger, test } from "./demo";

test("a GDPR purpose is added, stands in the audit, and can't be added twice", async ({ as, demo }) => {
  const page = await as("Admin");
  const purpose = `purpose_${stranger().customer_id.toLowerCase()}`;
  const add = async () => {
    await page.getByLabel("New purpose").fill(purpose);
    await page.getByRole("button", { name: "Add purpose" }).click();
  };
  await page.goto(`/settings/privacy?ws=${demo.shop.id}`);
  await add();
  await expect(page.getByRole("table", { name: "GDPR purposes" }).getByRole("cell", { name: purpose })).toBeVisible();
  await add();
  await expect(page.getByRole("alert").filter({ hasText: /already|exists/i })).toBeVisible();
  await page.goto(`/settings/audit?ws=${demo.shop.id}&what=privacy`);
  await expect(page.getByRole("row").filter({ hasText: purpose })).toContainText("GDPR purpose added");
});

test("the audit is filtered by the address, and its files hold what is shown", async ({ as, demo }) => {
  const page = await as("Admin & Compliance");
  await page.goto(`/settings/audit?ws=${demo.shop.id}`);
  await page.getByRole("combobox", { name: "What was changed" }).click();
  await page.getByRole("option", { name: "Protection levels" }).click();
  await expect(page).toHaveURL(/what=input\.protection/);
  const table = page.getByRole("table", { name: "Changes of the configuration" });
  await expect(table.getByRole("row").filter({ hasText: "Protection level changed" }).first()).toBeVisible();
  await expect(table.getByRole("row").filter({ hasText: "Input created" })).toHaveCount(0);
  for (const kind of ["CSV", "JSON"]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: kind, exact: true }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    expect(text).toContain("input.protection.update");
    expect(text).not.toContain("input.create");
  }
});

test("who looked at whom names the reader and the person", async ({ as, demo }) => {
  const reader = await as("Marketer");
  const mpid = await findPerson(reader, demo.shop.id, PEOPLE.greta.email);
  const page = await as("Compliance");
  const row = page.getByRole("table", { name: "Who looked at whom" }).getByRole("row").filter({ hasText: mpid });
  const marketer = demo.users.find(({ role }) => role === "Marketer");
  await expect(async () => {
    await page.goto(`/settings/audit/views?ws=${demo.shop.id}&mpid=${mpid}`);
    await expect(row.filter({ hasText: marketer?.email ?? "?" }).first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(row.getByRole("link", { name: "Open" })).toHaveCount(0);
});
