import type { ProtectionLevel, ProtectionRow } from "../explain/decision";

/** What the look-up found, as far as protection needs to know. */
export type LookUp = {
  /** The batch belongs to an existing profile of the scope. */
  readonly found: boolean;
  /** The batch has identifiers that may look a profile up. */
  readonly hasIdentities: boolean;
  /** The batch names an MPID that no profile of the scope has. */
  readonly unknownMpid: boolean;
};

export type Protection = {
  readonly row: ProtectionRow;
  readonly action: "create" | "update" | "drop" | "not_associated" | "unresolved";
};

/**
 * The protection decision table: pure. Platforms have no level and behave as Create & Update.
 * https://docs.mparticle.com/guides/platform-guide/input-protection; rows 3 and U are ours.
 */
export function protect(level: ProtectionLevel | null, lookUp: LookUp): Protection {
  const { found, hasIdentities, unknownMpid } = lookUp;
  const nothing = !found && !hasIdentities && !unknownMpid;
  switch (level ?? "create_and_update") {
    case "create_and_update":
      if (found) return { row: "1", action: "update" };
      if (hasIdentities) return { row: "2", action: "create" };
      return { row: nothing ? "U" : "3", action: "unresolved" };
    case "update_only":
      if (found) return { row: "4", action: "update" };
      return { row: nothing ? "U" : "5", action: "drop" };
    case "read_only":
      if (found) return { row: "6", action: "not_associated" };
      if (nothing) return { row: "U", action: "unresolved" };
      return { row: unknownMpid ? "8" : "7", action: "not_associated" };
  }
}
