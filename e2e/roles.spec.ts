import { can, ROLES } from "../lib/access/permissions";
import { PEOPLE } from "../lib/demo/people";
import { type Demo, expect, test } from "./demo";
import { ask, cookiesOf, pages, pagesInSource, routes, routesInSource, type Things } from "./walk";

/** Lead on to another page. */
const LEADING_ON = ["/", "/settings"];
const SECTIONS = [
  ["User Activity", "user_activity.view"],
  ["Live Stream", "live_stream.view"],
  ["Inputs", "inputs.view"],
  ["Settings", null],
] as const;
const SETTINGS = [
  ["Your account", null],
  ["Members", "members.view"],
  ["Workspaces", "identity_settings.view"],
  ["Identity", "identity_settings.view"],
  ["Rate limits", "identity_settings.view"],
  ["Partner identities", "identity_settings.view"],
  ["Account attributes", "identity_settings.view"],
  ["Privacy", "privacy.view"],
  ["Audit", "audit_configuration.view"],
] as const;

async function thingsOf(cookie: string, demo: Demo): Promise<Things> {
  const workspaceId = demo.shop.id;
  const value = PEOPLE.ada.email;
  const found = await ask(cookie, { address: `/api/people/search?ws=${workspaceId}&q=${encodeURIComponent(value)}` });
  const mpid = String(JSON.parse(found.text).hits[0].mpid);
  const seen = await ask(cookie, { address: `/api/live/rows?ws=${workspaceId}` });
  const batchId = String(JSON.parse(seen.text).rows[0].batchId);
  return { workspaceId, inputId: demo.input("CRM sync").id, mpid, batchId, value };
}

test("the walk knows every page and every route that there is", () => {
  const nothing: Things = { workspaceId: 1, inputId: 1, mpid: "1", batchId: "1", value: "" };
  const walked = (stops: readonly { route: string }[]) => [...new Set(stops.map(({ route }) => route))].sort();
  expect([...walked(pages(nothing)), ...LEADING_ON].sort()).toEqual(pagesInSource().sort());
  expect(walked(routes(nothing))).toEqual(routesInSource().sort());
});

for (const role of ROLES) {
  test(`${role} opens what the table says, and is shown nothing else`, async ({ as, demo }) => {
    const things = await thingsOf(await cookiesOf(await as("Admin")), demo);
    const page = await as(role);
    const cookie = await cookiesOf(page);

    for (const { route, needs, address } of pages(things)) {
      const { status } = await ask(cookie, { address });
      expect.soft([route, status]).toEqual([route, needs === null || can(role, needs) ? 200 : 403]);
    }
    for (const stop of routes(things)) {
      const { status, text } = await ask(cookie, stop);
      const allowed = stop.needs === null || can(role, stop.needs);
      expect.soft([stop.route, status]).toEqual([stop.route, allowed ? 200 : 403]);
      if (!allowed) {
        const message = `Your role (${role}) lacks the permission ${stop.needs}.`;
        expect.soft(JSON.parse(text)).toEqual({ errors: [{ code: "FORBIDDEN", message }] });
      }
    }
    for (const address of LEADING_ON) {
      const { location } = await ask(cookie, { address });
      const first = location?.startsWith("/settings?") ? (await ask(cookie, { address: location })).location : location;
      expect
        .soft((await ask(cookie, { address: first ?? "nowhere" })).status, `${address} leads to ${first}`)
        .toBe(200);
    }

    await page.goto(`/settings/account?ws=${demo.shop.id}`);
    for (const [name, items] of [
      ["Sections", SECTIONS],
      ["Settings", SETTINGS],
    ] as const) {
      const links = page.getByRole("navigation", { name, exact: true }).getByRole("link");
      const shown = items.filter(([, needs]) => needs === null || can(role, needs)).map(([label]) => label);
      await expect.soft(links).toHaveText(shown);
    }
  });
}

test("a refused page names the permission, and leads back", async ({ as, demo }) => {
  const things = await thingsOf(await cookiesOf(await as("Admin")), demo);
  const page = await as("Audiences Only");
  for (const { needs, address } of pages(things)) {
    if (needs === null) continue;
    await page.goto(address);
    const main = page.getByRole("main");
    await expect.soft(main.getByText(`It needs the permission ${needs}, which the role Audiences Only`)).toBeVisible();
    await expect.soft(main.getByRole("link", { name: "Go to Settings" })).toBeVisible();
  }
});

test("what there is not, or is of somebody else, is not found", async ({ as, demo }) => {
  const cookie = await cookiesOf(await as("Admin"));
  const things = await thingsOf(cookie, demo);
  const unknown: Things = { ...things, inputId: 2_000_000_000, mpid: "4", batchId: "5" };
  const addresses = [
    ...[
      ...pages({ ...things, workspaceId: 2_000_000_000 }),
      ...routes({ ...things, workspaceId: 2_000_000_000 }),
    ].filter(
      // The address of an input or a batch says the workspace by itself.
      ({ route, address }) => address.includes("ws=") && !route.startsWith("/setup/inputs/[id]"),
    ),
    ...[...pages(unknown), ...routes(unknown)].filter(({ route }) => /\[|:(?!format)/.test(route)),
    { address: "/activity/users/not-a-number?ws=1" },
    { address: "/setup/inputs/0" },
    { address: "/api/people/batches/99999999999999999999" },
    { address: "/api/no-such-route" },
    { address: "/no-such-page" },
  ];
  for (const { address } of addresses) {
    expect.soft([address, (await ask(cookie, { address })).status]).toEqual([address, 404]);
  }
});

test("whoever is not signed in goes to the sign-in page and back; a request is refused", async ({ as, demo }) => {
  const things = await thingsOf(await cookiesOf(await as("Admin")), demo);
  for (const { address } of pages(things)) {
    const { status, location, text } = await ask("", { address });
    expect.soft([status, location]).toEqual([307, `/login?callbackUrl=${encodeURIComponent(address)}`]);
    expect.soft(text).not.toContain(things.value);
  }
  for (const stop of routes(things)) {
    const { status, text } = await ask("", stop);
    expect.soft([stop.route, status]).toEqual([stop.route, 401]);
    expect.soft(JSON.parse(text).errors[0].code).toBe("UNAUTHORIZED");
  }
  // The browser must not ask for a name and a password by itself.
  const response = await fetch(`${process.env.E2E_URL}/api/live/devices`);
  expect(response.headers.get("www-authenticate")).toBeNull();
});
