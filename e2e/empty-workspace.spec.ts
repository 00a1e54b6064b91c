import { customEvent, expect, openLiveStream, sendByHttp, stranger, test } from "./demo";

test("an empty workspace says how to begin, and watches the first batch arrive", async ({ as, demo }) => {
  const page = await as("Admin");
  const name = `Shop ${stranger().customer_id}`;
  await test.step("made in the settings, with people of its own", async () => {
    await page.goto(`/settings/workspaces?ws=${demo.shop.id}`);
    await page.getByRole("button", { name: "New workspace" }).click();
    const dialog = page.getByRole("dialog", { name: "New workspace" });
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("button", { name: "Create workspace" }).click();
    await expect(page.getByRole("row").filter({ hasText: name })).toBeVisible();
  });
  await page.getByRole("button", { name: /^Workspace: / }).click();
  await page.getByRole("menuitem", { name }).click();
  await expect(page.getByRole("button", { name: `Workspace: ${name}` })).toBeVisible();
  const workspaceId = Number(new URL(page.url()).searchParams.get("ws"));
  expect(workspaceId).not.toBe(demo.shop.id);

  await test.step("nothing of the other workspaces is found in it", async () => {
    await page.goto(`/activity/users?ws=${workspaceId}&q=KF-100001`);
    await expect(page.getByRole("heading", { name: /Nobody has exactly/ })).toBeVisible();
    await expect(page.getByText(/Another workspace may have its own identity scope/)).toBeVisible();
  });

  await test.step("the empty stream leads to the inputs", async () => {
    await page.goto(`/live-stream?ws=${workspaceId}`);
    await page.getByRole("link", { name: "Set up an input" }).click();
    await expect(page.getByRole("heading", { name: "No platform has keys yet" })).toBeVisible();
  });

  const pair = await test.step("platform keys are issued from the empty list", async () => {
    await page.getByRole("button", { name: "Issue keys" }).first().click();
    await page.getByRole("menuitem", { name: "Web" }).click();
    const dialog = page.getByRole("dialog", { name: /can send now$/ });
    await expect(dialog).toContainText("The secret is shown only now");
    const [key = "", secret = ""] = await dialog.getByRole("definition").locator("span[title]").allTextContents();
    await page.getByRole("button", { name: "I have stored the secret" }).click();
    return { key, secret };
  });

  await test.step("the first batch appears by itself", async () => {
    const grid = await openLiveStream(page, workspaceId);
    await expect(page.getByRole("heading", { name: "No development batch yet" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Connect Web" })).toHaveAttribute("href", /\/connect\?ws=/);
    const person = stranger();
    const input = { ...demo.input("Web"), ...pair };
    expect(await sendByHttp(input, { user_identities: person, events: [customEvent("First")] })).toBe(202);
    await expect(grid.getByRole("row").filter({ hasText: person.customer_id })).toContainText("Created");
  });
});
