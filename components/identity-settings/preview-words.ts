import { identityLabel, isDeviceIdentity, isIdentityType } from "@/lib/batch/identity-names";
import { formatCount, formatShare, plural } from "@/lib/format";
import type { IdentitySettingsPreview } from "@/lib/ingest/preview-identity-settings";
import { listed } from "./change-words";

/** How many requests would have led elsewhere. */
export function differenceCount({ totals }: Pick<IdentitySettingsPreview, "totals">): number {
  return totals.another + totals.created + totals.joined + totals.nobody;
}

/** "37 of 1,000 requests (4 %) would have led elsewhere." */
export function headline(preview: IdentitySettingsPreview): string {
  const { requests, totals } = preview;
  const count = differenceCount(preview);
  if (requests === 0) return "Nothing has come yet, so there is nothing to try the settings on.";
  if (count === 0 && requests === 1) return "The one request would have led where it does now.";
  if (count === 0) return `All ${formatCount(requests)} requests would have led where they do now.`;
  const of = `${formatCount(count)} of ${plural(requests, "request")} (${formatShare(count, requests)})`;
  return totals.another === count ? `${of} would have found another person.` : `${of} would have led elsewhere.`;
}

/** What becomes of them, where they are not all alike. */
export function parts({ totals }: Pick<IdentitySettingsPreview, "totals">): string[] {
  const { another, created, joined, nobody } = totals;
  const told = [
    another > 0 ? `${formatCount(another)} to another person` : null,
    created > 0 ? `${formatCount(created)} to a new profile instead of a person` : null,
    joined > 0 ? `${formatCount(joined)} to a person instead of a new profile` : null,
    nobody > 0 ? `${formatCount(nobody)} to nobody, or from nobody to somebody` : null,
  ].flatMap((part) => part ?? []);
  return told.length === 1 && another > 0 ? [] : told;
}

/** What the change means for what is stored, a sentence each. */
export function factSentences({ shared, turned, leaving, joining }: IdentitySettingsPreview["facts"]): string[] {
  const devices = joining.filter((type) => isIdentityType(type) && isDeviceIdentity(type));
  const users = joining.filter((type) => !devices.includes(type));
  return [
    ...shared.map(sharedSentence),
    ...(turned && turned.lookedAt > 0 ? [turnedSentence(turned)] : []),
    ...(leaving.length > 0
      ? [`${listed(leaving)} would look nobody up any more. The values stay stored, and count again when it is undone.`]
      : []),
    ...(users.length > 0 ? [`${listed(users)} would look people up, also by values that are stored already.`] : []),
    ...(devices.length > 0 ? [`${listed(devices)} would look people up by values that come from then on.`] : []),
  ];
}

function sharedSentence({ type, values, atLeast, immutable }: IdentitySettingsPreview["facts"]["shared"][number]) {
  const label = identityLabel(type);
  if (values === 0) {
    return atLeast
      ? `Of the many values of ${label}, none that was looked at sits on more than one profile.`
      : `No value of ${label} sits on more than one profile.`;
  }
  const count = plural(values, `value of ${label} sits`, `values of ${label} sit`);
  const then = immutable
    ? "They stay there: an immutable value is taken from nobody."
    : "They stay there until a request brings one; then that request's profile alone holds it.";
  return `${atLeast ? "At least " : ""}${count} on more than one profile. ${then}`;
}

function turnedSentence({ known, anonymous, lookedAt, all }: NonNullable<IdentitySettingsPreview["facts"]["turned"]>) {
  const whose = all ? `all ${plural(lookedAt, "profile")}` : `the newest ${plural(lookedAt, "profile")}`;
  if (known + anonymous === 0) return `Of ${whose}, none would become known or anonymous.`;
  const becoming = [
    known > 0 ? `${formatCount(known)} would become known` : null,
    anonymous > 0 ? `${formatCount(anonymous)} would become anonymous` : null,
  ];
  return `Of ${whose}, ${becoming.flatMap((part) => part ?? []).join(" and ")}.`;
}
