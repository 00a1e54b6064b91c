import { baseUrl, expect, forgetSession, signIn, stranger, test } from "./demo";

test("an invitation by link: accepted in another browser, works once, the role shown, disabled at the end", async ({
  as,
  browser,
  demo,
}) => {
  const page = await as("Admin");
  const { email } = stranger();
  const password = "a long enough password";
  const link = await test.step("the link is made and shown once", async () => {
    await page.goto(`/settings/members?ws=${demo.shop.id}`);
    await page.getByRole("button", { name: "Invite" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite a member" });
    await dialog.getByLabel("Email").fill(email);
    await dialog.getByRole("combobox", { name: "Role" }).click();
    await page.getByRole("option", { name: "Read Only" }).click();
    await dialog.getByRole("button", { name: "Make the link" }).click();
    const made = await page
      .getByRole("dialog", { name: `${email} is invited` })
      .getByRole("textbox", { name: "Link" })
      .inputValue();
    await page.getByRole("button", { name: "I have passed it on" }).click();
    await expect(page.getByRole("table", { name: "Open invitations" })).toContainText(email);
    return made;
  });

  const invited = await browser.newContext({ baseURL: baseUrl() });
  const other = await invited.newPage();
  await test.step("the link leads into the console", async () => {
    await other.goto(link);
    await expect(other.getByLabel("Email")).toHaveValue(email);
    await other.getByLabel("Your name").fill("Newt Dipper");
    await other.getByLabel("Password").fill(password);
    await other.getByRole("button", { name: "Join" }).click();
    await expect(other.getByRole("button", { name: "Account of Newt Dipper" })).toContainText("Read Only");
    await other.goto(link);
    await expect(other.getByRole("heading", { name: "This invitation does not work" })).toBeVisible();
  });

  const row = page.getByRole("table", { name: "Members" }).getByRole("row").filter({ hasText: email });
  await test.step("the list shows the member, whose role is changed", async () => {
    await page.reload();
    await expect(row).toContainText("Read Only");
    await row.getByRole("button", { name: "Actions for Newt Dipper" }).click();
    await page.getByRole("menuitem", { name: "Change role" }).click();
    const dialog = page.getByRole("dialog", { name: "Role of Newt Dipper" });
    await dialog.getByRole("combobox", { name: "Role" }).click();
    await page.getByRole("option", { name: "Audiences Only" }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(row).toContainText("Audiences Only");
    await other.goto("/");
    await expect(other.getByRole("button", { name: "Account of Newt Dipper" })).toContainText("Audiences Only");
  });

  await test.step("disabled: the session ends at once", async () => {
    await row.getByRole("button", { name: "Actions for Newt Dipper" }).click();
    await page.getByRole("menuitem", { name: "Disable" }).click();
    await page.getByRole("alertdialog").getByRole("textbox").fill(email);
    await page.getByRole("button", { name: "Disable member" }).click();
    await expect(row).toContainText("Disabled");
    await other.goto("/");
    await expect(other).toHaveURL(/\/login/);
    await other.getByLabel("Email").fill(email);
    await other.getByLabel("Password").fill(password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await expect(other.getByText("Email or password is wrong.")).toBeVisible();
  });
  await invited.close();
});

test("the last Admin can't be demoted", async ({ as, demo }) => {
  const page = await as("Admin");
  const admin = demo.users.find(({ role }) => role === "Admin");
  await page.goto(`/settings/members?ws=${demo.shop.id}`);
  const row = page
    .getByRole("table", { name: "Members" })
    .getByRole("row")
    .filter({ hasText: admin?.email ?? "?" });
  await row.getByRole("button", { name: /^Actions for / }).click();
  await page.getByRole("menuitem", { name: "Change role" }).click();
  const dialog = page.getByRole("dialog", { name: /^Role of / });
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: "Marketer" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("An account keeps at least one Admin.")).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.reload();
  await expect(row).toContainText("Admin");
});

test("a reset link gives a new password and ends the old sessions", async ({ as, browser, demo }) => {
  const user = demo.users.find(({ role }) => role === "Audiences Only");
  if (!user) throw new Error("The demo has no Audiences Only.");
  const context = await browser.newContext({ baseURL: baseUrl() });
  const own = await context.newPage();
  await signIn(own, user);
  const page = await as("Admin");
  await page.goto(`/settings/members?ws=${demo.shop.id}`);
  const row = page.getByRole("table", { name: "Members" }).getByRole("row").filter({ hasText: user.email });
  await row.getByRole("button", { name: /^Actions for / }).click();
  await page.getByRole("menuitem", { name: "Make a reset link" }).click();
  const link = await page
    .getByRole("dialog", { name: /^New password for / })
    .getByRole("textbox", { name: "Link" })
    .inputValue();
  const reset = await (await browser.newContext()).newPage();
  await reset.goto(link);
  // The same password again, so that the demo's file stays true.
  await reset.getByLabel("New password").fill(user.password);
  await reset.getByRole("button", { name: "Save and sign in" }).click();
  await expect(reset.getByRole("navigation", { name: "Sections" })).toBeVisible();
  await own.goto("/");
  await expect(own).toHaveURL(/\/login/);
  forgetSession("Audiences Only");
  await reset.context().close();
  await context.close();
});
