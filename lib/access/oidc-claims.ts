type Claims = Readonly<Record<string, unknown>>;

/**
 * What a provider says of somebody: the claims of the ID token, which must have been verified before; with those of the
 * userinfo endpoint when the token names no e-mail, as with providers that keep to the letter of
 * https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims. The token's claims win, and both must be about the
 * same subject (5.3.2 there). Throws when the endpoint does not answer.
 */
export async function oidcClaims(idToken: string, userinfo: () => Promise<Claims>): Promise<Claims> {
  const [, payload = ""] = idToken.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Claims;
  if (claims.email !== undefined) return claims;
  const more = await userinfo();
  return more.sub === claims.sub ? { ...more, ...claims } : claims;
}
