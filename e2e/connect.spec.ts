import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Locator, Page } from "@playwright/test";
import { build } from "esbuild";
import { SNIPPETS } from "../components/connect/snippets";
import { baseUrl, type Demo, expect, stranger, test } from "./demo";
import { listen, startTls } from "./web-shop";

const run = promisify(execFile);
const root = path.join(import.meta.dirname, "..");

const arrivals = (page: Page): Locator => page.getByRole("region", { name: "What arrives" });
const rows = (page: Page): Locator => arrivals(page).locator("ol > li");
const newest = (page: Page): Locator => rows(page).first();
const live = (page: Page) => expect(arrivals(page).getByRole("status")).toHaveText("Live");

/** Opens an input's Connect screen and waits until its stream is up. */
async function openConnect(page: Page, demo: Demo, inputId: number, query = ""): Promise<void> {
  await page.goto(`/setup/inputs/${inputId}/connect?ws=${demo.shop.id}${query}`);
  await live(page);
}

/** What the screen shows, to the letter. */
async function snippetOf(page: Page, label: string): Promise<string> {
  return (
    (await page
      .getByRole("region", { name: `${label} snippet` })
      .locator("pre")
      .textContent()) ?? ""
  );
}

async function shell(command: string, cwd = root): Promise<string> {
  const { stdout } = await run("bash", ["-c", command], {
    cwd,
    env: { ...process.env, NODE_PATH: path.join(root, "node_modules") },
  });
  return stdout;
}

test("a new feed's curl, as the screen shows it, turns the waiting box into its batch", async ({ as, demo }) => {
  const page = await as("Admin");
  const name = `Kiosk ${stranger().customer_id}`;
  await page.goto(`/setup/inputs?tab=feeds&ws=${demo.shop.id}`);
  await page.getByRole("button", { name: "Add feed" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a feed" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create feed" }).click();
  await page.getByRole("link", { name: "Connect with it" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await live(page);
  await expect(arrivals(page)).toContainText("Waiting for the first batch");
  await expect(page.getByText(/^No browser snippet: a page can't keep/)).toBeVisible();

  const command = await snippetOf(page, "curl");
  await test.step("it is taken", async () => {
    expect(command).not.toContain("YOUR-SECRET");
    expect(await shell(command)).toContain("202");
    await expect(newest(page)).toContainText(/Created|Updated/);
    await expect(newest(page)).toContainText("Hello");
    await expect(newest(page)).toContainText("Customer ID: first-person");
    await expect(newest(page)).toContainText("New");
    await expect(arrivals(page)).not.toContainText("Waiting for the first batch");
  });

  await test.step("what is refused is shown, too, with what to do", async () => {
    expect(await shell(command.replace("custom_event_type", "custom_event_kind"))).toContain(" 400");
    await expect(newest(page)).toContainText("Rejected");
    await expect(newest(page)).toContainText("custom_event_type");
    await expect(newest(page)).toContainText("Mend the field that is named and send it again.");
    await expect(rows(page)).toHaveCount(2);
  });

  await test.step("the secret is gone with the page, and without it nothing arrives", async () => {
    const [, secret = ""] = /-u '[^:]+:([^']+)'/.exec(command) ?? [];
    expect(secret.length).toBeGreaterThan(20);
    await page.reload();
    await live(page);
    expect(await page.content()).not.toContain(secret);
    const withoutSecret = await snippetOf(page, "curl");
    expect(withoutSecret).toBe(command.replace(secret, "YOUR-SECRET"));
    expect(await shell(withoutSecret)).toContain(" 403");
    expect(await shell(command)).toContain("202");
    await expect(newest(page)).toContainText("Updated");
    await expect(rows(page)).toHaveCount(3);
  });

  await test.step("a rotated key's snippets have the new secret, in every language, and the old pair is refused", async () => {
    await page.getByRole("link", { name: "Configuration", exact: true }).click();
    await page.getByRole("button", { name: "Rotate key" }).click();
    const confirm = page.getByRole("alertdialog");
    await confirm.getByRole("textbox").fill(name);
    await confirm.getByRole("button", { name: "Rotate key" }).click();
    await page.getByRole("link", { name: "Connect with it" }).click();
    await live(page);
    await expect(page.getByText("The new secret is filled in")).toBeVisible();
    expect(await shell(await snippetOf(page, "curl"))).toContain("202");
    await expect(rows(page)).toHaveCount(4);
    expect(await shell(command)).toContain(" 403");
    await page.getByRole("link", { name: "Node.js" }).click();
    await expect(page.getByRole("region", { name: "Node.js snippet" })).toContainText("new mParticle.Configuration");
    expect(await snippetOf(page, "Node.js")).not.toContain("YOUR-SECRET");
  });

  await test.step("one click leads to the batch, one to the person", async () => {
    await newest(page).getByRole("link", { name: "Open in Live Stream" }).click();
    const details = page.getByRole("complementary", { name: "Details" });
    await expect(details).toContainText("Updated");
    await expect(details).toContainText(name);
    await page.goBack();
    await newest(page).getByRole("link", { name: "Open person" }).click();
    await expect(page.getByRole("region", { name: "Identities" })).toContainText("first-person");
  });
});

test("the official Node SDK sends what the screen shows", async ({ as, demo }) => {
  const page = await as("QA");
  const input = demo.input("Store tills");
  await openConnect(page, demo, input.id, "&lang=node");
  const folder = await mkdtemp(path.join(tmpdir(), "connect-"));
  await writeFile(
    path.join(folder, "first-batch.cjs"),
    (await snippetOf(page, "Node.js")).replace("YOUR-SECRET", input.secret),
  );
  expect(await shell("node first-batch.cjs", folder)).toContain("202");
  await rm(folder, { recursive: true });
  await expect(newest(page)).toContainText("New");
  await expect(newest(page)).toContainText("Hello");
});

type Site = { readonly address: string; readonly close: () => Promise<unknown> };

/** A page of another origin whose only script is the snippet, bundled with the SDK from the registry. */
async function startSite(snippet: string): Promise<Site> {
  const bundled = await build({
    stdin: { contents: snippet, resolveDir: root },
    bundle: true,
    write: false,
    format: "iife",
  });
  const script = bundled.outputFiles[0]?.text ?? "";
  const server = createServer((request, response) => {
    const isScript = request.url === "/site.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : '<!doctype html><title>Heron Outfitters</title><script src="/site.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  return {
    address: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

test("the browser snippet, bundled with the unmodified SDK, identifies and sends", async ({ as, browser, demo }) => {
  const page = await as("QA");
  await openConnect(page, demo, demo.input("Web").id);
  const site = await startSite(await snippetOf(page, "Browser"));
  const visitor = await browser.newPage();
  await visitor.goto(site.address);
  await expect(rows(page).filter({ hasText: "Identify" }).first()).toContainText("New");
  const batch = rows(page).filter({ hasText: "Hello" }).first();
  await expect(batch).toContainText("Updated");
  await expect(batch).toContainText("New");
  await visitor.close();
  await site.close();
});

test("with https in front of the host, so does the short form", async ({ as, browser, demo }) => {
  const page = await as("QA");
  const { key } = demo.input("Web");
  await openConnect(page, demo, demo.input("Web").id);
  const tls = await startTls(baseUrl());
  const facts = { origin: `https://${tls.host}`, key, secret: "", workspaceToken: "" };
  const site = await startSite(SNIPPETS.browser.text({ ...facts, environment: "development" }));
  const visitor = await browser.newPage({ ignoreHTTPSErrors: true });
  const calls = listen(visitor, tls.host);
  await visitor.goto(site.address);
  await calls.uploaded('"Hello"');
  expect(calls.answers.every(({ status }) => status === 200 || status === 202)).toBe(true);
  await expect(rows(page).filter({ hasText: "Hello" }).first()).toContainText("New");
  await visitor.close();
  await site.close();
  await tls.stop();
});

test("a masked reader sees what arrives without personal values, and no way to people", async ({ as, demo }) => {
  const input = demo.input("Store tills");
  const page = await as("Read Only");
  await openConnect(page, demo, input.id);
  const command = (await snippetOf(page, "curl")).replace("YOUR-SECRET", input.secret);
  expect(await shell(command)).toContain("202");
  await expect(newest(page)).toContainText("New");
  await expect(newest(page)).toContainText("Personal values masked");
  await expect(arrivals(page)).not.toContainText("first-person");
  await expect(arrivals(page).getByRole("link", { name: "Open person" })).toHaveCount(0);
});

test("the snippet's language and environment are in the address; production says where to look", async ({
  as,
  demo,
}) => {
  const page = await as("Admin");
  await openConnect(page, demo, demo.input("CRM sync").id);
  await page.getByRole("link", { name: "Python" }).click();
  await expect(page).toHaveURL(/lang=python/);
  await page.getByRole("combobox", { name: "Environment" }).click();
  await page.getByRole("option", { name: "Production" }).click();
  await expect(page).toHaveURL(/env=production/);
  await page.reload();
  expect(await snippetOf(page, "Python")).toContain('"environment": "production"');
  await expect(page.getByText("This goes into production")).toBeVisible();
  await page.getByRole("link", { name: "first-person" }).click();
  await expect(page).toHaveURL(/\/activity\/users\?.*q=first-person/);
});

test("an input that nothing came from leads to Connect; disabled, it says what its senders get", async ({
  as,
  demo,
}) => {
  const page = await as("Admin");
  const name = `Stall ${stranger().customer_id}`;
  await page.goto(`/setup/inputs?tab=feeds&ws=${demo.shop.id}`);
  await page.getByRole("button", { name: "Add feed" }).click();
  await page.getByRole("dialog", { name: "Add a feed" }).getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create feed" }).click();
  await page.getByRole("button", { name: "I have stored the secret" }).click();
  await page.getByRole("row").filter({ hasText: name }).getByRole("link", { name: "Connect" }).click();
  await expect(arrivals(page)).toContainText("Waiting for the first batch");
  await page.getByRole("link", { name: "Configuration", exact: true }).click();
  await page.getByRole("button", { name: "Disable", exact: true }).click();
  const confirm = page.getByRole("alertdialog");
  await confirm.getByRole("textbox").fill(name);
  await confirm.getByRole("button", { name: "Disable feed" }).click();
  await expect(page.getByRole("button", { name: "Enable" })).toBeVisible();
  await page.getByRole("link", { name: "Connect", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This input is disabled" })).toContainText("403");
  await expect(arrivals(page)).toContainText("Nothing can arrive");
});

test("a client that offers HTTP/2 beside its request, as Java's does, gets its answer", async ({ demo }) => {
  const { key, secret } = demo.input("Store tills");
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sent = httpRequest(
      `${baseUrl()}/v2/events`,
      {
        method: "POST",
        auth: `${key}:${secret}`,
        headers: {
          connection: "Upgrade, HTTP2-Settings",
          upgrade: "h2c",
          "http2-settings": "AAEAAEAAAAIAAAABAAMAAABk",
        },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    sent.on("error", reject);
    sent.end('{"environment": "development", "user_identities": {"customer_id": "offers-http2"}}');
  });
  expect(status).toBe(202);
});
