import type { ProtectionLevel } from "../explain/decision";
import type { IdentitySettings } from "../identity/settings";
import type { Tier } from "../profile/attribute-priority";
import type { ConsentRules } from "../profile/consent";
import type { LimitKey } from "../rate-limits/limit";
import { kindOf, mayWriteConsent } from "./kinds";

/**
 * What is in force for an input. `ingest` compares `rulesVersion` inside its transaction, so a process may keep
 * them: every verb that changes one of these facts raises the version of the inputs it touches (`bumpRules`).
 */
export type Rules = {
  readonly inputId: number;
  readonly inputName: string;
  readonly workspaceId: number;
  readonly accountId: number;
  readonly scopeId: number;
  readonly kind: string;
  readonly isFeed: boolean;
  readonly partner: string | null;
  /** The platform that the input is, or acts as. */
  readonly platform: string | null;
  readonly tier: Tier;
  /** Null for platforms. */
  readonly protectionLevel: ProtectionLevel | null;
  readonly enabled: boolean;
  readonly rulesVersion: number;
  /** Sends everything to the development environment. */
  readonly isDebug: boolean;
  readonly restrictDeviceIdByLat: boolean;
  readonly identity: IdentitySettings;
  readonly consent: ConsentRules;
  /** Registered partner identity names -> the partner that owns them. */
  readonly partnerIdentities: ReadonlyMap<string, string>;
  /** Keys that are declared account-level: a value that is set there outranks every batch. */
  readonly accountAttributes: ReadonlySet<string>;
  /** Unique event and screen names that the workspace offers in builders and filters. */
  readonly eventNameLimit: number;
  /** The rate limits that there are for what it sends: its own, its workspace's, its account's. */
  readonly limits: readonly LimitKey[];
};

export type RulesRow = {
  id: number;
  name: string;
  kind: string;
  partner: string | null;
  act_as: string | null;
  protection_level: ProtectionLevel | null;
  is_debug: boolean;
  enabled: boolean;
  rules_version: number;
  restrict_device_id_by_lat: boolean;
  workspace_id: number;
  account_id: number;
  identity_scope_id: number;
  gdpr_enabled: boolean;
  ccpa_enabled: boolean;
  event_name_limit: number;
  strategy: string;
  priority: string[];
  unique_types: string[];
  login_types: string[];
  immutable_types: string[];
  gdpr_purposes: string[];
  partner_identities: [string, string][];
  limits: LimitKey[];
  account_attributes: string[];
};

/** Columns and joins of a RulesRow; `i` is the input. */
export const RULES_SQL = `
  i.id, i.name, i.kind, i.partner, i.act_as, i.protection_level, i.is_debug, i.enabled, i.rules_version,
  i.restrict_device_id_by_lat, i.workspace_id, w.account_id, w.identity_scope_id, w.gdpr_enabled, w.ccpa_enabled,
  w.event_name_limit, s.strategy, s.priority, s.unique_types, s.login_types, s.immutable_types,
  ARRAY(SELECT g.purpose FROM gdpr_purpose g WHERE g.workspace_id = w.id) AS gdpr_purposes,
  (SELECT coalesce(json_agg(json_build_array(p.name, p.partner)), '[]')
     FROM partner_identity p WHERE p.account_id = w.account_id) AS partner_identities,
  (SELECT coalesce(json_agg(json_build_object('owner', l.owner, 'ownerId', l.owner_id, 'traffic', l.traffic)
                            ORDER BY l.owner, l.traffic), '[]')
     FROM rate_limit l
     WHERE l.traffic <> 'api_requests' AND (l.owner, l.owner_id)
       IN (('account', w.account_id), ('workspace', w.id), ('input', i.id))) AS limits,
  ARRAY(SELECT a.key FROM account_attribute a WHERE a.account_id = w.account_id) AS account_attributes
  FROM input i
  JOIN workspace w ON w.id = i.workspace_id
  JOIN identity_scope s ON s.id = w.identity_scope_id`;

export function rulesFrom(row: RulesRow): Rules {
  const kind = kindOf(row.kind);
  return {
    inputId: row.id,
    inputName: row.name,
    workspaceId: row.workspace_id,
    accountId: row.account_id,
    scopeId: row.identity_scope_id,
    kind: row.kind,
    isFeed: kind.group === "feed",
    partner: row.partner,
    platform: kind.platform ?? row.act_as,
    tier: kind.tier,
    protectionLevel: row.protection_level,
    enabled: row.enabled,
    rulesVersion: row.rules_version,
    isDebug: row.is_debug,
    restrictDeviceIdByLat: row.restrict_device_id_by_lat,
    identity: {
      strategy: row.strategy,
      priority: row.priority,
      uniqueTypes: row.unique_types,
      loginTypes: row.login_types,
      immutableTypes: row.immutable_types,
    },
    consent: {
      sourceAllowed: mayWriteConsent(kind),
      gdprEnabled: row.gdpr_enabled,
      ccpaEnabled: row.ccpa_enabled,
      gdprPurposes: new Set(row.gdpr_purposes),
    },
    partnerIdentities: new Map(row.partner_identities),
    accountAttributes: new Set(row.account_attributes),
    eventNameLimit: row.event_name_limit,
    limits: row.limits,
  };
}

/** Where what an input sends belongs: a development input's batches are for development, whatever they say. */
export function environmentOf<Named>({ environment }: { readonly environment: Named }, { isDebug }: Rules) {
  return isDebug ? "development" : environment;
}
