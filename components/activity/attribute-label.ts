import { reservedLabel } from "@/lib/profile/attribute-order";

/** "First Name" for a reserved attribute, the key itself for every other. Pure. */
export function attributeLabel(key: string): string {
  return reservedLabel(key) ?? key;
}
