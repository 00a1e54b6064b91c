import { customEvent, type Demo, expect, test } from "./demo";

/** Sends one batch and gives what the answer says of limits. */
async function send(demo: Demo, name: string) {
  const { key, secret } = demo.input(name);
  const response = await fetch(`${process.env.E2E_URL}/v2/events`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}` },
    body: JSON.stringify({ environment: "development", events: [customEvent("limited")] }),
  });
  const { status, headers } = response;
  return { status, exceeded: headers.get("x-mp-rate-limit-exceeded"), retryAfter: headers.get("retry-after") };
}

test("an account takes the documented limits, sees what is used, and none again", async ({ as, demo }) => {
  const page = await as("Admin");
  await page.goto(`/settings/rate-limits?ws=${demo.shop.id}`);
  const inForce = page.getByRole("table", { name: "Limits in force" });
  await expect(inForce).toHaveCount(0);
  await page.getByRole("radio", { name: "As documented" }).check();
  await page.getByLabel("Reason").fill("As agreed");
  await page.getByRole("button", { name: "Save" }).click();
  const limit = (of: string) => inForce.getByRole("row").filter({ hasText: of });
  await expect(limit("Events API batches")).toContainText("270 / s");
  await expect(limit("Profile API requests")).toContainText("15 / s");
  await expect(limit("Events API batches")).toContainText(/\d %/);

  await page.getByRole("radio", { name: "Own values" }).check();
  await page.getByLabel("Client SDK requests").fill("0");
  await expect(page.getByText("A whole number from 1 to 100,000, or nothing.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toBeDisabled();

  await page.getByRole("radio", { name: "Off" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(inForce).toHaveCount(0);
  await page.goto(`/settings/audit?ws=${demo.shop.id}&what=rate_limits`);
  const rows = page.getByRole("row").filter({ hasText: "Rate limits of the account changed" });
  await expect(rows).toHaveCount(2);
  await expect(rows.last()).toContainText("batches per second");
  await expect(rows.last()).toContainText("270");
});

test("a workspace has limits of its own", async ({ as, demo }) => {
  const page = await as("Admin");
  await page.goto(`/settings/rate-limits?ws=${demo.shop.id}`);
  const row = page
    .getByRole("table", { name: "Limits of workspaces" })
    .getByRole("row")
    .filter({ hasText: "Loyalty Lab" });
  const set = async (text: string) => {
    await row.getByRole("button", { name: "Edit limits of Loyalty Lab" }).click();
    const dialog = page.getByRole("dialog", { name: "Limits of Loyalty Lab" });
    await dialog.getByLabel("Events API batches").fill(text);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toHaveCount(0);
  };
  await set("1,200");
  await expect(row).toContainText("1,200 / s");
  await set("");
  await expect(row).not.toContainText("1,200");
});

test("an input that sends more than its limit is told so, and its page says how often", async ({ as, demo }) => {
  const page = await as("Admin");
  const feed = "Store Wi-Fi (trial)";
  await page.goto(`/setup/inputs/${demo.input(feed).id}?ws=${demo.shop.id}`);
  const section = page.getByRole("region", { name: "Rate limit" });
  const set = async (text: string) => {
    await section.getByLabel("Batches and requests per second").fill(text);
    await section.getByRole("button", { name: "Save limit" }).click();
    await expect(section.getByRole("button", { name: "Save limit" })).toBeDisabled();
    await expect(section.getByLabel("Batches and requests per second")).toHaveValue(text);
  };
  await set("1");
  // More at once than there can be room for, however slow they are.
  const answers = await Promise.all(Array.from({ length: 40 }, () => send(demo, feed)));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(answers.filter(({ status }) => status === 202).length).toBe(40 - refused.length);
  for (const answer of refused) expect(answer).toEqual({ status: 429, exceeded: '"feed"', retryAfter: "1" });
  await page.reload();
  await expect(section).toContainText(`${refused.length} requests refused in the last 24 hours`);
  await set("");
  expect((await send(demo, feed)).status).toBe(202);
});

test("who may only see limits finds them locked", async ({ as, demo }) => {
  const page = await as("Read Only");
  await page.goto(`/settings/rate-limits?ws=${demo.shop.id}`);
  await expect(page.getByText("You can see limits, not change them")).toBeVisible();
  for (const radio of await page.getByRole("radio").all()) await expect(radio).toBeDisabled();
  await expect(page.getByRole("button", { name: /Save|Edit limits/ })).toHaveCount(0);
});
