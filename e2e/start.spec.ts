import { rm } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./demo";
import { type Process, processes } from "./processes";
import { freePort, NPM_START, newDataDir, type Product, startProduct } from "./product";

const ADMIN = { email: "teal.pochard@example.test", password: "a long enough password" };
const member = (page: Page, name: RegExp) => page.getByRole("button", { name });

/** What runs for a product: everything below its npm, and its database, which has no parent. */
function familyOf(product: Product, dataDir: string): Process[] {
  const all = processes();
  const below = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return [...below(product.pid), ...all.filter(({ command }) => command.includes(dataDir))];
}

/** Those that still run; a number may be somebody else's by now. */
const left = (family: readonly Process[]) =>
  processes().filter(({ pid, command }) => family.some((one) => one.pid === pid && one.command === command));

test("a second copy: both signed in to in one browser, stopped by Ctrl-C without a trace, mended after a kill", async ({
  as,
  demo,
}) => {
  // Three starts.
  test.setTimeout(180_000);
  const dataDir = await newDataDir();
  const port = await freePort();
  const start = () => startProduct({ dataDir, port, environment: { SEED: "none" }, command: NPM_START });
  const first = await as("Marketer");
  const second = await first.context().newPage();

  let copy = await start();
  try {
    await test.step("in one browser nobody is signed out by the other copy", async () => {
      await first.goto(`/activity/users?ws=${demo.shop.id}`);
      const [, token = ""] = /good for once:\n\s*(\S+)/.exec(copy.output()) ?? [];
      await second.goto(`${copy.url}/`);
      await expect(second).toHaveURL(`${copy.url}/set-up`);
      for (const [label, value] of [
        ["Token", token],
        ["Organisation", "Pochard Mills"],
        ["First workspace", "Mill shop"],
        ["Your name", "Teal Pochard"],
        ["Email", ADMIN.email],
        ["Password", ADMIN.password],
      ] as const) {
        await second.getByLabel(label).fill(value);
      }
      await second.getByRole("button", { name: "Set up" }).click();
      await expect(member(second, /^Account of Teal Pochard$/)).toBeVisible();
      await first.reload();
      await expect(member(first, /^Account of (?!Teal)/)).toBeVisible();
      await second.reload();
      await expect(member(second, /^Account of Teal Pochard$/)).toBeVisible();
    });

    await test.step("Ctrl-C ends everything that it started", async () => {
      const family = familyOf(copy, dataDir);
      expect(family.filter(({ command }) => command.includes("postgres"))).not.toEqual([]);
      expect(family.filter(({ command }) => command.includes("dist/server.mjs"))).toHaveLength(2);
      await copy.signal("SIGINT");
      expect(copy.output()).toMatch(/Stopped\.\s*$/);
      expect(left(family)).toEqual([]);
    });

    await test.step("the next start finds everything, also who was signed in", async () => {
      copy = await start();
      expect(copy.output()).not.toContain("set-up");
      await second.goto(copy.url);
      await expect(member(second, /^Account of Teal Pochard$/)).toBeVisible();
    });

    await test.step("after a kill -9 of npm and all in its group the next start mends what was left", async () => {
      const family = familyOf(copy, dataDir);
      await copy.signal("SIGKILL");
      copy = await start();
      expect(copy.output()).toContain("The last run was cut off; repairing what it left.");
      // The database may go on; the rest of the killed run lets go of the port first and ends soon after.
      await expect
        .poll(() => left(family).filter(({ command }) => !command.includes("postgres")), { timeout: 20_000 })
        .toEqual([]);
      await second.reload();
      await expect(member(second, /^Account of Teal Pochard$/)).toBeVisible();
      await first.reload();
      await expect(member(first, /^Account of (?!Teal)/)).toBeVisible();
    });
  } finally {
    const family = familyOf(copy, dataDir);
    await copy.signal("SIGINT");
    await rm(dataDir, { recursive: true, force: true });
    expect(left(family)).toEqual([]);
  }
});
