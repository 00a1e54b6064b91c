import { customEvent, type Demo, expect, openLiveStream, sendByHttp, stranger, test } from "./demo";

const list = (demo: Demo) => `/setup/inputs?tab=feeds&ws=${demo.shop.id}`;

test("a feed is made with a level from the start; its secret is shown once; rotated, it sends no more", async ({
  as,
  demo,
}) => {
  const page = await as("Admin");
  const name = `Till ${stranger().customer_id}`;
  const secretOf = async () => {
    const row = page
      .getByRole("dialog")
      .getByRole("term")
      .filter({ hasText: /^(?:Key|Secret)$/ });
    const [key = "", secret = ""] = await page
      .getByRole("dialog")
      .getByRole("definition")
      .locator("span[title]")
      .allTextContents();
    await expect(row).toHaveCount(2);
    return { key, secret };
  };

  const first = await test.step("made at Read Only", async () => {
    await page.goto(list(demo));
    await page.getByRole("button", { name: "Add feed" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a feed" });
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("radio", { name: "Read Only", exact: true }).check();
    await dialog.getByRole("button", { name: "Create feed" }).click();
    await expect(page.getByRole("dialog", { name: `${name} can send now` })).toBeVisible();
    const pair = await secretOf();
    expect(pair.secret.length).toBeGreaterThan(20);
    await page.getByRole("button", { name: "I have stored the secret" }).click();
    return pair;
  });
  const row = page.getByRole("table", { name: "Feeds" }).getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Read Only");
  await row.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  expect(await page.content()).not.toContain(first.secret);

  const input = { ...demo.input("Store tills"), ...first };
  const someone = () => ({ user_identities: stranger(), events: [customEvent("Tried")] });
  await test.step("it sends, at its level", async () => {
    const stream = await as("Admin");
    const grid = await openLiveStream(stream, demo.shop.id);
    const batch = someone();
    expect(await sendByHttp(input, batch)).toBe(202);
    const sent = grid.getByRole("row").filter({ hasText: batch.user_identities.customer_id });
    await expect(sent).toContainText("Not associated");
    await expect(sent).toContainText("The feed is Read Only.");
  });

  await test.step("rotated: the old pair is refused, the new one is taken", async () => {
    await page.getByRole("button", { name: "Rotate key" }).click();
    const confirm = page.getByRole("alertdialog");
    await expect(confirm.getByRole("button", { name: "Rotate key" })).toBeDisabled();
    await confirm.getByRole("textbox").fill(name);
    await confirm.getByRole("button", { name: "Rotate key" }).click();
    await expect(page.getByRole("dialog", { name: `New key of ${name}` })).toBeVisible();
    const second = await secretOf();
    await page.getByRole("button", { name: "I have stored the secret" }).click();
    expect(await sendByHttp(input, someone())).toBe(403);
    expect(await sendByHttp({ ...input, ...second }, someone())).toBe(202);
    Object.assign(input, second);
  });

  await test.step("disabled: refused, and the list says so", async () => {
    await page.getByRole("button", { name: "Disable", exact: true }).click();
    const confirm = page.getByRole("alertdialog");
    await confirm.getByRole("textbox").fill(name);
    await confirm.getByRole("button", { name: "Disable feed" }).click();
    await expect(page.getByRole("button", { name: "Enable" })).toBeVisible();
    expect(await sendByHttp(input, someone())).toBe(403);
    await page.goto(list(demo));
    await expect(row).toContainText("Disabled");
  });
});

test("a dry run says what another level would have done", async ({ as, demo }) => {
  const page = await as("Admin");
  await page.goto(`/setup/inputs/${demo.input("CRM sync").id}?ws=${demo.shop.id}`);
  const dryRun = page.getByRole("region", { name: "Dry run" });
  await expect(dryRun).toContainText("This is the level in force.");
  await page.getByRole("radio", { name: "Create & Update", exact: true }).check();
  await expect(dryRun).toContainText("would have ended otherwise");
  await expect(dryRun.getByRole("row", { name: /Dropped/ })).toBeVisible();
});

test("a role that may not edit sees no button that would", async ({ as, demo }) => {
  const page = await as("QA");
  await page.goto(list(demo));
  await expect(page.getByRole("table", { name: "Feeds" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add feed" })).toHaveCount(0);
  await page.getByRole("link", { name: "Store tills" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Store tills" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Rotate key" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Disable", exact: true })).toHaveCount(0);
});
