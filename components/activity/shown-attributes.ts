import type { AccountAttributeFact, AttributeFact } from "@/lib/profile/view-types";

/** One row of the attributes: of the workspace, or of the account with what it hides. */
export type ShownAttribute =
  | { readonly level: "workspace"; readonly fact: AttributeFact }
  | { readonly level: "account"; readonly fact: AccountAttributeFact; readonly hides: AttributeFact | null };

/**
 * Every key once, in the order of `compare`: an account-level value stands in the place of the workspace's own. Pure.
 */
export function shownAttributes(
  account: readonly AccountAttributeFact[],
  workspace: readonly AttributeFact[],
  compare: (a: string, b: string) => number,
): ShownAttribute[] {
  const hidden = new Map(workspace.map((fact) => [fact.key, fact]));
  const ofAccount = account.map((fact): ShownAttribute => {
    const hides = hidden.get(fact.key) ?? null;
    hidden.delete(fact.key);
    return { level: "account", fact, hides };
  });
  const ofWorkspace = [...hidden.values()].map((fact): ShownAttribute => ({ level: "workspace", fact }));
  return [...ofAccount, ...ofWorkspace].sort((a, b) => compare(a.fact.key, b.fact.key));
}
