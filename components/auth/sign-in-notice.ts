/**
 * What the sign-in page says to somebody whom single sign-on sent back, from the `error` of its address: codes of our
 * own and of https://next-auth.js.org/configuration/pages#error-codes. Null when nothing went wrong.
 */
export function noticeOf(error: string | string[] | undefined, singleSignOn: string): string | null {
  if (error === undefined) return null;
  if (error === "NotInvited") {
    return "Signing in did not work: nobody with this identity is invited here. Ask an admin of your account.";
  }
  if (error === "OAuthSignin") return `${singleSignOn} can't be reached. Try again in a while.`;
  if (error === "OAuthCallback" || error === "Callback") {
    return `Signing in did not work: ${singleSignOn} did not give a sound answer. Try again.`;
  }
  return "Signing in did not work. Try again.";
}
