import type { Match, Strategy } from "./strategy";

/**
 * Profile link: a login value seen for the first time always creates a profile, which remembers the anonymous one
 * before it as its source; data moves by an alias only. Every logout creates an anonymous profile.
 * https://docs.mparticle.com/guides/idsync/profile-link-strategy
 */
export const profileLink: Strategy = {
  name: "profile_link",
  fixedTypes: ["customer_id", "email"],
  allowsAlias: true,
  anonymousIsEphemeral: true,
  logoutIsAnonymous: true,
  choose({ endpoint, matched, anonymousPrevious, isNewLogin }: Match) {
    if (endpoint === "logout") return { use: null, rule: "logout_creates" };
    if (isNewLogin())
      return { use: null, source: anonymousPrevious ?? matched ?? undefined, rule: "new_login_creates" };
    return { use: matched };
  },
};
