import { randomUUID } from "node:crypto";
import type { DemoInput } from "../lib/demo/demo-file";
import { baseUrl, customEvent, expect, openLiveStream, sendByHttp, stranger, test } from "./demo";

/** Asks the identity API with an input's key and secret; the answer's JSON. */
async function ask(input: DemoInput, path: string, body: Readonly<Record<string, unknown>>) {
  const response = await fetch(`${baseUrl()}${path}`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${input.key}:${input.secret}`).toString("base64")}` },
    body: JSON.stringify({ environment: "development", ...body }),
  });
  return { status: response.status, json: (await response.json()) as { mpid?: string } };
}

test("a login and a modify request are in the stream, in the person's timeline, each explained", async ({
  as,
  demo,
}) => {
  const page = await as("Admin");
  const input = demo.input("Web");
  const grid = await openLiveStream(page, demo.shop.id);
  const { customer_id: customerid, email } = stranger();
  const known_identities = { customerid, email, device_application_stamp: randomUUID() };
  const { json } = await ask(input, "/v1/login", { known_identities, request_id: randomUUID() });
  const change = { identity_type: "email", old_value: email, new_value: `new-${email}` };
  expect((await ask(input, `/v1/${json.mpid}/modify`, { identity_changes: [change] })).status).toBe(200);

  const login = grid.getByRole("row").filter({ hasText: customerid });
  await expect(login).toContainText("Log in");
  await expect(grid.getByRole("row").filter({ hasText: `new-${email}` })).toContainText("Modify identity");
  await login.click();
  const details = page.getByRole("complementary", { name: "Details" });
  await expect(details).toContainText("No profile was found, so one was created.");
  await expect(details).toContainText("Levels of protection don't apply to identity requests.");
  await expect(details.getByRole("tab", { name: /^Events/ })).toHaveCount(0);
  await details.getByRole("tab", { name: "Request" }).click();
  await expect(details).toContainText(customerid);

  await page.goto(`/activity/users/${json.mpid}?ws=${demo.shop.id}`);
  await page.getByRole("button", { name: "Where Customer ID comes from" }).click();
  await page.getByRole("button", { name: "Open batch" }).click();
  const source = page.getByRole("dialog", { name: `Log in from ${input.name}` });
  await expect(source).toContainText("No profile was found, so one was created.");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.goto(`/activity/users/${json.mpid}/events?ws=${demo.shop.id}`);
  const timeline = page.getByRole("region", { name: "Timeline" });
  const first = timeline.getByRole("button").filter({ hasText: "Log in, created this profile" });
  await expect(first).toContainText("Customer ID, Email, Device Application Stamp");
  const modified = timeline.getByRole("button").filter({ hasText: "Modify identity" });
  await expect(modified).toContainText("Email");
  await modified.click();
  await expect(details).toContainText("The request changes the profile that it names.");
  await expect(details).toContainText(`new-${email}`);
});

test("the stream narrows to one kind, and the link shows the same", async ({ as, demo }) => {
  const page = await as("Admin");
  const input = demo.input("Web");
  const grid = await openLiveStream(page, demo.shop.id);
  await page.getByRole("combobox", { name: "Kind" }).click();
  await page.getByRole("option", { name: "Identify" }).click();
  await expect(page).toHaveURL(/kind=identify/);
  const [shown, hidden] = [stranger(), stranger()];
  expect(await sendByHttp(input, { user_identities: hidden, events: [customEvent("Hidden")] })).toBe(202);
  await ask(input, "/v1/identify", { known_identities: { customerid: shown.customer_id } });
  await expect(grid.getByRole("row").filter({ hasText: shown.customer_id })).toBeVisible();
  await expect(grid.getByText(hidden.customer_id)).toHaveCount(0);
  const copy = await as("Admin");
  await copy.goto(page.url());
  await expect(copy.getByRole("row").filter({ hasText: shown.customer_id })).toBeVisible();
  await expect(copy.getByText(hidden.customer_id)).toHaveCount(0);
});
