/** A path of our own out of whatever an address said; "/" for anything else, so that nobody is sent elsewhere. */
export function ownPath(wanted: string | string[] | undefined, publicUrl: string): string {
  if (typeof wanted !== "string") return "/";
  const url = URL.canParse(wanted, publicUrl) ? new URL(wanted, publicUrl) : null;
  return url && url.origin === publicUrl && !wanted.startsWith("//") ? `${url.pathname}${url.search}${url.hash}` : "/";
}
