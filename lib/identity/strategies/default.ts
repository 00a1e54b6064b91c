import { profileConversion } from "./profile-conversion";
import type { Strategy } from "./strategy";

/**
 * Default: profile conversion with customer_id as the only unique and login type.
 * https://docs.mparticle.com/guides/idsync/default-strategy
 */
export const defaultStrategy: Strategy = { ...profileConversion, name: "default", fixedTypes: ["customer_id"] };
