import type { Match, Strategy } from "./strategy";

/**
 * Profile conversion: a login value seen for the first time joins the anonymous profile that matched, so that a
 * sign-up keeps its history; every logout begins a new profile. A login that matches nothing goes on with the
 * anonymous profile before it (ours). https://docs.mparticle.com/guides/idsync/profile-conversion-strategy
 */
export const profileConversion: Strategy = {
  name: "profile_conversion",
  fixedTypes: null,
  allowsAlias: true,
  anonymousIsEphemeral: false,
  logoutIsAnonymous: false,
  choose({ endpoint, matched, anonymousPrevious }: Match) {
    if (endpoint === "logout") return { use: null, rule: "logout_creates" };
    if (matched) return { use: matched };
    if (endpoint === "login" && anonymousPrevious) return { use: anonymousPrevious, rule: "login_continues_previous" };
    return { use: null };
  },
};
