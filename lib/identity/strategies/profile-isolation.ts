import type { Match, Strategy } from "./strategy";

/**
 * Profile isolation: a login value seen for the first time always creates a profile, to which nothing is carried
 * over; a logout returns to the anonymous profile of the device.
 * https://docs.mparticle.com/guides/idsync/profile-isolation-strategy
 */
export const profileIsolation: Strategy = {
  name: "profile_isolation",
  fixedTypes: ["customer_id", "email"],
  allowsAlias: false,
  anonymousIsEphemeral: true,
  logoutIsAnonymous: true,
  choose({ endpoint, matched, isNewLogin }: Match) {
    if (endpoint === "logout") return { use: matched, rule: "logout_anonymous" };
    if (isNewLogin()) return { use: null, rule: "new_login_creates" };
    return { use: matched };
  },
};
