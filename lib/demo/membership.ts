import type { Actor } from "../access/actor";
import type { AttributeValue } from "../batch/types";
import { query } from "../db";
import { toMpid } from "../int64";
import { changeAccountValues } from "../profile/account-attributes/change-values";
import { MEMBERS } from "./company-plan";
import type { DemoFile } from "./demo-file";
import { PEOPLE, type PersonName } from "./people";

/** The account-level attribute of the demo: kept by the club desk, and sent by a CRM that knows it less well. */
export const MEMBERSHIP = { key: "membership", description: "Of the Feather Club, as its desk keeps it" } as const;
/** Set so many days before the seed. */
export const MEMBERSHIP_DAYS_AGO = 10;

const VALUES: Readonly<Partial<Record<PersonName, AttributeValue>>> = {
  ada: "Founding member",
  ines: "Member since 2019",
  tariq: ["Trail section", "Winter section"],
  layla: "Member since 2024",
  zoe: "Honorary member 🪶",
  greta: null,
};

/** Ada's is set by hand, the others by the club's program. `at` in epoch ms. */
export async function setMemberships({ accountId }: DemoFile, at: number): Promise<void> {
  const [ids] = await query<{ member: number; credential: number; scope: number }>(
    `SELECT (SELECT id FROM member WHERE name = $2) AS member,
            (SELECT id FROM api_credential WHERE account_id = $1) AS credential,
            (SELECT min(identity_scope_id) FROM workspace WHERE account_id = $1) AS scope`,
    [accountId, MEMBERS["Admin & Compliance"]],
  );
  if (!ids) throw new Error("The demo has a member and a credential.");
  const byHand: Actor = {
    accountId,
    name: MEMBERS["Admin & Compliance"],
    memberId: ids.member,
    credentialId: null,
  };
  const byProgram: Actor = {
    accountId,
    name: "API credential Demo scripts",
    memberId: null,
    credentialId: ids.credential,
  };
  for (const [name, value] of Object.entries(VALUES) as [PersonName, AttributeValue][]) {
    const [row] = await query<{ mpid: string }>(
      "SELECT mpid FROM identity WHERE scope_id = $1 AND type = 'customer_id' AND value = $2",
      [ids.scope, PEOPLE[name].customerId],
    );
    const mpid = toMpid(row?.mpid);
    if (!mpid) throw new Error(`The demo knows ${name} by then.`);
    const person = { mpid, scopeId: ids.scope };
    const changes = { sets: { [MEMBERSHIP.key]: value }, deletes: [] };
    await changeAccountValues(name === "ada" ? byHand : byProgram, person, changes, at);
  }
}
