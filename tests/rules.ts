import { DEFAULT_PRIORITY } from "../lib/batch";
import type { Rules } from "../lib/inputs/rules";

/** The rules of a web input with the default identity settings; for tests of pure functions. */
export function rules(more: Partial<Rules> = {}): Rules {
  return {
    inputId: 1,
    inputName: "web",
    workspaceId: 1,
    accountId: 1,
    scopeId: 1,
    kind: "web",
    isFeed: false,
    partner: null,
    platform: "web",
    tier: 4,
    protectionLevel: null,
    enabled: true,
    rulesVersion: 1,
    isDebug: false,
    restrictDeviceIdByLat: false,
    identity: {
      strategy: "default",
      priority: DEFAULT_PRIORITY,
      uniqueTypes: ["customer_id"],
      loginTypes: ["customer_id"],
      immutableTypes: [],
    },
    consent: { sourceAllowed: true, gdprEnabled: true, ccpaEnabled: true, gdprPurposes: new Set() },
    partnerIdentities: new Map(),
    accountAttributes: new Set(),
    eventNameLimit: 1_000,
    limits: [],
    ...more,
  };
}
