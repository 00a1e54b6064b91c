import type { Match, Strategy } from "./strategy";

/**
 * Best match: whoever shares the most important identities. Nothing is unique and nobody is known, so a login and a
 * logout are like any other request (ours). https://docs.mparticle.com/guides/idsync/best-match-strategy
 */
export const bestMatch: Strategy = {
  name: "best_match",
  fixedTypes: [],
  allowsAlias: false,
  anonymousIsEphemeral: false,
  logoutIsAnonymous: false,
  choose: ({ matched }: Match) => ({ use: matched }),
};
