import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { assetOf, pageOf } from "./index";
import { STYLE, TOKENS } from "./style";

const globals = readFileSync(path.join(import.meta.dirname, "../../app/globals.css"), "utf8");

/** The variables that one block of the console's style declares. */
function tokensOf(selector: string): Record<string, string> {
  const start = globals.indexOf(`\n${selector} {`);
  const block = globals.slice(start, globals.indexOf("}", start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]),
  );
}

describe("the page's style", () => {
  test.each([
    [":root", TOKENS.light],
    [".dark", TOKENS.dark],
  ])("has the console's colours of %s", (selector, tokens) => {
    expect(tokensOf(selector)).toMatchObject(tokens);
  });

  test("uses no colour that it does not declare", () => {
    const used = [...STYLE.matchAll(/var\(--([\w-]+)\)/g)].map(([, name]) => name);
    expect(used.filter((name = "") => !(name in TOKENS.light || ["sans", "mono"].includes(name)))).toEqual([]);
    expect(Object.keys(TOKENS.dark)).toEqual(Object.keys(TOKENS.light));
  });
});

describe("the page", () => {
  test("names files of its own alone, and all of them are there", async () => {
    const html = await pageOf();
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = ""]) => address);
    const assets = addresses.filter((address) => address.startsWith("/docs/api/assets/"));
    expect(addresses.filter((address) => !/^(?:\/|data:,$)/.test(address))).toEqual([]);
    expect(assets.length).toBeGreaterThan(2);
    for (const address of assets) expect(await assetOf(path.posix.basename(address))).not.toBeNull();
  });

  test("serves nothing that it does not name", async () => {
    for (const name of ["index.html", "../package.json", "swagger-ui-bundle.js.map"]) {
      expect(await assetOf(name)).toBeNull();
    }
  });
});
