import type { Tier } from "../profile/attribute-priority";

/**
 * The kinds of input: platforms and feeds. The tier follows the credential, not the channel.
 * https://docs.mparticle.com/guides/platform-guide/input-protection
 */
export type InputKind = {
  readonly kind: string;
  readonly label: string;
  readonly group: "platform" | "feed";
  readonly tier: Tier;
  /** As `device_info.platform` names it; null for feeds. */
  readonly platform: string | null;
  /** Whether the feed may behave as a platform. */
  readonly actAs: boolean;
};

const platform = (kind: string, label: string, name: string): InputKind => ({
  kind,
  label,
  group: "platform",
  tier: 4,
  platform: name,
  actAs: false,
});
const feed = (kind: string, label: string, tier: Tier, actAs: boolean): InputKind => ({
  kind,
  label,
  group: "feed",
  tier,
  platform: null,
  actAs,
});

export const INPUT_KINDS: readonly InputKind[] = [
  platform("ios", "iOS", "iOS"),
  platform("android", "Android", "Android"),
  platform("web", "Web", "web"),
  platform("tvos", "tvOS", "tvOS"),
  platform("roku", "Roku", "roku"),
  platform("alexa", "Alexa", "alexa"),
  platform("smart_tv", "Smart TV", "smart_tv"),
  platform("fire_tv", "Fire TV", "fire_tv"),
  platform("xbox", "Xbox", "xbox"),
  feed("custom_feed", "Custom Feed", 3, true),
  feed("csv_feed", "Custom CSV Feed", 5, true),
  feed("warehouse_feed", "Warehouse Sync", 5, false),
  feed("partner_feed", "Partner Feed", 6, true),
];

/** What a feed may act as; https://docs.mparticle.com/guides/platform-guide/connections */
export const ACT_AS: readonly string[] = [
  "iOS",
  "tvOS",
  "Android",
  "MobileWeb",
  "Roku",
  "Alexa",
  "SmartTV",
  "FireTV",
  "Xbox",
];

/** The kind by its name. Throws for one that does not exist. */
export function kindOf(name: string): InputKind {
  const found = INPUT_KINDS.find((kind) => kind.kind === name);
  if (!found) throw new Error(`There is no input kind named ${name}.`);
  return found;
}

/** Only platforms and custom feeds may write consent. https://docs.mparticle.com/guides/data-privacy-controls */
export function mayWriteConsent(kind: InputKind): boolean {
  return kind.group === "platform" || kind.kind === "custom_feed";
}

/** Platforms with an advertising id that "limit ad tracking" may hide. https://docs.mparticle.com/guides/platform-guide/data-master */
export function mayRestrictByLat(kind: InputKind): boolean {
  return kind.kind === "ios" || kind.kind === "android" || kind.kind === "tvos";
}
