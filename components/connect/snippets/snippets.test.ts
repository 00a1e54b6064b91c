import { describe, expect, test } from "vitest";
import { INPUT_KINDS } from "@/lib/inputs/kinds";
import { firstBatch, LANGUAGES, languagesOf, SECRET_PLACEHOLDER, SNIPPETS, type SnippetFacts, whyNoBrowser } from ".";

const facts: SnippetFacts = {
  origin: "https://cdp.example.com",
  key: "us1-0123456789abcdef",
  secret: SECRET_PLACEHOLDER,
  environment: "development",
  workspaceToken: "AB12CD34",
};

describe.each(LANGUAGES)("the %s snippet", (language) => {
  const text = SNIPPETS[language].text(facts);

  test("has this host and key, and no other host", () => {
    expect(text).toContain(facts.key);
    const hosts = [...text.matchAll(/https?:\/\/([^/"'\s]+)/g)].map(([, host]) => host);
    expect(new Set([...hosts, ...(language === "browser" ? ["cdp.example.com"] : [])])).toEqual(
      new Set(["cdp.example.com"]),
    );
    expect(text).toContain("cdp.example.com");
  });

  test("has the secret once, the browser's never", () => {
    expect(text.split(SECRET_PLACEHOLDER)).toHaveLength(language === "browser" ? 1 : 2);
  });

  test("differs in production by the environment alone", () => {
    const changed = SNIPPETS[language].text({ ...facts, environment: "production" });
    const swapped = language === "browser" ? text.replace("true", "false") : text.replace("development", "production");
    expect(changed).toBe(swapped);
    expect(changed).not.toBe(text);
  });
});

test("over https the browser needs the domain alone, over http every address", () => {
  const secure = SNIPPETS.browser.text(facts);
  expect(secure).toContain('domain: "cdp.example.com"');
  expect(secure).not.toContain("requestConfig");
  const plain = SNIPPETS.browser.text({ ...facts, origin: "http://127.0.0.1:3000" });
  expect(plain).not.toContain('domain: "');
  for (const part of [
    "127.0.0.1:3000/webevents/v3/JS/",
    "127.0.0.1:3000/identity/v1/",
    "forceHttps: false",
    "AB12CD34",
  ]) {
    expect(plain).toContain(part);
  }
});

test("the first batch is JSON", () => {
  expect(JSON.parse(firstBatch("production"))).toMatchObject({ environment: "production", events: [{}] });
});

test("the web platform begins with the browser; every other kind says why there is none", () => {
  for (const kind of INPUT_KINDS) {
    const languages = languagesOf(kind);
    expect(languages[0], kind.kind).toBe(kind.kind === "web" ? "browser" : "curl");
    expect(languages.includes("browser"), kind.kind).toBe(whyNoBrowser(kind) === null);
    expect(languages).toEqual(expect.arrayContaining(["curl", "node", "python", "java", "go"]));
  }
});
