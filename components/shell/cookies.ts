/** Name of the cookie that remembers a narrow sidebar. */
export const NARROW_COOKIE = "narrow";
