/**
 * Reserved attributes in the order of the profile page, with their labels; all other keys follow from A to Z.
 * Pure: screens use it too. https://docs.mparticle.com/guides/platform-guide/activity
 */
const RESERVED_LABELS: Readonly<Record<string, string>> = {
  $age: "Age",
  $firstname: "First Name",
  $lastname: "Last Name",
  $gender: "Gender",
  $mobile: "Mobile Number",
  $address: "Address",
  $city: "City",
  $state: "State",
  $zip: "Zip Code",
  $country: "Country",
};
const RESERVED = Object.keys(RESERVED_LABELS);

/** "First Name" for `$firstname`; null for a key that is not reserved. */
export function reservedLabel(key: string): string | null {
  // Keys are the senders' own: one may be "constructor".
  return Object.hasOwn(RESERVED_LABELS, key) ? (RESERVED_LABELS[key] ?? null) : null;
}

const collator = new Intl.Collator("en");

export function compareAttributeKeys(a: string, b: string): number {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  return rankA - rankB || collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

function rankOf(key: string): number {
  const index = RESERVED.indexOf(key);
  return index < 0 ? RESERVED.length : index;
}
