/** Name of the cookie in which the browser tells its zone, so that the server writes the same times. */
export const ZONE_COOKIE = "tz";
