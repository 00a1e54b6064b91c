import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { PEOPLE } from "../lib/demo/people";
import { type Demo, expect, findPerson, test } from "./demo";

/** Main screens by name: how to get there, as an Admin. */
const SCREENS: Readonly<Record<string, (page: Page, demo: Demo, mpid: string) => Promise<unknown>>> = {
  search: (page, { shop }) => page.goto(`/activity/users?ws=${shop.id}`),
  "near misses": (page, { shop }) => page.goto(`/activity/users?ws=${shop.id}&q=ada.nightjar@exam`),
  "a person": (page, { shop }, mpid) => page.goto(`/activity/users/${mpid}?ws=${shop.id}`),
  "a person's events": async (page, { shop }, mpid) => {
    await page.goto(`/activity/users/${mpid}/events?ws=${shop.id}`);
    await page.getByRole("region", { name: "Timeline" }).getByRole("button").nth(1).click();
    await expect(page.getByRole("complementary", { name: "Details" }).getByRole("tab").first()).toBeVisible();
  },
  "the Live Stream": async (page, { shop }) => {
    await page.goto(`/live-stream?ws=${shop.id}`);
    await page.getByRole("grid").getByRole("row").first().click();
    await expect(page.getByRole("complementary", { name: "Details" }).getByRole("tab").first()).toBeVisible();
  },
  feeds: (page, { shop }) => page.goto(`/setup/inputs?tab=feeds&ws=${shop.id}`),
  "a feed": (page, demo) => page.goto(`/setup/inputs/${demo.input("CRM sync").id}?ws=${demo.shop.id}`),
  connect: async (page, demo) => {
    await page.goto(`/setup/inputs/${demo.input("Web").id}/connect?ws=${demo.shop.id}`);
    await expect(page.getByRole("region", { name: "What arrives" }).getByRole("listitem").first()).toBeVisible();
  },
  "connect, in production": (page, demo) =>
    page.goto(`/setup/inputs/${demo.input("CRM sync").id}/connect?ws=${demo.shop.id}&env=production&lang=java`),
  members: (page, { shop }) => page.goto(`/settings/members?ws=${shop.id}`),
  account: (page, { shop }) => page.goto(`/settings/account?ws=${shop.id}`),
  workspaces: (page, { shop }) => page.goto(`/settings/workspaces?ws=${shop.id}`),
  identity: (page, { shop }) => page.goto(`/settings/identity?ws=${shop.id}`),
  "rate limits": (page, { shop }) => page.goto(`/settings/rate-limits?ws=${shop.id}`),
  "partner identities": (page, { shop }) => page.goto(`/settings/partner-identities?ws=${shop.id}`),
  "account attributes": (page, { shop }) => page.goto(`/settings/account-attributes?ws=${shop.id}`),
  privacy: (page, { shop }) => page.goto(`/settings/privacy?ws=${shop.id}`),
  audit: (page, { shop }) => page.goto(`/settings/audit?ws=${shop.id}`),
  "who looked at whom": (page, { shop }) => page.goto(`/settings/audit/views?ws=${shop.id}`),
};

type Theme = "light" | "dark";

/** Serious and critical findings, as "rule: where". The dark theme differs in nothing but its colours. */
async function findings(page: Page, theme: Theme): Promise<string[]> {
  await expect(page.getByRole("heading").first()).toBeVisible();
  const axe = new AxeBuilder({ page });
  const { violations } = await (theme === "dark" ? axe.withRules("color-contrast") : axe).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

for (const theme of ["light", "dark"] satisfies Theme[]) {
  test(`no screen shuts anybody out, ${theme}`, async ({ as, demo }) => {
    test.setTimeout(180_000);
    const page = await as("Admin");
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const mpid = await findPerson(page, demo.shop.id, PEOPLE.ada.email);
    for (const [name, open] of Object.entries(SCREENS)) {
      await open(page, demo, mpid);
      expect.soft(await findings(page, theme), name).toEqual([]);
    }
  });

  test(`nor does sign-in, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.goto(`${process.env.E2E_URL}/login`);
    expect(await findings(page, theme)).toEqual([]);
  });
}
