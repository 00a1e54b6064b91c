import type { Page, Request } from "@playwright/test";
import { baseUrl, customEvent, type Demo, expect, sendByHttp, stranger, test } from "./demo";
import { ask, cookiesOf } from "./walk";

type Place = {
  readonly id: number;
  readonly name: string;
  readonly send: (ids: Record<string, string>) => Promise<string>;
};

/** A workspace with people of its own and keys for a web input, made in the console. */
async function newWorkspace(page: Page, demo: Demo): Promise<Place> {
  const name = `Trial ${stranger().customer_id}`;
  await page.goto(`/settings/workspaces?ws=${demo.shop.id}`);
  await page.getByRole("button", { name: "New workspace" }).click();
  await page.getByRole("dialog", { name: "New workspace" }).getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.getByRole("row").filter({ hasText: name }).getByRole("link", { name: "0 inputs" }).click();
  await expect(page).toHaveURL(/\/setup\/inputs\?/);
  const id = Number(new URL(page.url()).searchParams.get("ws"));
  await page.goto(`/setup/inputs?tab=platforms&ws=${id}`);
  await page.getByRole("button", { name: "Issue keys" }).first().click();
  await page.getByRole("menuitem", { name: "Web" }).click();
  const shown = page
    .getByRole("dialog", { name: /can send now$/ })
    .getByRole("definition")
    .locator("span[title]");
  await expect(shown).toHaveCount(2);
  const [key = "", secret = ""] = await shown.allTextContents();
  await page.getByRole("button", { name: "I have stored the secret" }).click();
  const input = { ...demo.input("Web"), key, secret };
  const cookie = await cookiesOf(page);
  const send = async (ids: Record<string, string>) => {
    expect(await sendByHttp(input, { user_identities: ids, events: [customEvent("Seen")] })).toBe(202);
    const { text } = await ask(cookie, { address: `/api/live/rows?ws=${id}` });
    return String(JSON.parse(text).rows[0].mpid);
  };
  return { id, name, send };
}

const table = (page: Page) => page.getByRole("table", { name: "Identity types in priority order" });
const placeOf = async (page: Page, type: string) =>
  await table(page)
    .getByRole("row")
    .filter({ has: page.getByRole("cell", { name: type, exact: true }) })
    .getByRole("cell")
    .nth(1)
    .textContent();

test("an admin reorders the priority by key and by drag, sees what it would do, saves, and takes it back", async ({
  as,
  demo,
}) => {
  const page = await as("Admin");
  const place = await newWorkspace(page, demo);
  const { email } = stranger();
  const till = `till-${email}`;
  const byEmail = await place.send({ email });
  const byTill = await place.send({ other: till });
  expect(byTill).not.toBe(byEmail);
  const byGoogle = await place.send({ google: `g-${email}` });

  await page.goto(`/settings/identity?ws=${place.id}`);
  const handle = (type: string) => page.getByRole("button", { name: `Drag ${type}`, exact: true });
  await expect(handle("Other")).toBeEnabled();
  expect([await placeOf(page, "Email"), await placeOf(page, "Other")]).toEqual(["5", "6"]);

  await test.step("by key: picked up, moved, put down, and announced", async () => {
    await handle("Other").focus();
    await page.keyboard.press("Space");
    await expect(page.getByText("Picked up Other, place 6 of 30.")).toBeAttached();
    await page.keyboard.press("ArrowUp");
    await expect(page.getByText("Other is over place 5 of 30.")).toBeAttached();
    await page.keyboard.press("Space");
    await expect.poll(() => placeOf(page, "Other")).toBe("5");
  });
  await test.step("by button, which keeps the focus", async () => {
    await page.getByRole("button", { name: "Move Other up" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => placeOf(page, "Other")).toBe("4");
    await expect(page.getByRole("button", { name: "Move Other up" })).toBeFocused();
    await expect(page.getByRole("status").filter({ hasText: "Other is now at place 4 of 30." })).toBeAttached();
  });
  await test.step("by drag", async () => {
    const centre = async (type: string) => {
      const { x = 0, y = 0, width = 0, height = 0 } = (await handle(type).boundingBox()) ?? {};
      return [x + width / 2, y + height / 2] as const;
    };
    // At the window's edge it would lie under the bar of unsaved changes.
    await handle("Facebook").evaluate((element) => element.scrollIntoView({ block: "center" }));
    await page.mouse.move(...(await centre("Facebook")));
    await page.mouse.down();
    await page.mouse.move(...(await centre("Other 9")), { steps: 12 });
    await page.mouse.up();
    await expect.poll(() => placeOf(page, "Facebook")).toBe("14");
  });

  await page.getByRole("button", { name: "Take Google out of the look-up", exact: true }).click();
  const bar = page.getByRole("region", { name: "Unsaved changes" });
  await expect(bar).toContainText("Other from place 6 to 4 · Facebook from place 16 to 14 · Google leaves the look-up");
  await bar.getByRole("button", { name: "Preview" }).click();
  const review = page.getByRole("dialog", { name: "What this change would do" });
  await test.step("the preview names the request that would lead elsewhere, and asks before it is saved", async () => {
    await expect(review).toContainText("1 of 3 requests (33 %) would have led elsewhere.");
    const row = review.getByRole("table", { name: "Requests that would lead elsewhere" }).getByRole("row").nth(1);
    await expect(row).toContainText("Google");
    await expect(row).toContainText("Nobody");
    await expect(row.getByRole("link")).toHaveAttribute("href", `/activity/users/${byGoogle}?ws=${place.id}`);
    const save = review.getByRole("button", { name: "Save" });
    await review.getByLabel("Reason").fill("Tills know people better");
    await expect(save).toBeDisabled();
    await review.getByLabel(/^Type .* to confirm$/).fill(place.name);
    await save.click();
    await expect(page.getByText("Identity settings saved")).toBeVisible();
  });
  await expect(bar).toHaveCount(0);
  expect(await place.send({ email, other: till })).toBe(byTill);

  await test.step("the history tells it, and fills the form with what was before", async () => {
    const history = page.getByRole("region", { name: "History" });
    await expect(history).toContainText("Tills know people better");
    await history.getByRole("button", { name: "Revert" }).click();
    await expect(bar).toContainText("Other from place 4 to 6");
    await expect(bar).toContainText("Google joins the look-up at place 17");
    await bar.getByRole("button", { name: "Discard" }).click();
    await expect(bar).toHaveCount(0);
    await page.goto(`/settings/audit?ws=${place.id}&what=identity`);
    await expect(page.getByRole("row").filter({ hasText: "Tills know people better" })).toContainText(
      "Identity settings changed",
    );
  });
});

test("a strategy marks what it fixes, and keeps it in the look-up", async ({ as, demo }) => {
  const page = await as("Admin");
  await page.goto(`/settings/identity?ws=${demo.shop.id}`);
  const emailUnique = page.getByRole("checkbox", { name: "Email: unique" });
  await expect(emailUnique).toHaveCount(0);
  await page.getByRole("radio", { name: "Profile link" }).check();
  await expect(emailUnique).toBeChecked();
  await expect(emailUnique).toBeDisabled();
  await expect(page.getByRole("button", { name: "The strategy needs Email in the look-up" })).toBeDisabled();
  const bar = page.getByRole("region", { name: "Unsaved changes" });
  await expect(bar).toContainText("3 changes Strategy Default → Profile link");
  await page.getByRole("radio", { name: "Profile conversion" }).check();
  await expect(emailUnique).toBeEnabled();
  await bar.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("radio", { name: "Default" })).toBeChecked();
});

test("who may not edit sees the settings locked, and a forged request is refused", async ({ as, demo }) => {
  const admin = await as("Admin");
  await admin.goto(`/settings/identity?ws=${demo.shop.id}`);
  await admin.getByRole("radio", { name: "Best match" }).check();
  const asked = admin.waitForRequest((request) => request.method() === "POST" && "next-action" in request.headers());
  await admin.getByRole("button", { name: "Preview" }).click();
  const preview: Request = await asked;
  await expect(admin.getByRole("dialog", { name: "What this change would do" })).toContainText("requests");

  const page = await as("User");
  await page.goto(`/settings/identity?ws=${demo.shop.id}`);
  await expect(page.getByText("You can see identity settings, not change them")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Best match" })).toBeDisabled();
  await expect(page.getByRole("checkbox", { name: "Customer ID: immutable" })).toBeDisabled();
  await expect(page.getByRole("button", { name: /^(?:Drag|Move|Take|Revert|Preview)/ })).toHaveCount(0);
  const { "next-action": action = "", "content-type": type = "" } = preview.headers();
  const forged = await fetch(preview.url(), {
    method: "POST",
    headers: { "next-action": action, "content-type": type, origin: baseUrl(), cookie: await cookiesOf(page) },
    body: preview.postData(),
  });
  expect(await forged.text()).toContain("lacks the permission identity_settings.edit");
});
