import type { Page } from "@playwright/test";
import { customEvent, type Demo, expect, openLiveStream, sendByHttp, stranger, test } from "./demo";
import { serverOf } from "./processes";

const COUNT = 12;

/** Opens the stream, showing this test's batches only. */
async function watch(page: Page, demo: Demo) {
  const { customer_id } = stranger();
  const names = Array.from({ length: COUNT }, (_, i) => `${customer_id}-${i + 1}.`);
  const rows = async () => {
    const answer = await page.request.get(`/api/live/rows?ws=${demo.shop.id}`);
    const { rows: newest } = (await answer.json()) as { rows: { seq: number; batchId: string; outcome: string }[] };
    return newest;
  };
  const [last] = await rows();
  const grid = await openLiveStream(page, demo.shop.id, `&q=${customer_id}`);
  const status = page.getByRole("status");
  const dataDir = process.env.E2E_DATA_DIR ?? "";

  return {
    names,
    status,
    /** Sends a batch again and again until it is taken, as a client does. */
    send: (name: string) => {
      const batch = { source_request_id: name, user_identities: { customer_id: name }, events: [customEvent("Kept")] };
      return expect(async () => expect(await sendByHttp(demo.input("Store tills"), batch)).toBe(202)).toPass();
    },
    killServer: () => process.kill(serverOf(dataDir), "SIGKILL"),
    /** The page shows each batch once, in the server's order, and has counted every number since it was opened. */
    expectWhole: async () => {
      for (const name of names) {
        const row = grid.getByRole("row").filter({ hasText: name }).filter({ hasNotText: "Duplicate" });
        await expect(row).toHaveCount(1);
      }
      const since = (await rows()).filter(({ seq }) => seq > (last?.seq ?? 0));
      await expect
        .poll(() => grid.getByRole("row").evaluateAll((shown) => shown.map(({ id }) => id)))
        .toEqual(since.map(({ seq }) => `live-${seq}`));
      await expect(page.getByText(`${since.length} received`)).toBeVisible();
      await expect(page.getByText("missed 0")).toBeVisible();
      await expect(status).toHaveText(/^Live/);
    },
  };
}

test("the server is killed in the middle of traffic: it comes back, and so does the page, with every batch once", async ({
  as,
  demo,
}) => {
  const { names, status, send, killServer, expectWhole } = await watch(await as("QA"), demo);
  const [first = "", ...others] = names;
  await send(first);
  const sent = others.map(send);
  killServer();
  await expect(status).toHaveText(/^(Reconnecting|Connecting)/);
  await Promise.all(sent);
  await expectWhole();
});

test("a page that was offline while the server was killed shows what came meanwhile", async ({ as, demo }) => {
  const page = await as("QA");
  const { names, status, send, killServer, expectWhole } = await watch(page, demo);
  await send(names[0] ?? "");
  // The browser refuses new connections and keeps the open one.
  await page.context().setOffline(true);
  killServer();
  await expect(status).toHaveText(/^Offline/);
  await Promise.all(names.slice(1).map(send));
  await expect(status).toHaveText(/^(Offline|Connecting)/);
  await page.context().setOffline(false);
  await expectWhole();
});

test("a page that slept while the server was killed goes on where it was", async ({ as, browser, demo }) => {
  const page = await as("QA");
  const { names, send, killServer, expectWhole } = await watch(page, demo);
  await send(names[0] ?? "");
  const { processInfo } = await (await browser.newBrowserCDPSession()).send("SystemInfo.getProcessInfo");
  const pages = processInfo.filter(({ type }) => type === "renderer");
  for (const { id } of pages) process.kill(id, "SIGSTOP");
  try {
    killServer();
    await Promise.all(names.slice(1).map(send));
  } finally {
    for (const { id } of pages) process.kill(id, "SIGCONT");
  }
  expect(pages).not.toEqual([]);
  await expectWhole();
});
