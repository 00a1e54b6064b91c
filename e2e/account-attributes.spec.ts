import type { Page, Request } from "@playwright/test";
import { PEOPLE } from "../lib/demo/people";
import { baseUrl, expect, findPerson, mpidOf, putAccountValues, sendByHttp, stranger, test } from "./demo";

const attributesOf = (page: Page) => page.getByRole("region", { name: "Attributes", exact: true });

/** Presses a button and gives the server action that it sent. */
async function actionOf(page: Page, button: string): Promise<Request> {
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.method() === "POST" && "next-action" in one.headers()),
    page.getByRole("button", { name: button, exact: true }).click(),
  ]);
  return request;
}

/** Repeats a request with the session of somebody else. */
async function forge(page: Page, request: Request, change: (body: string) => string): Promise<string> {
  const { "next-action": action = "", "content-type": type = "" } = request.headers();
  const answer = await page.request.post(request.url(), {
    headers: { "next-action": action, "content-type": type, origin: baseUrl(), accept: "text/x-component" },
    data: change(request.postData() ?? ""),
  });
  return await answer.text();
}

test("an attribute is declared, set at a person, kept from a feed, removed and undeclared", async ({ as, demo }) => {
  test.setTimeout(120_000);
  const page = await as("Admin");
  const person = stranger();
  const key = `club_${person.customer_id.toLowerCase()}`;
  const send = (value: string) =>
    sendByHttp(demo.input("Store tills"), { user_identities: person, user_attributes: { [key]: value } });
  expect(await send("of the tills")).toBe(202);
  const table = page.getByRole("table", { name: "Account attributes" });

  await test.step("declared in Settings", async () => {
    await page.goto(`/settings/account-attributes?ws=${demo.shop.id}`);
    await expect(table.getByRole("row").filter({ hasText: "membership" })).toContainText("Feather Club");
    await page.getByLabel("Key", { exact: true }).fill(key);
    await page.getByLabel("Description").fill("What the club calls them");
    await page.getByRole("button", { name: "Declare", exact: true }).click();
    await expect(table.getByRole("row").filter({ hasText: key })).toContainText("What the club calls them");
  });

  await findPerson(page, demo.shop.id, person.email);
  const row = attributesOf(page).getByRole("row").filter({ hasText: key });
  const request = await test.step("set on the person's page, over what the workspace has", async () => {
    await expect(row).toContainText("of the tills");
    await page.getByRole("button", { name: "Set an account attribute" }).click();
    const dialog = page.getByRole("dialog", { name: "Set an account attribute" });
    await dialog.getByRole("combobox", { name: "Attribute" }).click();
    await page.getByRole("option", { name: key }).click();
    await dialog.getByLabel("Value").fill("of the account");
    const sent = await actionOf(page, "Save");
    await expect(row).toContainText("of the account");
    await expect(row).toContainText("Account");
    await expect(row).toContainText("Hides “of the tills” of Store tills");
    return sent;
  });

  await test.step("nobody else can do it, whatever they send", async () => {
    const changed = (body: string) => body.replace("of the account", "of somebody else");
    for (const role of ["Marketer", "QA", "User"] as const) {
      const answer = await forge(await as(role), request, changed);
      expect(answer).toContain("identity_settings.edit");
    }
    const elsewhere = (body: string) =>
      changed(body).replace(`"workspaceId":${demo.shop.id}`, '"workspaceId":2000000000');
    expect(await forge(page, request, elsewhere)).toContain("There is no such workspace");
    await page.reload();
    await expect(row).toContainText("of the account");
  });

  await test.step("a feed loses against it, and provenance says so", async () => {
    expect(await send("again of the tills")).toBe(202);
    await page.reload();
    await expect(row).toContainText("of the account");
    await row.getByRole("button", { name: `Where ${key} comes from` }).click();
    const entries = page.getByRole("dialog", { name: `Where ${key} comes from` }).getByRole("listitem");
    await expect(entries.filter({ hasText: "Present value" })).toContainText("Account-level attribute");
    await expect(entries.filter({ hasText: "Lost" })).toContainText("the account-level value outranks this source");
    await expect(entries.filter({ hasText: "Hidden" })).toContainText("of the tills");
    await page.keyboard.press("Escape");
  });

  await test.step("removed, the workspace's own is there again; undeclared, it is an ordinary attribute", async () => {
    await row.getByRole("button", { name: `Change ${key}` }).click();
    await page.getByRole("button", { name: "Remove value" }).click();
    await expect(row).not.toContainText("of the account");
    await expect(row).toContainText("of the tills");
    await page.goto(`/settings/account-attributes?ws=${demo.shop.id}`);
    await page.getByRole("button", { name: `Undeclare ${key}` }).click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog).toContainText("They stay stored and count again when the attribute is declared again.");
    await dialog.getByRole("button", { name: "Undeclare", exact: true }).click();
    // While it is open, the table behind it counts as hidden.
    await expect(dialog).toHaveCount(0);
    await expect(table.getByRole("row").filter({ hasText: key })).toHaveCount(0);
  });

  await page.goto(`/settings/audit?ws=${demo.shop.id}&what=account_attribute`);
  const changes = page.getByRole("table", { name: "Changes of the configuration" }).getByRole("row");
  for (const what of ["declared", "set", "removed", "undeclared"]) {
    await expect(changes.filter({ hasText: key }).filter({ hasText: `Account attribute ${what}` })).toHaveCount(1);
  }
});

test("a program sets it with a token; the page names the program, the JSON has it, masked readers do not", async ({
  as,
  demo,
}) => {
  const page = await as("Marketer");
  await findPerson(page, demo.shop.id, PEOPLE.bram.customerId);
  const mpid = mpidOf(page);
  const value = `Feather ${Date.now()}`;
  const response = await putAccountValues(demo, mpid, { membership: value });
  expect([response.status, await response.text()]).toEqual([
    200,
    `{"mpid":${mpid},"account_user_attributes":{"membership":"${value}"}}`,
  ]);
  await page.reload();
  const row = attributesOf(page).getByRole("row").filter({ hasText: value });
  await expect(row).toContainText("API credential Demo scripts");
  // A Marketer reads it, and that is all.
  await expect(row.getByRole("button", { name: "Change membership" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Set an account attribute" })).toHaveCount(0);
  // The JSON view draws only the lines in sight.
  expect(await page.content()).toContain("account_user_attributes");
  const masked = await as("QA");
  await masked.goto(`/activity/users/${mpid}?ws=${demo.shop.id}`);
  await expect(attributesOf(masked).getByRole("row").filter({ hasText: "membership" })).toContainText("••••••");
  expect(await masked.content()).not.toContain(value);
});

test("a partner identity is registered, refused twice, and removed by typing its name", async ({ as, demo }) => {
  const page = await as("Admin");
  const name = `Pouncer_${Date.now()}`;
  await page.goto(`/settings/partner-identities?ws=${demo.shop.id}`);
  const row = page.getByRole("table", { name: "Partner identities" }).getByRole("row").filter({ hasText: name });
  const register = async (what: string) => {
    await page.getByLabel("Name", { exact: true }).fill(what);
    await page.getByLabel("Partner", { exact: true }).fill("Pouncer");
    await page.getByRole("button", { name: "Register", exact: true }).click();
  };
  await register("Pouncer");
  await expect(page.getByRole("alert").filter({ hasText: "Partner_IdentityName" })).toBeVisible();
  await register(name);
  await expect(row).toContainText("Pouncer");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("");
  await register(name.toUpperCase());
  await expect(page.getByRole("alert").filter({ hasText: "already" })).toBeVisible();

  await row.getByRole("button", { name: `Remove ${name}` }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("Values that profiles hold stay");
  await expect(dialog.getByRole("button", { name: "Remove", exact: true })).toBeDisabled();
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  // While it is open, the table behind it counts as hidden.
  await expect(dialog).toHaveCount(0);
  await expect(row).toHaveCount(0);
  await page.goto(`/settings/audit?ws=${demo.shop.id}&what=partner_identity`);
  const changes = page.getByRole("table", { name: "Changes of the configuration" }).getByRole("row");
  await expect(changes.filter({ hasText: name })).toHaveCount(2);
});

test("whoever may only look sees both screens without their forms", async ({ as, demo }) => {
  const page = await as("Read Only");
  for (const screen of ["partner-identities", "account-attributes"]) {
    await page.goto(`/settings/${screen}?ws=${demo.shop.id}`);
    await expect(page.getByRole("main")).toContainText("identity_settings.edit");
    await expect(page.getByRole("main").getByRole("table").getByRole("row").nth(1)).toBeVisible();
    await expect(page.getByRole("main").getByRole("textbox")).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("table").getByRole("button")).toHaveCount(0);
  }
});
