/** Origins that one input may list. Ours. */
export const MAX_ORIGINS = 100;

/**
 * The origin of web pages as a browser names it in its Origin header: scheme, host, and the port unless it is the
 * scheme's own. Null for text that is something else, or more than an origin. Pure: screens import it.
 */
export function originFrom(text: string): string | null {
  const trimmed = text.trim();
  if (!/^https?:\/\/[^/?#@\\*\s]+\/?$/i.test(trimmed) || !URL.canParse(trimmed)) return null;
  const { origin } = new URL(trimmed);
  return origin.length <= 300 ? origin : null;
}
