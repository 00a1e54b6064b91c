/** PostgreSQL refuses NUL, and UTF-8 has no lone surrogates: both become U+FFFD. Ours. */
const UNSTORABLE = /[\0\ud800-\udfff]/u;
const ALL_UNSTORABLE = /[\0\ud800-\udfff]/gu;

export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

export function toStorable(text: string): string {
  return text.replace(ALL_UNSTORABLE, "\ufffd");
}

/** The first `limit` UTF-16 units, without half a surrogate pair at the end. */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}

const ZERO_GUID = /^\{?0{8}-?0{4}-?0{4}-?0{4}-?0{12}\}?$/;

/** Empty text and the all-zero advertising GUID stand for "no value". */
export function isAbsentId(value: string): boolean {
  return ZERO_GUID.test(value) || value.trim() === "";
}
