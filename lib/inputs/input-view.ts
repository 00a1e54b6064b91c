import type { ProtectionLevel } from "../explain/decision";
import type { Input } from "../generated/prisma/client";
import { kindOf } from "./kinds";

/** What a screen shows of an input. Never its secret. */
export type InputView = {
  readonly id: number;
  readonly workspaceId: number;
  readonly kind: string;
  readonly kindLabel: string;
  readonly group: "platform" | "feed";
  readonly name: string;
  readonly partner: string | null;
  /** The platform that a feed behaves as; null: unbound. */
  readonly actAs: string | null;
  /** Null for platforms. */
  readonly protectionLevel: ProtectionLevel | null;
  /** Everything goes to the development environment. */
  readonly isDebug: boolean;
  readonly enabled: boolean;
  readonly key: string;
  readonly restrictDeviceIdByLat: boolean;
  /** Whether requests need no secret. */
  readonly allowKeyOnly: boolean;
  /** Web pages that may send; empty: all. */
  readonly allowedOrigins: readonly string[];
  /** Epoch ms. */
  readonly createdAt: number;
};

/** What `inputView` needs, by Prisma or by `INPUT_COLUMNS`. */
export type InputRow = Pick<
  Input,
  | "id"
  | "workspaceId"
  | "kind"
  | "name"
  | "partner"
  | "actAs"
  | "protectionLevel"
  | "isDebug"
  | "enabled"
  | "key"
  | "restrictDeviceIdByLat"
  | "allowKeyOnly"
  | "allowedOrigins"
> & { readonly createdAt: bigint | number };

/** The columns of `input i` as an `InputRow`, in plain SQL. */
export const INPUT_COLUMNS = `
  i.id, i.workspace_id AS "workspaceId", i.kind, i.name, i.partner, i.act_as AS "actAs",
  i.protection_level AS "protectionLevel", i.is_debug AS "isDebug", i.enabled, i.key,
  i.restrict_device_id_by_lat AS "restrictDeviceIdByLat", i.allow_key_only AS "allowKeyOnly",
  i.allowed_origins AS "allowedOrigins", i.created_at::float8 AS "createdAt"`;

export function inputView(row: InputRow): InputView {
  const kind = kindOf(row.kind);
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    kind: row.kind,
    kindLabel: kind.label,
    group: kind.group,
    name: row.name,
    partner: row.partner,
    actAs: row.actAs,
    protectionLevel: row.protectionLevel as ProtectionLevel | null,
    isDebug: row.isDebug,
    enabled: row.enabled,
    key: row.key,
    restrictDeviceIdByLat: row.restrictDeviceIdByLat,
    allowKeyOnly: row.allowKeyOnly,
    allowedOrigins: row.allowedOrigins,
    createdAt: Number(row.createdAt),
  };
}
