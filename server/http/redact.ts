const NUMBER = /^-?\d{1,19}$/;

/**
 * The path of a request as a log may show it: without the query, and without segments that may be a key, a one-time
 * token or an address (long ones and those with an @). MPIDs and other numbers stay.
 */
export function loggedPath(url: string): string {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  if (path.length < 20 && !path.includes("%") && !path.includes("@")) return path;
  return path
    .split("/")
    .map((segment) => (NUMBER.test(segment) || (segment.length < 20 && !/[@%]/.test(segment)) ? segment : ":redacted"))
    .join("/");
}
