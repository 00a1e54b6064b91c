import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { makeOrganization } from "../../tests/factory";
import { can, ROLES } from "../access/permissions";
import { query } from "../db";
import { type Mpid, toMpid } from "../int64";
import {
  exportChanges,
  exportProfileViews,
  flushProfileViews,
  listActors,
  listChanges,
  listProfileViews,
  recordProfileView,
} from "./index";

const db = await testDatabase();
afterAll(db.close);
const org = await makeOrganization();
const stranger = await makeOrganization();
const admin = org.context("Admin");
const workspaceId = org.workspaces[0].id;

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 24, 12);
const mpid = (text: string): Mpid => {
  const id = toMpid(text);
  if (!id) throw new Error(text);
  return id;
};
const textOf = async (parts: AsyncIterable<string>) => {
  let text = "";
  for await (const part of parts) text += part;
  return text;
};
const changeOf = (accountId: number, at: number, action: string, targetName: string) =>
  query(
    `INSERT INTO audit_log (at, account_id, member_id, actor, action, target_type, target_id, target_name, before, after)
     VALUES ($1, $2, NULL, 'Ada Quill', $3, 'input', '7', $4, NULL, '{"a":1}')`,
    [at, accountId, action, targetName],
  );

describe("changes of the configuration", () => {
  test("come newest first by pages, without losing or repeating rows of one moment", async () => {
    for (let n = 0; n < 7; n++) await changeOf(org.accountId, NOON + Math.floor(n / 3), "input.update", `Feed ${n}`);
    await changeOf(stranger.accountId, NOON, "input.update", "Not ours");
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listChanges(admin, { limit: 2, cursor });
      seen.push(...page.rows.map(({ targetName }) => targetName));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `Feed ${n}`));
  });

  test("are filtered by action or its beginning, part of a name, and time", async () => {
    await changeOf(org.accountId, NOON + HOUR, "input.protection.update", "100%_sure");
    const names = async (filters: Parameters<typeof listChanges>[1]) =>
      (await listChanges(admin, filters)).rows.map(({ targetName }) => targetName);
    expect(await names({ action: "input.protection" })).toEqual(["100%_sure"]);
    expect(await names({ action: "input" })).toHaveLength(8);
    expect(await names({ action: "inp" })).toEqual([]);
    expect(await names({ target: "%_" })).toEqual(["100%_sure"]);
    expect(await names({ target: "feed 3" })).toEqual(["Feed 3"]);
    expect(await names({ from: NOON + 2, to: NOON + HOUR })).toEqual(["Feed 6"]);
    await expect(names({ cursor: "1_2_3" })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("who looked at whom", () => {
  const marketer = org.context("Marketer");
  const person = mpid("-4721839201234567890");

  test("has one row per reader, person and hour, written by those who look at once", async () => {
    recordProfileView(marketer, workspaceId, person, NOON + 5);
    recordProfileView(marketer, workspaceId, person, NOON + 60_000);
    await flushProfileViews();
    recordProfileView(marketer, workspaceId, person, NOON + 120_000);
    recordProfileView(marketer, workspaceId, person, NOON + HOUR);
    recordProfileView(admin, workspaceId, person, NOON + 1);
    recordProfileView(admin, workspaceId, mpid("99"), NOON + 2);
    await Promise.all([flushProfileViews(), flushProfileViews()]);
    const { rows } = await listProfileViews(admin, { mpid: person });
    expect(rows.map(({ reader, firstAt, lastAt, views }) => [reader, firstAt - NOON, lastAt - NOON, views])).toEqual([
      [marketer.member.name, HOUR, HOUR, 1],
      [marketer.member.name, 5, 120_000, 3],
      [admin.member.name, 1, 1, 1],
    ]);
  });

  test("keeps looks while the database refuses them", async () => {
    recordProfileView(marketer, workspaceId, mpid("55"), NOON);
    await query("ALTER TABLE profile_view RENAME TO profile_view_away");
    await flushProfileViews();
    await query("ALTER TABLE profile_view_away RENAME TO profile_view");
    await flushProfileViews();
    expect((await listProfileViews(admin, { mpid: "55" })).rows).toHaveLength(1);
  });

  test("comes by pages and filters, and never from another account", async () => {
    recordProfileView(stranger.context("Admin"), stranger.workspaces[0].id, person, NOON);
    await flushProfileViews();
    const first = await listProfileViews(admin, { limit: 2 });
    const rest = await listProfileViews(admin, { cursor: first.next ?? undefined });
    expect(first.rows.length + rest.rows.length).toBe(5);
    expect(new Set([...first.rows, ...rest.rows].map((row) => row.reader)).size).toBe(2);
    const byReader = await listProfileViews(admin, { memberId: admin.member.id, to: NOON + 2 });
    expect(byReader.rows.map((row) => row.mpid)).toEqual([person]);
    await expect(listProfileViews(admin, { mpid: "zero" })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("an export", () => {
  test("is CSV that no spreadsheet runs, with exact MPIDs", async () => {
    await changeOf(org.accountId, NOON + 2 * HOUR, "input.update", '=HYPERLINK("x")');
    const changes = (await textOf(await exportChanges(admin, { action: "input" }, "csv"))).split("\n");
    expect(changes[0]).toBe("time,who,action,target_type,target_id,target,workspace,before,after,reason");
    expect(changes[1]).toBe(
      `2026-11-24T14:00:00.000Z,Ada Quill,input.update,input,7,"'=HYPERLINK(""x"")",,,"{""a"":1}",`,
    );
    const views = await textOf(await exportProfileViews(admin, { mpid: "-4721839201234567890" }, "csv"));
    expect(views).toContain(",-4721839201234567890,");
  });

  test("is JSON that parses, also when nothing matches, and leaves a change of its own", async () => {
    const text = await textOf(await exportProfileViews(admin, { mpid: "-4721839201234567890" }, "json"));
    expect(JSON.parse(text)).toHaveLength(3);
    expect(JSON.parse(await textOf(await exportProfileViews(admin, { mpid: "1" }, "json")))).toEqual([]);
    const { rows } = await listChanges(admin, { action: "audit.export" });
    expect(rows[0]).toMatchObject({ actor: admin.member.name, after: { list: "profile_views", format: "json" } });
  });

  test("goes on beyond one statement's rows", async () => {
    await query(
      `INSERT INTO audit_log (at, account_id, actor, action, target_type, target_id, target_name)
       SELECT $1, $2, 'Ada Quill', 'many', 'input', n::text, 'x' FROM generate_series(1, 2345) n`,
      [NOON, org.accountId],
    );
    const rows: { target_id: string }[] = JSON.parse(
      await textOf(await exportChanges(admin, { action: "many" }, "json")),
    );
    expect(new Set(rows.map((row) => row.target_id)).size).toBe(2345);
  });
});

describe("the audit", () => {
  test.each(ROLES)("answers %s by the table", async (role) => {
    const ctx = org.context(role);
    const verbs = [
      [() => listChanges(ctx, {}), "audit_configuration.view"],
      [() => listActors(ctx), "audit_configuration.view"],
      [() => exportChanges(ctx, {}, "csv"), "audit_configuration.view"],
      [() => listProfileViews(ctx, {}), "audit_profile_views.view"],
      [() => exportProfileViews(ctx, {}, "csv"), "audit_profile_views.view"],
    ] as const;
    for (const [verb, permission] of verbs) {
      if (can(role, permission)) await verb();
      else await expect(verb()).rejects.toMatchObject({ code: "forbidden", details: { permission } });
    }
  });
});
