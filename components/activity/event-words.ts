/** Event types in words, and how an event is titled in a list. Pure. */
const TYPES: Readonly<Record<string, string>> = {
  custom_event: "Custom event",
  commerce_event: "Commerce",
  session_start: "Session start",
  session_end: "Session end",
  screen_view: "Screen view",
  uninstall: "Uninstall",
  first_run: "First run",
  crash_report: "Crash report",
  opt_out: "Opt-out",
  push_registration: "Push registration",
  push_message: "Push message",
  push_reaction: "Push reaction",
  application_state_transition: "App state",
  network_performance: "Network performance",
  breadcrumb: "Breadcrumb",
  profile: "Profile",
  user_attribute_change: "Attribute change",
  user_identity_change: "Identity change",
  pre_attribution: "Pre-attribution",
};
/** Names that are enum values rather than somebody's words. */
const ENUM_NAMES = new Set(["commerce_event", "application_state_transition", "push_message"]);

export function eventTypeLabel(type: string): string {
  return TYPES[type] ?? words(type);
}

/** "Checkout started", or the type in words when the event has no name of its own. */
export function eventTitle(type: string, name: string | null): string {
  if (name === null || name === "") return eventTypeLabel(type);
  return ENUM_NAMES.has(type) ? words(name) : name;
}

/** "application_background" gives "Application background". */
export function words(name: string): string {
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
