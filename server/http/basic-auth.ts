export type BasicCredentials = { readonly user: string; readonly password: string };

/** The credentials of an `Authorization: Basic` header (RFC 7617, UTF-8); null when it is something else. */
export function parseBasicAuth(header: string | undefined): BasicCredentials | null {
  const match = /^Basic +([A-Za-z0-9+/_-]+={0,2}) *$/i.exec(header ?? "");
  if (!match?.[1]) return null;
  const text = Buffer.from(match[1], "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) return null;
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
