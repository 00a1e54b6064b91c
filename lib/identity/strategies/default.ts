import type { Strategy } from "./strategy";

/**
 * Default: profile conversion with customer_id as the only unique and login type. A login value seen for the
 * first time joins the anonymous profile that matched; nothing matched: create.
 * https://docs.mparticle.com/guides/idsync/profile-conversion-strategy
 */
export const defaultStrategy: Strategy = {
  name: "default",
  choose: ({ matched }) => (matched ? { use: matched } : { use: null }),
};
