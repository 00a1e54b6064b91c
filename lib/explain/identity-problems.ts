import { identityLabel } from "../batch/identity-names";
import type { IdentityProblem, TypesField } from "../identity/settings";

const FIELDS: Readonly<Record<TypesField, string>> = {
  priority: "the priority",
  uniqueTypes: "the unique types",
  loginTypes: "the login types",
  immutableTypes: "the immutable types",
};

/** Why identity settings can't be used, for the person who chose them. Pure. */
export function identityProblemSentence(problem: IdentityProblem): string {
  switch (problem.code) {
    case "unknown_strategy":
      return "There is no such identity strategy.";
    case "priority_empty":
      return "The priority needs at least one identity type, or nobody could be found.";
    case "types_fixed":
      return problem.types.length === 0
        ? `This strategy has no ${problem.field === "uniqueTypes" ? "unique" : "login"} types.`
        : `This strategy fixes ${FIELDS[problem.field]}: ${problem.types.map(identityLabel).join(", ")}.`;
    case "type_unknown":
      return `There is no identity type "${problem.type}" for ${FIELDS[problem.field]}.`;
    case "type_repeated":
      return `${identityLabel(problem.type)} stands twice in ${FIELDS[problem.field]}.`;
    case "type_not_lookup":
      return `${identityLabel(problem.type)} is stored, but can't look anybody up.`;
    case "type_not_in_priority":
      return `${identityLabel(problem.type)} is among ${FIELDS[problem.field]}, so it must stand in the priority.`;
    case "device_not_unique":
      return `${identityLabel(problem.type)} describes a device, which several people may share: it can't be unique.`;
    case "immutable_not_unique":
      return `${identityLabel(problem.type)} is immutable, so it must be unique.`;
    case "immutable_not_login":
      return `${identityLabel(problem.type)} is immutable, so it must be a login type.`;
  }
}
