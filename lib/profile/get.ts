import type { Context } from "../access/context";
import { masksFor } from "../access/masking";
import { requirePermission } from "../access/require-permission";
import { CodedError } from "../errors";
import { type IdentityRecord, isKnown, isOrphaned } from "../identity/record";
import { toMpid } from "../int64";
import { recordProfileView } from "../settings/record-profile-view";
import {
  MAX_ALIASES,
  readAccountValues,
  readAliases,
  readAttributes,
  readDevices,
  readInputs,
  readProfile,
  readRegulations,
  readUsage,
} from "./person-rows";
import {
  accountAttributeFacts,
  attributeFacts,
  attributionFacts,
  consentFacts,
  deviceFacts,
  identityFacts,
  usageFacts,
} from "./person-sections";
import { siblingsOf } from "./scope";
import { fullName } from "./search-rows";
import type { Person, StatusFact } from "./view-types";

/**
 * Everything known of a person, as one workspace sees it: eight statements, whatever the person's size.
 * Throws `forbidden`; `not_found` for a person outside the workspace's identity scope, as for one that does not exist.
 */
export async function getPerson(ctx: Context, input: { workspaceId: number; mpid: string }): Promise<Person> {
  requirePermission(ctx, "user_activity.view");
  const { workspace, siblings } = siblingsOf(ctx, input.workspaceId);
  const mpid = toMpid(input.mpid);
  if (!mpid) throw new CodedError("not_found", "There is no such person.");
  const [profile, usage, accountValues, attributes, devices, inputs, regulations, aliases] = await Promise.all([
    readProfile(mpid, workspace.identityScopeId),
    readUsage([mpid], siblings),
    readAccountValues(mpid, ctx.accountId),
    readAttributes(mpid, workspace.id),
    readDevices([mpid], siblings),
    readInputs(siblings),
    readRegulations(workspace.id),
    readAliases(mpid),
  ]);
  if (!profile) throw new CodedError("not_found", "There is no such person.");
  recordProfileView(ctx, workspace.id, mpid);
  const masks = masksFor(ctx, profile.environment);
  const record: IdentityRecord = JSON.parse(profile.identities);
  const partners: Record<string, string> = JSON.parse(profile.partner_identities);
  const status: StatusFact[] = JSON.parse(profile.status);
  const textOf = (key: string) => [...accountValues, ...attributes].find((row) => row.key === key)?.value ?? null;
  const here = usage.find((row) => row.workspace_id === workspace.id);
  return {
    mpid,
    workspaceId: workspace.id,
    environment: profile.environment,
    known: isKnown(record, profile.login_types),
    orphaned: isOrphaned(record, profile.priority),
    name: fullName(textOf("$firstname"), textOf("$lastname"), masks),
    firstSeen: profile.first_seen,
    lastSeen: profile.last_seen,
    isOptedOut: profile.is_opted_out,
    limitAdTracking: profile.limit_ad_tracking,
    ip: profile.ip === null ? null : masks.text(profile.ip),
    sourceMpid: profile.source_mpid,
    masked: masks.masked,
    identities: identityFacts(record, profile.login_types, masks),
    partnerIdentities: Object.entries(partners).map(([type, value]) => ({ type, value: masks.text(value) })),
    status,
    aliases: aliases.slice(0, MAX_ALIASES),
    moreAliases: aliases.length > MAX_ALIASES,
    usage: usageFacts(usage, devices, new Map(ctx.workspaces.map(({ id, name }) => [id, name])), inputs, masks),
    accountAttributes: accountAttributeFacts(accountValues, masks),
    attributes: attributeFacts(attributes, inputs, masks),
    devices: deviceFacts(
      devices.filter((row) => row.workspace_id === workspace.id),
      masks,
    ),
    consent: consentFacts(here?.consent ?? "{}", regulations, masks),
    attribution: attributionFacts(here?.attribution ?? "[]", inputs, masks),
  };
}
