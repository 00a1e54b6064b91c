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
  /** Epoch ms. */
  readonly createdAt: number;
};

export function inputView(row: Input): InputView {
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
    createdAt: Number(row.createdAt),
  };
}
