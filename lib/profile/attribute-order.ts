/**
 * Reserved attributes in the order of the profile page, with their labels; all other keys follow from A to Z.
 * Pure: screens use it too. https://docs.mparticle.com/guides/platform-guide/activity
 */
export const RESERVED_LABELS: Readonly<Record<string, string>> = {
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
const collator = new Intl.Collator("en");

export function compareAttributeKeys(a: string, b: string): number {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  return rankA - rankB || collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

function rankOf(key: string): number {
  const index = RESERVED.indexOf(key);
  return index < 0 ? RESERVED.length : index;
}
