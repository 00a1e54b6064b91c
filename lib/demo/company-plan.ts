import type { Role } from "../access/permissions";
import type { ProtectionLevel } from "../explain/decision";
import type { DemoFile } from "./demo-file";
import type { InputName } from "./send";

/** Kestrel & Finch: outdoor clothing and slow journeys. Invented. */
export const COMPANY = "Kestrel & Finch";
export const PARTNER = "Pouncer";

export type WorkspaceName = "shop" | "journeys" | "lab";
export const WORKSPACES: readonly {
  readonly name: WorkspaceName;
  readonly title: string;
  readonly timeZone: string;
}[] = [
  { name: "shop", title: "Kestrel Shop", timeZone: "Europe/Amsterdam" },
  { name: "journeys", title: "Finch Journeys", timeZone: "Europe/Amsterdam" },
  { name: "lab", title: "Loyalty Lab", timeZone: "UTC" },
];

type InputPlan = {
  readonly name: InputName;
  readonly workspace: WorkspaceName;
  readonly title: string;
  readonly kind: string;
  readonly level?: ProtectionLevel;
  readonly partner?: string;
};

export const INPUTS: readonly InputPlan[] = [
  { name: "web", workspace: "shop", title: "Web", kind: "web" },
  { name: "ios", workspace: "shop", title: "iOS", kind: "ios" },
  { name: "android", workspace: "shop", title: "Android", kind: "android" },
  { name: "till", workspace: "shop", title: "Store tills", kind: "custom_feed", level: "create_and_update" },
  { name: "crm", workspace: "shop", title: "CRM sync", kind: "custom_feed", level: "update_only" },
  { name: "wifi", workspace: "shop", title: "Store Wi-Fi (trial)", kind: "custom_feed", level: "read_only" },
  { name: "pouncer", workspace: "shop", title: "Pouncer Loyalty", kind: "partner_feed", partner: PARTNER },
  { name: "upload", workspace: "shop", title: "Monthly customer file", kind: "csv_feed" },
  { name: "journeysWeb", workspace: "journeys", title: "Web", kind: "web" },
  { name: "journeysIos", workspace: "journeys", title: "iOS", kind: "ios" },
  { name: "booking", workspace: "journeys", title: "Booking engine", kind: "custom_feed" },
  { name: "reviews", workspace: "journeys", title: "Wayfarer Reviews", kind: "partner_feed", partner: "Wayfarer" },
  { name: "labWeb", workspace: "lab", title: "Web", kind: "web" },
  { name: "labFeed", workspace: "lab", title: "Survey results", kind: "custom_feed" },
];

/** Names of the members, one per role. */
export const MEMBERS: Readonly<Record<Role, string>> = {
  Admin: "Marit Greylag",
  "Admin & Compliance": "Joost Corncrake",
  "Support Access": "Sena Wheatear",
  Compliance: "Otto Shrike",
  User: "Petra Crossbill",
  Marketer: "Mo Twite",
  QA: "Quinn Dabchick",
  "Read Only": "Rhea Snipe",
  "Audiences Only": "Abel Ruffe",
};

/** Key of each input, by which `ingest` finds its rules. */
export function inputKeys({ workspaces }: DemoFile): ReadonlyMap<InputName, string> {
  const titles = new Map(WORKSPACES.map(({ name, title }) => [name, title]));
  return new Map(
    INPUTS.flatMap(({ name, workspace, title }): [InputName, string][] => {
      const inputs = workspaces.find((one) => one.name === titles.get(workspace))?.inputs;
      const key = inputs?.find((input) => input.name === title)?.key;
      return key === undefined ? [] : [[name, key]];
    }),
  );
}
