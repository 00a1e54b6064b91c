/** The identity settings of a scope; see Settings > Identity. */
export type IdentitySettings = {
  readonly strategy: string;
  /** Types that look a profile up, most important first. */
  readonly priority: readonly string[];
  readonly uniqueTypes: readonly string[];
  readonly loginTypes: readonly string[];
  readonly immutableTypes: readonly string[];
};
