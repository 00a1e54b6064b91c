// Makes the README's pictures from a running demo: `npm run screenshots` (DATA_DIR as for `npm start`).
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, expect } from "@playwright/test";
import { findChromium } from "./chromium.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = path.join(root, "docs/screenshots");
const ADA = "ada.nightjar@example.com";

/** Each picture: its file's name, its theme, and the way from a signed-in page to what it shows. */
const PICTURES = [
  {
    name: "user-search",
    async show(page, { shop }) {
      await page.goto(`/activity/users?ws=${shop.id}&q=KF-10000`);
      await expect(page.getByRole("table", { name: "Near misses" })).toBeVisible();
    },
  },
  {
    name: "profile",
    async show(page, { shop }) {
      await openAda(page, shop);
      await page.getByRole("button", { name: "Where City comes from" }).click();
      await expect(page.getByRole("dialog").getByRole("listitem").first()).toBeVisible();
    },
  },
  {
    name: "events",
    theme: "dark",
    async show(page, { shop }) {
      await openAda(page, shop);
      await page.getByRole("navigation", { name: "Profile" }).getByRole("link", { name: "Events" }).click();
      const events = page.getByRole("region", { name: "Timeline" }).getByRole("button");
      await events.filter({ hasText: "Commerce" }).first().click();
      await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Event ID");
    },
  },
  {
    name: "live-stream",
    async show(page, { shop }) {
      await page.goto(`/live-stream?ws=${shop.id}`);
      await page.getByRole("grid").getByRole("row").filter({ hasText: "Dropped" }).first().click();
      await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Update Only");
    },
  },
  {
    name: "inputs",
    async show(page, { shop }) {
      await page.goto(`/setup/inputs?tab=feeds&ws=${shop.id}`);
      await expect(page.getByRole("table", { name: "Feeds" })).toBeVisible();
    },
  },
  {
    name: "protection",
    theme: "dark",
    async show(page, { shop }) {
      const feed = shop.inputs.find(({ protectionLevel }) => protectionLevel === "update_only");
      await page.goto(`/setup/inputs/${feed.id}?ws=${shop.id}`);
      await page.getByRole("radio", { name: "Read Only", exact: true }).check();
      await expect(page.getByRole("region", { name: "Dry run" })).toContainText("would have ended otherwise");
    },
  },
  {
    name: "connect",
    async show(page, { shop }) {
      const web = shop.inputs.find(({ kind }) => kind === "web");
      await page.goto(`/setup/inputs/${web.id}/connect?ws=${shop.id}`);
      await expect(page.getByRole("region", { name: "What arrives" }).getByText("Live", { exact: true })).toBeVisible();
    },
  },
  {
    name: "identity",
    async show(page, { shop }) {
      await page.goto(`/settings/identity?ws=${shop.id}`);
      await expect(page.getByRole("radio", { name: /^Profile link/i })).toBeVisible();
    },
  },
  {
    name: "audit",
    async show(page, { shop }) {
      await page.goto(`/settings/audit?ws=${shop.id}`);
      await expect(page.getByRole("table")).toBeVisible();
    },
  },
];

async function openAda(page, shop) {
  await page.goto(`/activity/users?ws=${shop.id}&q=${ADA}`);
  await expect(page.getByRole("heading", { level: 1, name: "Ada Nightjar" })).toBeVisible();
}

async function readDemo() {
  const file = path.resolve(root, process.env.DATA_DIR ?? ".data", "demo.json");
  if (!existsSync(file)) throw new Error(`There is no ${file}: start with the demo seed first.`);
  const demo = JSON.parse(await readFile(file, "utf8"));
  return { url: demo.url, shop: demo.workspaces[0], admin: demo.users.find(({ role }) => role === "Admin") };
}

async function signIn(page, { email, password }) {
  await page.goto("/login");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation", { name: "Sections" })).toBeVisible();
}

async function main() {
  const demo = await readDemo();
  await mkdir(target, { recursive: true });
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage({
      baseURL: demo.url,
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
    });
    await signIn(page, demo.admin);
    for (const { name, theme = "light", show } of PICTURES) {
      await page.emulateMedia({ colorScheme: theme });
      await show(page, demo);
      await page.evaluate(() => document.fonts.ready);
      // The pointer rests where it shows no tip.
      await page.mouse.move(720, 2);
      await page.screenshot({ path: path.join(target, `${name}.png`), animations: "disabled", caret: "hide" });
      console.log(`docs/screenshots/${name}.png`);
    }
  } finally {
    await browser.close();
  }
}

await main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
