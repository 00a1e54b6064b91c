import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { customEvent, expect, openLiveStream, sendByHttp, signIn, stranger, test } from "./demo";
import { cleanEnvironment, freePort } from "./product";

const read = (name: string) => readFileSync(path.join(process.env.E2E_DATA_DIR ?? "", name), "utf8");

/** The database and the secret of the demo, for one more copy. */
function shared() {
  const port = read("postgres/data/postmaster.pid").split("\n")[3];
  const password = read("postgres-password").trim();
  return {
    DATABASE_URL: `postgres://postgres:${password}@127.0.0.1:${port}/app`,
    APP_SECRET: read("app-secret").trim(),
  };
}

/** Runs one of the two processes, and resolves when it says that it is ready. */
async function run(only: "server" | "console", environment: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["dist/server.mjs", "--only", only], {
    cwd: path.join(import.meta.dirname, ".."),
    env: { ...cleanEnvironment(), ...environment },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`--only ${only} ended with code ${code}.`)));
  });
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill(signal);
  return await ended;
}

test("server and console run apart: the machines' door stays open while the console is away", async ({
  browser,
  demo,
}) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = { ...shared(), PORT: String(port), CONSOLE_LISTEN: `127.0.0.1:${await freePort()}` };
  const away = async () => {
    const answer = await fetch(`${url}/login`);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  };
  const input = demo.input("Store tills");
  const send = (name: string) =>
    sendByHttp(input, { user_identities: { customer_id: name }, events: [customEvent("Apart")] }, url);

  const server = await run("server", environment);
  await away();
  let pages = await run("console", environment);
  // Where a provider of single sign-on would send people back to.
  const { credentials } = (await (await fetch(`${url}/api/auth/providers`)).json()) as Record<string, object>;
  expect(credentials).toMatchObject({ callbackUrl: `${url}/api/auth/callback/credentials` });
  const page = await (await browser.newContext({ baseURL: url })).newPage();
  const user = demo.users.find(({ role }) => role === "QA");
  if (!user) throw new Error("The demo has no QA.");
  await signIn(page, user);
  const grid = await openLiveStream(page, demo.shop.id);

  expect(await end(pages, "SIGKILL")).toBeNull();
  await away();
  const meanwhile = stranger().customer_id;
  expect(await send(meanwhile)).toBe(202);
  await expect(grid.getByRole("row").filter({ hasText: meanwhile })).toBeVisible();

  pages = await run("console", environment);
  await page.goto(`/setup/inputs/${input.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Store tills");
  await page.getByRole("button", { name: /^Account of / }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(new RegExp(`^${url}/login`));
  await page.context().close();
  expect(await end(server, "SIGTERM")).toBe(0);
  expect(await end(pages, "SIGTERM")).toBe(0);
});
