/** "us1-3f9a…c21d": enough of a long id to tell it from its neighbours. Copying always takes the whole id. */
export function shortenId(id: string, keep = 6): string {
  return id.length <= keep * 2 + 3 ? id : `${id.slice(0, keep)}…${id.slice(-keep)}`;
}

/** Two letters for a person's round badge: "Ada Quill" gives "AQ", an e-mail its first letter. */
export function initials(name: string): string {
  const words = name.split("@")[0]?.match(/[\p{L}\p{N}]+/gu) ?? [];
  const first = words[0] ?? "?";
  const last = words.length > 1 ? (words[words.length - 1] ?? "") : "";
  return ([...first][0] ?? "?").toUpperCase() + ([...last][0] ?? "").toUpperCase();
}
