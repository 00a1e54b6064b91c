import { ROLES, type Role } from "@/lib/access/permissions";

/** What a role is for, in a sentence; the permission table says the rest. */
const ABOUT: Readonly<Record<Role, string>> = {
  Admin: "Everything but data subject requests",
  "Admin & Compliance": "Everything, data subject requests too",
  "Support Access": "Like an admin, without members and keys",
  Compliance: "Privacy and requests; the rest to read, people masked",
  User: "Sets up inputs and outputs; no people",
  Marketer: "People, audiences and calculated attributes",
  QA: "Stream, people and set-up to read; production masked",
  "Read Only": "Set-up and stream to read, people masked",
  "Audiences Only": "Audiences and nothing else",
};

export const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: role }));

export function roleWords(role: string): string {
  return ABOUT[role as Role] ?? "A role that this version does not know: it may do nothing";
}
