import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { LiveReader } from "../../tests/live-reader";
import { send } from "../../tests/send";
import type { Context } from "../access/context";
import { identityKey, identityLockKeys } from "../identity/lock";
import { drain } from "../ingest";
import { idFloor } from "../ingest/ids";
import { prisma } from "../prisma";
import { announceAccess } from "./announce-access";
import { Hubs } from "./hub";
import { PostgresBus } from "./postgres-bus";
import { closePublisher } from "./publish";
import { headOf } from "./rows";

const db = await testDatabase();
let org: MadeOrganization;
let ws: number;
let hubs: Hubs;
let readers: LiveReader[] = [];

beforeAll(async () => {
  hubs = new Hubs(new PostgresBus());
});
beforeEach(async () => {
  org = await makeOrganization();
  ws = org.workspaces[0].id;
});
afterEach(() => {
  for (const reader of readers) reader.close();
  readers = [];
});
afterAll(async () => {
  await drain();
  await closePublisher();
  await hubs.bus.close();
  await db.close();
});

async function watch(options: Parameters<typeof LiveReader.open>[2] & { role?: "Admin" | "User" | "QA" } = {}) {
  const reader = await LiveReader.open(org.context(options.role ?? "Admin"), ws, { hubs, ...options });
  readers.push(reader);
  return reader;
}

const batch = (customerId: string, more: object = {}) => ({
  environment: "development",
  user_identities: { customer_id: customerId },
  ...more,
});

/** A connection of its own that follows the counter's protocol, as another process would, but never notifies. */
async function otherProcess() {
  const client = new pg.Client({ connectionString: db.url });
  await client.connect();
  return {
    client,
    async write(): Promise<number> {
      const { rows } = await client.query(
        "UPDATE workspace_counter SET seq = seq + 1 WHERE workspace_id = $1 RETURNING seq::float8 AS seq",
        [ws],
      );
      const now = Date.now();
      const id = idFloor(now) | BigInt(Math.floor(Math.random() * 2_000_000));
      await client.query(
        `INSERT INTO batch (id, workspace_id, seq, environment, input_id, received_at, outcome, event_count,
                            warning_count, request_id, request_index, decision)
         VALUES ($1, $2, $3, 'development', $4, $5, 'rejected', 0, 0, $1, 0, $6)`,
        [id, ws, rows[0].seq, org.inputs.web.id, now, '{"version":1,"outcome":"rejected","reasons":[],"warnings":[]}'],
      );
      return rows[0].seq;
    },
  };
}

const inOrder = (reader: LiveReader) => reader.rows.map(({ seq }) => seq);
const oneTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("a viewer", () => {
  test("gets a row for every outcome, each with its reason", async () => {
    const reader = await watch();
    await reader.until(({ frames }) => frames.some(({ type }) => type === "caught_up"));
    await send(org.inputs.custom.key, batch("c-1", { user_attributes: { tier: "gold" } }));
    await send(org.inputs.partner.key, batch("c-1", { user_attributes: { tier: "lead" } }));
    await send(org.inputs.updateOnly.key, batch("nobody"));
    await send(org.inputs.readOnly.key, batch("c-1"));
    await send(org.inputs.web.key, batch("c-2", { source_request_id: "r-1" }));
    await send(org.inputs.web.key, batch("c-2", { source_request_id: "r-1" }));
    await send(org.inputs.web.key, { environment: "development", events: 7 }).catch(() => {});
    await reader.until(({ rows }) => rows.length === 7);
    expect(reader.outcomes).toEqual([
      "created",
      "updated",
      "dropped",
      "not_associated",
      "created",
      "duplicate",
      "rejected",
    ]);
    const [created, blocked, dropped, unassociated, , duplicate] = reader.rows;
    expect(created?.identities).toContainEqual({ type: "customer_id", value: "c-1" });
    expect(blocked?.blocked).toEqual(["tier"]);
    expect(dropped?.reasons[0]?.code).toBe("update_only_no_match");
    expect(unassociated).toMatchObject({ mpid: null, found: created?.mpid });
    expect(duplicate?.reasons[0]?.code).toBe("duplicate_request");
    expect(reader.missed).toBe(0);
  });

  test("sees development by default, and both environments of the device it chose", async () => {
    const production = (das: string) => ({ ...batch(`p-${das}`), environment: "production", mp_deviceid: das });
    const everybody = await watch();
    const one = await watch({ filter: { device: "das-1" } });
    await send(org.inputs.web.key, production("das-1"));
    await send(org.inputs.web.key, production("das-2"));
    await send(org.inputs.web.key, { ...batch("d-1"), mp_deviceid: "das-1" });
    await send(org.inputs.web.key, { ...batch("d-2"), mp_deviceid: "das-2" });
    await everybody.until(({ cursor }) => cursor === 4);
    await one.until(({ cursor }) => cursor === 4);
    expect(inOrder(everybody)).toEqual([3, 4]);
    expect(inOrder(one)).toEqual([1, 3]);
    expect(one.rows[0]?.identities).toContainEqual({ type: "customer_id", value: "p-das-1" });
    expect([everybody.missed, one.missed]).toEqual([0, 0]);
  });

  test("goes on from its cursor after it was away", async () => {
    for (let n = 1; n <= 5; n += 1) await send(org.inputs.web.key, batch(`c-${n}`));
    const reader = await watch({ after: 3 });
    await reader.until(({ cursor }) => cursor === 5);
    expect(inOrder(reader)).toEqual([4, 5]);
  });

  test("who is slow loses nothing and costs the others nothing", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = await watch({ pace: () => held });
    const quick = await watch();
    for (let call = 0; call < 6; call += 1) {
      await send(
        org.inputs.web.key,
        Array.from({ length: 100 }, (_, n) => batch(`s-${call}-${n}`)),
      );
    }
    await quick.until(({ rows }) => rows.length === 600);
    expect(slow.rows.length).toBeLessThan(600);
    release();
    await slow.until(({ rows }) => rows.length === 600);
    expect(inOrder(slow)).toEqual(oneTo(600));
    expect([slow.missed, quick.missed]).toEqual([0, 0]);
  });

  test("is refused a cursor that lies ahead of the stream", async () => {
    await expect(watch({ after: 1_000 })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("the numbers", () => {
  test("have no gap while one ingest is held open and others commit", async () => {
    const reader = await watch();
    const holder = new pg.Client({ connectionString: db.url });
    await holder.connect();
    const scope = { scopeId: org.workspaces[0].identityScopeId, environment: "development" };
    const [key] = identityLockKeys([identityKey({ ...scope, type: "customer_id", value: "held" })]);
    await holder.query("SELECT pg_advisory_lock($1)", [key]);
    const held = send(org.inputs.web.key, batch("held"));
    for (let n = 1; n <= 10; n += 1) await send(org.inputs.web.key, batch(`free-${n}`));
    await reader.until(({ rows }) => rows.length === 10);
    expect(reader.rows.some(({ identities }) => identities[0]?.value === "held")).toBe(false);
    await holder.query("SELECT pg_advisory_unlock($1)", [key]);
    await holder.end();
    await held;
    await reader.until(({ rows }) => rows.length === 11);
    expect(inOrder(reader)).toEqual(oneTo(11));
    expect(reader.rows[10]?.identities[0]?.value).toBe("held");
    expect(reader.missed).toBe(0);
  });

  test("have no gap while a transaction that has its number is held open", async () => {
    const reader = await watch();
    const other = await otherProcess();
    await other.client.query("BEGIN");
    await other.write();
    const waiting = [1, 2, 3].map((n) => send(org.inputs.web.key, batch(`w-${n}`)));
    await expect(headOf(ws)).resolves.toBe(0);
    await other.client.query("COMMIT");
    await Promise.all(waiting);
    await reader.until(({ rows }) => rows.length === 4);
    expect(inOrder(reader)).toEqual(oneTo(4));
    expect(reader.rows[0]?.outcome).toBe("rejected");
    await other.client.end();
  });

  test("a rolled-back transaction leaves no hole", async () => {
    const reader = await watch();
    const other = await otherProcess();
    await other.client.query("BEGIN");
    await other.write();
    await other.client.query("ROLLBACK");
    await other.client.end();
    await send(org.inputs.web.key, batch("after"));
    await reader.until(({ rows }) => rows.length === 1);
    expect(inOrder(reader)).toEqual([1]);
  });
});

describe("without wake-ups", () => {
  test("rows of a process that died between commit and NOTIFY still come", async () => {
    const reader = await watch();
    await reader.until(({ frames }) => frames.some(({ type }) => type === "caught_up"));
    const other = await otherProcess();
    await other.write();
    await other.client.end();
    await reader.until(({ rows }) => rows.length === 1);
    expect(reader.missed).toBe(0);
  });

  test("a cut LISTEN connection is made anew and the gap is read", async () => {
    const reader = await watch();
    await send(org.inputs.web.key, batch("before"));
    await reader.until(({ rows }) => rows.length === 1);
    const other = await otherProcess();
    let wakes = 0;
    const stop = hubs.bus.onRows(ws, () => {
      wakes += 1;
    });
    const cut = await db.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'live' AND datname = current_database()`,
    );
    expect(cut).toHaveLength(1);
    wakes = 0;
    await other.write();
    await other.client.end();
    await reader.until(({ rows }) => rows.length === 2);
    // Everybody is woken by the renewed connection, and then again by what it hears.
    await expect.poll(() => wakes).toBe(1);
    await send(org.inputs.web.key, batch("later"));
    await expect.poll(() => wakes).toBe(2);
    await reader.until(({ rows }) => rows.length === 3);
    stop();
    expect(inOrder(reader)).toEqual([1, 2, 3]);
  });
});

describe("the reader's rights", () => {
  test("a foreign workspace answers like a missing one, a role without the permission is refused", async () => {
    const stranger = await makeOrganization();
    await expect(LiveReader.open(stranger.context("Admin"), ws, { hubs })).rejects.toMatchObject({ code: "not_found" });
    for (const role of ["Marketer", "Audiences Only"] as const) {
      await expect(LiveReader.open(org.context(role), ws, { hubs })).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test.each([
    ["signed_out", (): Context | null => null],
    ["forbidden", () => org.context("Marketer")],
    ["not_found", () => ({ ...org.context("Admin"), workspaces: [] })],
    ["role_changed", () => org.context("User")],
  ] as const)("their loss ends the stream with the reason %s", async (reason, now) => {
    const reader = await watch({ readAgain: async () => now() });
    const { id } = org.context("Admin").member;
    await prisma().$transaction((tx) => announceAccess(tx, id));
    await reader.until(({ frames }) => frames.some(({ type }) => type === "end"));
    expect(reader.frames.at(-1)).toEqual({ type: "end", reason });
  });

  test("a masked reader's frames hold no personal value", async () => {
    const planted = { user_identities: { customer_id: "planted-id", email: "planted@example.test" } };
    const device_info = { platform: "iOS", ios_advertising_id: "planted-idfa" };
    const attributes = { user_attributes: { colour: "planted-colour" }, ip: "203.0.113.77" };
    await send(org.inputs.ios.key, {
      environment: "development",
      mp_deviceid: "das-9",
      device_info,
      ...planted,
      ...attributes,
    });
    await send(org.inputs.ios.key, {
      environment: "production",
      mp_deviceid: "das-9",
      device_info,
      ...planted,
      ...attributes,
    });
    for (const [role, isHidden] of [
      ["User", true],
      ["QA", false],
    ] as const) {
      const reader = await watch({ role });
      await reader.until(({ cursor }) => cursor === 2);
      expect(JSON.stringify(reader.frames).includes("planted")).toBe(!isHidden);
    }
    const reader = await watch({ role: "QA", filter: { device: "das-9" } });
    await reader.until(({ cursor }) => cursor === 2);
    expect(JSON.stringify(reader.rows[0])).toContain("planted");
    expect(JSON.stringify(reader.rows[1])).not.toContain("planted");
  });
});
