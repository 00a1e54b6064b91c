/** How a reader chose to see times; stored with the member. */
export const ZONE_CHOICES = ["browser", "utc", "workspace"] as const;
export type ZoneChoice = (typeof ZONE_CHOICES)[number];

export const ZONE_CHOICE_LABELS: Readonly<Record<ZoneChoice, string>> = {
  browser: "This browser's zone",
  utc: "UTC",
  workspace: "The workspace's zone",
};

/** True for an IANA zone name that this runtime knows. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The IANA zone in which to show times. Whatever is unknown or not a zone gives UTC. */
export function resolveZone(
  choice: string,
  known: { readonly browser?: string | undefined; readonly workspace?: string | undefined },
): string {
  const wanted = choice === "browser" ? known.browser : choice === "workspace" ? known.workspace : "UTC";
  return wanted && isZone(wanted) ? wanted : "UTC";
}
