import { gzipSync } from "node:zlib";
import type { BrowserContext } from "@playwright/test";
import { PEOPLE } from "../lib/demo/people";
import { baseUrl, expect, findPerson, test } from "./demo";
import { pages } from "./walk";

/** What a page may load before anybody touched it, bytes of its scripts, each by gzip. */
const LIMIT = 200 * 1024;

const sizes = new Map<string, number>();

async function sizeOf(url: string): Promise<number> {
  const known = sizes.get(url);
  if (known !== undefined) return known;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} was answered ${response.status}.`);
  const size = gzipSync(await response.arrayBuffer()).length;
  sizes.set(url, size);
  return size;
}

/** Opens an address in a page of its own and adds up the scripts that its browser loads until it is idle. */
async function firstScripts(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage();
  const scripts: string[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.url());
  });
  await page.goto(`${baseUrl()}${address}`);
  // What is there may ask for more: idle is when a rest of the browser brought nothing new.
  for (let before = -1; before !== scripts.length; ) {
    before = scripts.length;
    await Promise.all(scripts.map(sizeOf));
    await page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done())));
  }
  await page.close();
  const all = await Promise.all(scripts.map(sizeOf));
  return all.reduce((sum, size) => sum + size, 0);
}

test("sign-in is usable after little script", async ({ context }) => {
  expect(await firstScripts(context, "/login")).toBeLessThan(LIMIT);
});

test("so is every page of the console", async ({ as, demo }) => {
  const page = await as("Admin");
  const mpid = await findPerson(page, demo.shop.id, PEOPLE.ada.email);
  const inputId = demo.input("CRM sync").id;
  const things = { workspaceId: demo.shop.id, inputId, mpid, batchId: "", value: "" };
  const tooMuch = new Map<string, number>();
  for (const { route, address } of pages(things)) {
    const size = await firstScripts(page.context(), address);
    if (size > LIMIT) tooMuch.set(route, size);
  }
  expect(Object.fromEntries(tooMuch)).toEqual({});
});
