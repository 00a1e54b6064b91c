import { shortenId } from "../lib/format/ids";
import {
  baseUrl,
  customEvent,
  type Demo,
  expect,
  findPerson,
  openLiveStream,
  sendByHttp,
  stranger,
  test,
} from "./demo";

/** As the browser SDK sends it: the key alone. */
async function askAlias(demo: Demo, source: string, destination: string): Promise<number> {
  const { key } = demo.input("Web");
  const response = await fetch(`${baseUrl()}/webevents/v1/identity/${key}/Alias`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      request_id: crypto.randomUUID(),
      request_type: "alias",
      environment: "development",
      api_key: key,
      data: { source_mpid: source, destination_mpid: destination, scope: "device" },
    }),
  });
  await response.arrayBuffer();
  return response.status;
}

test("an alias shows in the Live Stream, on both profiles and on the destination's timeline", async ({ as, demo }) => {
  const page = await as("Admin");
  const [before, after] = [stranger(), stranger()];
  for (const [person, name] of [
    [before, "Browsed"],
    [after, "Bought"],
  ] as const) {
    const batch = { user_identities: person, events: [customEvent(name)] };
    expect(await sendByHttp(demo.input("Store tills"), batch)).toBe(202);
  }
  const source = await findPerson(page, demo.shop.id, before.email);
  const destination = await findPerson(page, demo.shop.id, after.email);

  const grid = await openLiveStream(page, demo.shop.id);
  expect(await askAlias(demo, source, destination)).toBe(202);
  const rows = grid.getByRole("row").filter({ hasText: `Alias ${shortenId(source, 5)} → ` });
  await expect(rows.filter({ hasText: "Scheduled" }).first()).toBeVisible();
  expect(await askAlias(demo, source, destination)).toBe(202);
  await expect(rows.filter({ hasText: "Not executed" }).first()).toContainText("has a window that overlaps");
  await rows
    .filter({ hasText: /Executed/ })
    .first()
    .click();
  const panel = page.getByRole("complementary", { name: "Details" });
  await expect(panel.getByRole("link", { name: source })).toBeVisible();

  await panel.getByRole("link", { name: "Open destination" }).click();
  await expect(page.getByRole("region", { name: "User details" })).toContainText(`Merged from ${source}`);
  const aliases = page.getByRole("region", { name: "Aliases" });
  await expect(aliases.getByRole("listitem").filter({ hasText: "Not executed" })).toContainText("overlaps");
  await aliases.getByRole("link", { name: source }).first().click();
  await expect(page.getByRole("region", { name: "User details" })).toContainText(`Aliased to ${destination}`);

  await page.goto(`/activity/users/${destination}/events?ws=${demo.shop.id}`);
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline.getByRole("button", { name: /^Bought/ })).toBeVisible();
  await expect(timeline.getByRole("button", { name: /by alias/ })).toHaveCount(1);
  await timeline.getByRole("button", { name: /^Browsed/ }).click();
  await expect(panel).toContainText(`From ${source} by alias`);
  const other = await as("Admin");
  await other.goto(page.url());
  await expect(
    other.getByRole("complementary", { name: "Details" }).getByRole("heading", { name: "Browsed" }),
  ).toBeVisible();
});
