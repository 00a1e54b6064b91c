import { stringify } from "csv-stringify/sync";
import { writeAudit } from "../access/audit";
import type { Context } from "../access/context";
import { requirePermission } from "../access/require-permission";
import { prisma } from "../prisma";
import type { AuditPage } from "./audit-page";
import { type Change, type ChangesInput, listChanges } from "./list-changes";
import { listProfileViews, type ProfileView, type ProfileViewsInput } from "./list-profile-views";

export type ExportFormat = "csv" | "json";

/** Rows of one statement of an export. */
const CHUNK = 1_000;

/** All changes that the filters let through, newest first, as the text of a file. The export is a change of its own. */
export async function exportChanges(
  ctx: Context,
  input: Omit<ChangesInput, "cursor" | "limit">,
  format: ExportFormat,
): Promise<AsyncIterable<string>> {
  requirePermission(ctx, "audit_configuration.view");
  const workspaces = new Map(ctx.workspaces.map(({ id, name }) => [id, name]));
  const first = await listChanges(ctx, { ...input, limit: CHUNK });
  await auditExport(ctx, "configuration", format);
  return textOf(first, (cursor) => listChanges(ctx, { ...input, cursor, limit: CHUNK }), format, {
    time: (row: Change) => iso(row.at),
    who: (row) => row.actor,
    action: (row) => row.action,
    target_type: (row) => row.targetType,
    target_id: (row) => row.targetId,
    target: (row) => row.targetName,
    workspace: (row) => (row.workspaceId === null ? null : (workspaces.get(row.workspaceId) ?? null)),
    before: (row) => row.before,
    after: (row) => row.after,
    reason: (row) => row.reason,
  });
}

/** Who looked at whom, as the text of a file; like `exportChanges`. */
export async function exportProfileViews(
  ctx: Context,
  input: Omit<ProfileViewsInput, "cursor" | "limit">,
  format: ExportFormat,
): Promise<AsyncIterable<string>> {
  requirePermission(ctx, "audit_profile_views.view");
  const first = await listProfileViews(ctx, { ...input, limit: CHUNK });
  await auditExport(ctx, "profile_views", format);
  return textOf(first, (cursor) => listProfileViews(ctx, { ...input, cursor, limit: CHUNK }), format, {
    first_time: (row: ProfileView) => iso(row.firstAt),
    last_time: (row) => iso(row.lastAt),
    reader: (row) => row.reader,
    reader_email: (row) => row.email,
    mpid: (row) => row.mpid,
    workspace: (row) => row.workspaceName,
    views: (row) => row.views,
  });
}

const iso = (ms: number) => new Date(ms).toISOString();

async function auditExport(ctx: Context, list: string, format: ExportFormat): Promise<void> {
  await prisma().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: "audit.export",
      targetType: "account",
      targetId: ctx.accountId,
      targetName: ctx.accountName,
      after: { list, format },
    }),
  );
}

type Columns<Row> = Readonly<Record<string, (row: Row) => unknown>>;

async function* textOf<Row>(
  first: AuditPage<Row>,
  read: (cursor: string) => Promise<AuditPage<Row>>,
  format: ExportFormat,
  columns: Columns<Row>,
): AsyncIterable<string> {
  yield format === "csv" ? `${Object.keys(columns).join(",")}\n` : "[";
  let separator = "\n";
  for (let page: AuditPage<Row> | null = first; page; page = page.next === null ? null : await read(page.next)) {
    if (format === "csv") {
      yield csvOf(page.rows, columns);
    } else if (page.rows.length > 0) {
      yield separator + page.rows.map((row) => JSON.stringify(cellsOf(row, columns))).join(",\n");
      separator = ",\n";
    }
  }
  if (format === "json") yield "\n]\n";
}

function cellsOf<Row>(row: Row, columns: Columns<Row>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).map(([name, cell]) => [name, cell(row)]));
}

/** A cell that a spreadsheet would run as a formula begins with an apostrophe; an MPID below zero stays a number. */
function csvOf<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  const cells = rows.map((row) =>
    Object.entries(columns).map(([name, cell]) => {
      const value = cell(row);
      if (name === "mpid") return BigInt(String(value));
      return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
    }),
  );
  return stringify(cells, { escape_formulas: true });
}
