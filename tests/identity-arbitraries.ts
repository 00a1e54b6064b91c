import fc from "fast-check";
import type { IdentityChange } from "../lib/identity/modify";
import { fixedTypes, type IdentitySettings } from "../lib/identity/settings";
import type { Ids } from "./identity-store";

/** Few types with few values each, so that people meet often. */
const USER_TYPES = ["customer_id", "email", "other"] as const;
const DEVICE_TYPES = ["ios_idfv", "device_application_stamp"] as const;
const TYPES: readonly string[] = [...USER_TYPES, ...DEVICE_TYPES];
const value = fc.constantFrom("1", "2", "3");

/** Settings of a strategy that `checkIdentitySettings` allows. */
export function identitySettings(strategy: string): fc.Arbitrary<IdentitySettings> {
  const fixed = fixedTypes(strategy);
  const needed = fixed ?? [];
  const others = TYPES.filter((type) => !needed.includes(type));
  return fc
    .subarray(others, { minLength: needed.length > 0 ? 0 : 1 })
    .chain((more) => fc.shuffledSubarray([...needed, ...more], { minLength: needed.length + more.length }))
    .chain((priority) => {
      const users = priority.filter((type) => USER_TYPES.some((user) => user === type));
      return fc
        .record({
          priority: fc.constant(priority),
          uniqueTypes: fixed ? fc.constant(fixed) : fc.subarray(users),
          loginTypes: fixed ? fc.constant(fixed) : fc.subarray(priority),
        })
        .chain((types) =>
          fc
            .subarray(types.uniqueTypes.filter((type) => types.loginTypes.includes(type)))
            .map((immutableTypes) => ({ strategy, ...types, immutableTypes })),
        );
    });
}

/** Identities of a request; each type in about half of them. */
export const requestIds: fc.Arbitrary<Ids> = fc
  .record(Object.fromEntries(TYPES.map((type) => [type, fc.option(value, { freq: 2 })])))
  .map((all) => Object.fromEntries(Object.entries(all).flatMap(([type, one]) => (one === null ? [] : [[type, one]]))));

/** One thing that happens. A number means one of the profiles that are there by then. */
export type Happening =
  | {
      readonly what: "identify" | "login" | "logout" | "search";
      readonly ids: Ids;
      readonly previous: number | null;
    }
  | { readonly what: "batch"; readonly ids: Ids; readonly named: number | null }
  | { readonly what: "modify"; readonly of: number; readonly changes: readonly IdentityChange[] }
  | { readonly what: "alias"; readonly from: number; readonly to: number };

const somebody = fc.nat(6);
const change: fc.Arbitrary<IdentityChange> = fc.record({
  type: fc.constantFrom(...TYPES),
  oldValue: fc.option(value, { freq: 3 }),
  newValue: fc.option(value, { freq: 2 }),
});

export const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constantFrom("identify", "login", "login", "logout", "search"),
      ids: requestIds,
      previous: fc.option(somebody, { freq: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant("batch"), ids: requestIds, named: fc.option(somebody, { freq: 2 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant("modify"),
      of: somebody,
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("alias"), from: somebody, to: somebody }) },
);
