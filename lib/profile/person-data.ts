import type { AttributeValue } from "../batch/types";
import type { Person } from "./view-types";

/**
 * A person as data, for reading as JSON: with `account_user_attributes` as the Profile API has it, null when the
 * person has none. https://docs.mparticle.com/developers/apis/profile-api
 */
export function personData(
  person: Person,
): Person & { readonly account_user_attributes: Readonly<Record<string, AttributeValue>> | null } {
  const { accountAttributes } = person;
  const values = accountAttributes.map(({ key, value }): [string, AttributeValue] => [key, value]);
  return { ...person, account_user_attributes: values.length > 0 ? Object.fromEntries(values) : null };
}
