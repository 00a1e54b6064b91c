import type { ConsentFact } from "@/lib/profile/view-types";

export type ConsentWords = { readonly text: string; readonly tone: "success" | "danger" | "neutral" };

/**
 * A choice in plain words. For the sale of data "consented" means opted out.
 * https://docs.mparticle.com/guides/data-privacy-controls
 */
export function consentWords({ regulation, record }: Pick<ConsentFact, "regulation" | "record">): ConsentWords {
  if (record === null) return { text: "Never asked", tone: "neutral" };
  if (regulation === "ccpa") {
    return record.consented ? { text: "Opted out of sale", tone: "danger" } : { text: "Allows sale", tone: "success" };
  }
  return record.consented ? { text: "Agreed", tone: "success" } : { text: "Refused", tone: "danger" };
}
