import { randomBytes, randomUUID } from "node:crypto";
import { can, personalValues, ROLES, type Role } from "../lib/access/permissions";
import { type Demo, expect, putAccountValues, sendByHttp, test } from "./demo";
import { ask, cookiesOf, pages, routes, type Stop, type Things } from "./walk";

type Environment = "production" | "development";
type Planted = {
  readonly environment: Environment;
  /** Personal values that occur nowhere else, by what they are. */
  readonly values: Readonly<Record<string, string>>;
  readonly email: string;
  /** Set account-level, over what the batch brings. */
  readonly membership: string;
};

/** A batch with a value that nobody else has in each place for personal values. */
function personalBatch(environment: Environment) {
  const values: Record<string, string> = {};
  const plant = (what: string, value = `zq${randomBytes(8).toString("hex")}`) => {
    values[what] = value;
    return value;
  };
  const degrees = () =>
    Number(`4${randomBytes(4).readUInt32BE() % 9}.${100_000_000 + (randomBytes(4).readUInt32BE() % 900_000_000)}`);
  const group = () => (0x1000 + (randomBytes(2).readUInt16BE() % 0xefff)).toString(16);
  const [latitude, longitude] = [degrees(), degrees()];
  plant("latitude", String(latitude));
  plant("longitude", String(longitude));
  const email = plant("email", `zq${randomBytes(8).toString("hex")}@example.com`);
  const batch = {
    environment,
    mp_deviceid: randomUUID(),
    ip: plant("ip", `2001:db8:${group()}:${group()}:${group()}:${group()}:${group()}:${group()}`),
    user_identities: { customer_id: plant("customer_id"), email, other_id_2: plant("other_id_2") },
    user_attributes: {
      $FirstName: plant("$FirstName"),
      favourite: plant("attribute"),
      sizes: [plant("list attribute"), plant("second of a list")],
    },
    device_info: {
      platform: "iOS",
      ios_advertising_id: plant("ios_advertising_id", randomUUID().toUpperCase()),
      ios_idfv: plant("ios_idfv", randomUUID().toUpperCase()),
      network_carrier: plant("network_carrier"),
      http_header_user_agent: plant("user agent"),
    },
    application_info: { install_referrer: plant("install_referrer") },
    partner_identities: { pouncer: plant("partner identity") },
    integration_attributes: { "77": { click: plant("integration attribute") } },
    attribution_info: { publisher: plant("publisher"), campaign: plant("campaign") },
    consent_state: {
      ccpa: {
        data_sale_opt_out: {
          consented: false,
          timestamp_unixtime_ms: Date.now(),
          location: plant("consent location"),
          hardware_id: plant("consent hardware_id"),
        },
      },
    },
    events: [
      {
        event_type: "custom_event",
        data: {
          event_name: "Planted",
          custom_event_type: "other",
          custom_attributes: { note: plant("custom attribute") },
          custom_flags: { flag: plant("custom flag") },
          location: { latitude, longitude },
        },
      },
      {
        event_type: "commerce_event",
        data: {
          custom_attributes: { gift: plant("commerce attribute") },
          product_action: {
            action: "purchase",
            transaction_id: "t-1",
            products: [{ id: "p-1", name: "Tin Kite", custom_attributes: { engraving: plant("product attribute") } }],
          },
        },
      },
      { event_type: "crash_report", data: { message: plant("crash message"), breadcrumbs: [plant("breadcrumb")] } },
      { event_type: "network_performance", data: { url: `https://example.com/${plant("url")}`, http_verb: "GET" } },
    ],
  };
  const membership = plant("account attribute");
  return { batch, planted: { environment, values, email, membership } satisfies Planted };
}

const search = (workspaceId: number, value: string): Stop[] => {
  const q = `ws=${workspaceId}&q=${encodeURIComponent(value)}`;
  return [
    { route: "search", needs: "user_activity.view", address: `/api/people/search?${q}` },
    { route: "search", needs: "user_activity.view", address: `/activity/users?${q}` },
  ];
};

/** Everything about a planted person that the role may open: pages, API, stream, files, search by exact value. */
async function everything(role: Role, cookie: string, things: Things): Promise<Map<string, string>> {
  const { workspaceId, mpid, value } = things;
  const provenance = [
    "identity&key=email",
    "attribute&key=favourite",
    "attribute&key=sizes",
    "attribute&key=membership",
    "field&key=ip",
  ].map(
    (field): Stop => ({
      route: "provenance",
      needs: "user_activity.view",
      address: `/api/people/${mpid}/provenance?ws=${workspaceId}&kind=${field}`,
    }),
  );
  const stops = [...routes(things), ...provenance, ...search(workspaceId, value), ...pages(things)];
  const answers = new Map<string, string>();
  for (const stop of stops.filter(({ needs }) => needs === null || can(role, needs))) {
    const asked = stop.post === undefined ? "" : encodeURIComponent(JSON.stringify(stop.post));
    answers.set(`${stop.address} ${asked}`, (await ask(cookie, stop)).text);
  }
  return answers;
}

/** What of the planted is in an answer; not what the reader asked for by that value. */
function leaks(where: string, text: string, { values }: Planted): string[] {
  return Object.entries(values)
    .filter(([, value]) => text.includes(value) && !where.includes(encodeURIComponent(value)))
    .map(([what]) => `${what} in ${where}`);
}

const jsonOf = async (cookie: string, address: string) => JSON.parse((await ask(cookie, { address })).text);

async function plant(demo: Demo, admin: string, environment: Environment) {
  const { batch, planted } = personalBatch(environment);
  const unknown = personalBatch(environment);
  expect(await sendByHttp(demo.input("iOS"), batch)).toBe(202);
  // Dropped: its values are in no profile, but in the stream.
  expect(await sendByHttp(demo.input("CRM sync"), unknown.batch)).toBe(202);
  const [workspaceId, inputId, value] = [demo.shop.id, demo.input("iOS").id, planted.email];
  const { hits } = await jsonOf(admin, `/api/people/search?ws=${workspaceId}&q=${encodeURIComponent(value)}`);
  const mpid = String(hits[0].mpid);
  expect((await putAccountValues(demo, mpid, { membership: planted.membership })).status).toBe(200);
  const seen = await ask(admin, { address: `/api/people/${mpid}/timeline?ws=${workspaceId}` });
  const [, batchId = "none"] = /"batchId":"(-?\d+)"/.exec(seen.text) ?? [];
  const { rows } = await jsonOf(admin, `/api/live/rows?ws=${workspaceId}`);
  const dropped: string | undefined = rows.find((row: { outcome: string; identities: readonly object[] }) => {
    return row.outcome === "dropped" && JSON.stringify(row.identities).includes(unknown.planted.email);
  })?.batchId;
  const things: Things = { workspaceId, inputId, mpid, batchId, value };
  return { planted, things, unknown: unknown.planted, dropped };
}

/** Where a masked reader comes upon the batch; the stream is of development. */
const SEEN = {
  production: ["/api/live/batch/"],
  development: ["/api/live?", "/api/live/rows?", "/api/live/batch/", "/live-stream?"],
};

for (const environment of ["production", "development"] as const) {
  const isMasked = (role: Role) => {
    const seen = personalValues(role);
    return seen === "masked" || (seen === "plain_in_development" && environment === "production");
  };

  test(`in ${environment} a masked reader gets no personal value, wherever they look; others do`, async ({
    as,
    demo,
  }) => {
    test.setTimeout(120_000);
    const admin = await cookiesOf(await as("Admin"));
    const { planted, things, unknown, dropped } = await plant(demo, admin, environment);
    const readers = ROLES.filter((role) => isMasked(role) || role === "QA" || role === "Marketer");
    for (const role of readers) {
      await test.step(`${role}: ${isMasked(role) ? "masked" : "plain"}`, async () => {
        const cookie = await cookiesOf(await as(role));
        const answers = await everything(role, cookie, things);
        const found = [...answers].flatMap(([where, text]) => leaks(where, text, planted));
        if (!isMasked(role)) {
          const missed = Object.keys(planted.values).filter(
            (what) => !found.some((one) => one.startsWith(`${what} in`)),
          );
          expect.soft(missed).toEqual([]);
          return;
        }
        expect.soft(found).toEqual([]);
        if (can(role, "live_stream.view")) {
          const seen = [...answers].filter(([, text]) => text.includes(things.batchId)).map(([where]) => where);
          for (const address of SEEN[environment]) {
            expect.soft(seen.filter((where) => where.startsWith(address)).length, `seen in ${address}`).toBe(1);
          }
          for (const [where, text] of answers) expect.soft(leaks(where, text, unknown)).toEqual([]);
          if (environment === "development") {
            const { status, text } = await ask(cookie, { address: `/api/live/batch/${dropped}` });
            expect.soft(status).toBe(200);
            expect.soft(leaks("a dropped batch", text, unknown)).toEqual([]);
          }
        }
        if (can(role, "user_activity.view")) {
          const address = `/api/people/search?ws=${demo.shop.id}&q=${encodeURIComponent(planted.email)}`;
          const { hits } = await jsonOf(cookie, address);
          expect.soft(hits).toMatchObject([{ mpid: things.mpid }]);
          expect.soft(JSON.stringify(hits)).not.toContain(planted.email);
        }
      });
    }
  });
}
