import type { Page, Request } from "@playwright/test";
import type { Role } from "../lib/access/permissions";
import { type Demo, expect, findPerson, mpidOf, openLiveStream, sdkBatch, sendBySdk, stranger, test } from "./demo";

/** Roles that see Inputs and may not change what a feed does. */
const WITHOUT_THE_RIGHT: readonly Role[] = ["User", "QA", "Read Only"];
const REASON = "End-to-end: nobody new through the tills";

const level = (page: Page) => page.getByRole("radiogroup", { name: "Input Protection Level" });

/** Saves a level as an Admin does and gives the request that did it. */
async function setLevel(page: Page, name: string, reason: string): Promise<Request> {
  await level(page).getByRole("radio", { name, exact: true }).check();
  await page.getByLabel("Reason").fill(reason);
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.method() === "POST" && "next-action" in one.headers()),
    page.getByRole("button", { name: "Save", exact: true }).click(),
  ]);
  await expect(page.getByText(`The level is ${name}`)).toBeVisible();
  await expect(page.getByText("No change to save")).toBeVisible();
  return request;
}

/** Repeats an Admin's request with the session of somebody else, asking for another level. */
async function forge(page: Page, request: Request): Promise<string> {
  const { "next-action": action = "", "content-type": type = "" } = request.headers();
  const answer = await page.request.post(request.url(), {
    headers: {
      "next-action": action,
      "content-type": type,
      origin: new URL(request.url()).origin,
      accept: "text/x-component",
    },
    data: (request.postData() ?? "").replace("update_only", "create_and_update"),
  });
  return await answer.text();
}

function tills(demo: Demo) {
  const input = demo.input("Store tills");
  return { input, path: `/setup/inputs/${input.id}?ws=${demo.shop.id}` };
}

test("a batch from the SDK is seen, its person found, the feed protected, the next stranger dropped", async ({
  as,
  demo,
}) => {
  // Five people sign in: more than other tests do.
  test.setTimeout(120_000);
  const { input, path } = tills(demo);
  const person = stranger();
  const unknown = stranger();
  const admin = await as("Admin");
  const stream = await as("Admin");

  await test.step("the batch appears in the open Live Stream without a reload", async () => {
    const grid = await openLiveStream(stream, demo.shop.id);
    await expect(grid.getByText(person.email)).toHaveCount(0);
    expect(await sendBySdk(input, sdkBatch(person, "Basket Opened"))).toBe(202);
    const row = grid.getByRole("row").filter({ hasText: person.customer_id });
    await expect(row).toContainText("Basket Opened");
    await expect(row).toContainText("Created");
  });

  const mpid = await test.step("a click opens the person", async () => {
    const row = stream.getByRole("row").filter({ hasText: person.customer_id });
    await row.getByRole("link").click();
    await expect(stream).toHaveURL(/\/activity\/users\/-?\d+/);
    await expect(stream.getByRole("region", { name: "Identities" })).toContainText(person.email);
    await expect(stream.getByRole("region", { name: "Identities" })).toContainText(person.customer_id);
    return mpidOf(stream);
  });

  await test.step("the person is found by e-mail, by customer ID and by MPID", async () => {
    for (const what of [person.email, person.customer_id, mpid]) {
      expect(await findPerson(admin, demo.shop.id, what)).toBe(mpid);
    }
  });

  for (const role of WITHOUT_THE_RIGHT) {
    await test.step(`${role} sees the level, locked, with the reason`, async () => {
      const page = await as(role);
      await page.goto(path);
      await expect(level(page).getByRole("radio")).toHaveCount(3);
      for (const radio of await level(page).getByRole("radio").all()) await expect(radio).toBeDisabled();
      await expect(page.getByText("You can see the level, not change it")).toBeVisible();
      await expect(page.getByText(`which the role ${role} does not have`)).toBeVisible();
      await expect(page.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);
    });
  }

  await admin.goto(path);
  const request = await test.step("an Admin changes the level and says why", async () => {
    return await setLevel(admin, "Update Only", REASON);
  });

  await test.step("the history shows who, when and why", async () => {
    const account = await admin.getByRole("button", { name: /^Account of / }).getAttribute("aria-label");
    const entry = admin.getByRole("region", { name: "History of the level" }).getByRole("listitem").first();
    await expect(entry).toContainText(REASON);
    await expect(entry).toContainText((account ?? "?").replace("Account of ", ""));
    await expect(entry).toContainText("Update Only");
    const at = Date.parse((await entry.getByRole("time").getAttribute("datetime")) ?? "");
    expect(Math.abs(Date.now() - at)).toBeLessThan(60_000);
  });

  for (const role of WITHOUT_THE_RIGHT) {
    await test.step(`the Admin's request, repeated by ${role}, is refused`, async () => {
      const page = await as(role);
      expect(await forge(page, request)).toContain('"code":"forbidden"');
      await page.goto(path);
      await expect(level(page).getByRole("radio", { name: "Update Only", exact: true })).toBeChecked();
    });
  }

  await test.step("the next batch of somebody unknown is dropped, and the stream says why", async () => {
    const grid = await openLiveStream(stream, demo.shop.id);
    expect(await sendBySdk(input, sdkBatch(unknown, "Basket Opened"))).toBe(202);
    const row = grid.getByRole("row").filter({ hasText: unknown.customer_id });
    await expect(row).toContainText("Dropped");
    await expect(row).toContainText("Update Only");
    await row.click();
    const details = stream.getByRole("complementary", { name: "Details" });
    await expect(details).toContainText("Dropped");
    await expect(details).toContainText("Update Only");
    await expect(details.getByRole("link", { name: "Open person" })).toHaveCount(0);
    await admin.goto(`/activity/users?ws=${demo.shop.id}&q=${encodeURIComponent(unknown.email)}`);
    await expect(admin.getByRole("heading", { name: /Nobody has exactly/ })).toBeVisible();
  });

  await test.step("a batch of somebody known still updates", async () => {
    const grid = await openLiveStream(stream, demo.shop.id);
    expect(await sendBySdk(input, sdkBatch(person, "Basket Paid"))).toBe(202);
    await expect(grid.getByRole("row").filter({ hasText: "Basket Paid" }).first()).toContainText("Updated");
  });

  await test.step("the audit shows the change", async () => {
    await admin.goto(`/settings/audit?ws=${demo.shop.id}`);
    const row = admin.getByRole("row").filter({ hasText: REASON }).first();
    await expect(row).toContainText("Protection level changed");
    await expect(row).toContainText("Store tills");
    await expect(row).toContainText("Create & Update");
    await expect(row).toContainText("Update Only");
  });

  await test.step("the level goes back", async () => {
    await admin.goto(path);
    await setLevel(admin, "Create & Update", "End-to-end: as it was");
  });
});
