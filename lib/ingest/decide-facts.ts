import type { Batch } from "../batch";
import type { Remark } from "../explain/decision";
import type { Rules } from "../inputs/rules";
import type { Attribution, ProfileState } from "./state";

/** What a batch says of the person beside identities, attributes and consent. */
export type Facts = Pick<ProfileState, "isOptedOut" | "limitAdTracking" | "ip" | "partnerIdentities">;

export function decideFacts(
  batch: Batch,
  profile: ProfileState,
  rules: Rules,
  clientIp: string | undefined,
): { facts: Facts; warnings: Remark[] } {
  const partners = partnerIdentities(batch, profile, rules);
  return {
    facts: {
      isOptedOut: optOut(batch) ?? profile.isOptedOut,
      limitAdTracking: batch.deviceInfo.limit_ad_tracking ?? profile.limitAdTracking,
      // Client SDKs: the client's address. Servers: what the batch says, never the HTTP peer.
      ip: clientIp ?? batch.ip ?? profile.ip,
      partnerIdentities: partners.identities,
    },
    warnings: partners.warnings,
  };
}

/** The last opt_out event speaks; https://docs.mparticle.com/developers/server/json-reference */
function optOut(batch: Batch): boolean | undefined {
  const last = batch.events.findLast((event) => event.eventType === "opt_out");
  return last?.eventType === "opt_out" ? (last.data.is_opted_out ?? false) : undefined;
}

/** Names must be registered, and a partner feed may send only its own. The entry leaves, the batch goes on. Ours. */
function partnerIdentities(
  batch: Batch,
  profile: ProfileState,
  rules: Rules,
): { identities: Readonly<Record<string, string>>; warnings: Remark[] } {
  const warnings: Remark[] = [];
  let identities = profile.partnerIdentities;
  for (const [name, value] of Object.entries(batch.partnerIdentities)) {
    const owner = rules.partnerIdentities.get(name);
    if (owner === undefined) warnings.push({ code: "partner_identity_unregistered", params: { name } });
    else if (rules.kind === "partner_feed" && owner !== rules.partner)
      warnings.push({ code: "partner_identity_foreign", params: { name } });
    else if (identities[name] !== value) identities = { ...identities, [name]: value };
  }
  return { identities, warnings };
}

/**
 * Install attribution of a batch: an attribution event named "attribution" with publisher and campaign, or the
 * batch's own attribution_info. Known pairs are not repeated.
 * https://docs.mparticle.com/guides/platform-guide/attribution
 */
export function decideAttribution(
  batch: Batch,
  stored: readonly Attribution[],
  source: { inputId: number; das: string | null; receivedAt: number },
): readonly Attribution[] {
  const found: Attribution[] = [];
  const provider = batch.attributionInfo?.service_provider;
  const add = (publisher: unknown, campaign: unknown, at: number) => {
    if (typeof publisher !== "string" || typeof campaign !== "string") return;
    found.push({
      publisher,
      campaign,
      ...(provider ? { service_provider: provider } : {}),
      input_id: source.inputId,
      ...(source.das ? { das: source.das } : {}),
      timestamp_unixtime_ms: at,
    });
  };
  add(batch.attributionInfo?.publisher, batch.attributionInfo?.campaign, source.receivedAt);
  for (const event of batch.events) {
    if (event.eventType !== "custom_event" || event.data.custom_event_type !== "attribution") continue;
    if (event.data.event_name !== "attribution") continue;
    const { publisher, campaign } = event.data.custom_attributes ?? {};
    add(publisher, campaign, event.data.timestamp_unixtime_ms ?? source.receivedAt);
  }
  const fresh = found.filter(
    (one, index) => ![...stored, ...found.slice(0, index)].some((other) => sameInstall(one, other)),
  );
  return fresh.length > 0 ? [...stored, ...fresh] : stored;
}

function sameInstall(a: Attribution, b: Attribution): boolean {
  return a.publisher === b.publisher && a.campaign === b.campaign && a.das === b.das;
}
