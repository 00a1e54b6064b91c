import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FIRST_PERSON, firstBatch, type Language, SNIPPETS } from "../components/connect/snippets";
import { drain } from "../lib/ingest";
import { readLivePage } from "../lib/live";
import { testDatabase } from "./database";
import { type Door, openDoor } from "./door";
import { type MadeInput, makeOrganization } from "./factory";

const run = promisify(execFile);
const root = path.join(import.meta.dirname, "..");
const db = await testDatabase();
const org = await makeOrganization();
const workspaceId = org.workspaces[0].id;
let door: Door;
let folder: string;

beforeAll(async () => {
  door = await openDoor();
  folder = await mkdtemp(path.join(tmpdir(), "snippets-"));
});
afterAll(async () => {
  await door.close();
  await drain();
  await db.close();
  await rm(folder, { recursive: true });
});

function textOf(language: Language, { key, secret }: MadeInput, origin = `http://127.0.0.1:${door.port}`): string {
  return SNIPPETS[language].text({ origin, key, secret, environment: "development", workspaceToken: "" });
}

/** Saves and runs a snippet as the screen says; gives what it printed. */
async function runSnippet(language: Language, text: string): Promise<string> {
  const { file, run: command = text } = SNIPPETS[language];
  if (file) await writeFile(path.join(folder, file), text);
  // Packages that the screen says to install are those of this project, or of the machine.
  const environment = {
    ...process.env,
    NODE_PATH: path.join(root, "node_modules"),
    GOFLAGS: "-mod=mod",
    GO111MODULE: "off",
  };
  const { stdout } = await run("bash", ["-c", command], { cwd: folder, env: environment });
  return stdout;
}

/** What has to answer before a language's snippet can run on this machine; the first two are always there. */
const TOOLS = {
  curl: ["curl", "--version"],
  node: ["node", "--version"],
  python: ["python3", "-c", "import requests"],
  java: ["java", "--version"],
  go: ["go", "version"],
} as const satisfies Partial<Record<Language, readonly string[]>>;

const isHere = ([program, ...args]: readonly [string, ...string[]]) => spawnSync(program, args).status === 0;

describe("a snippet sends its batch as it stands:", () => {
  for (const [language, tool] of Object.entries(TOOLS) as [keyof typeof TOOLS, readonly [string, ...string[]]][]) {
    if (language === "curl" || language === "node" || isHere(tool)) {
      test(`${language}, run for real`, async () => {
        const input = await org.addInput({ kind: "custom_feed" });
        expect(await runSnippet(language, textOf(language, input))).toContain("202");
        const { rows } = await readLivePage(org.context("Admin"), { workspaceId, inputId: input.id });
        expect(rows).toMatchObject([
          {
            environment: "development",
            identities: [{ type: "customer_id", value: FIRST_PERSON }],
            events: [{ type: "custom_event", name: "Hello" }],
            warningCount: 0,
          },
        ]);
      });
    } else {
      test(`${language}, looked at only: ${tool[0]} is not on this machine`, () => {
        const text = textOf(language, org.inputs.custom);
        expect(text).toContain(`http://127.0.0.1:${door.port}/v2/events`);
        expect(text).toContain(org.inputs.custom.key);
        expect(text).toContain(org.inputs.custom.secret);
        expect(text.replaceAll(/\s/g, "")).toContain(firstBatch("development").replaceAll(/\s/g, ""));
        for (const [open, close] of ["()", "{}", "[]"]) {
          expect(text.split(open ?? "").length, open).toBe(text.split(close ?? "").length);
        }
      });
    }
  }
});

test("with the placeholder for a secret it is refused, and belongs to no input", async () => {
  const input = await org.addInput({ kind: "custom_feed" });
  expect(await runSnippet("curl", textOf("curl", { ...input, secret: "YOUR-SECRET" }))).toContain("HTTP/1.1 403");
  const { rows } = await readLivePage(org.context("Admin"), { workspaceId, inputId: input.id });
  expect(rows).toEqual([]);
});
