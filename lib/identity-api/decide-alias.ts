import type { AliasRequest, readAliasRequest } from "../batch";
import type { Decision, Remark } from "../explain/decision";
import { ALIAS_WINDOW_MS, type Alias, aliasRefusal, aliasWindow } from "../identity/alias";
import { isAliasAvailable } from "../identity/settings";
import { inputFacts } from "../ingest/decide";
import { environmentOf, type Rules } from "../inputs/rules";
import type { Int64, Mpid } from "../int64";
import type { AliasProfile } from "./alias-effects";

/** An alias of the ledger that is scheduled or executed. */
export type StoredAlias = Alias & { readonly id: Int64; readonly executed: boolean };

/** What the decisions need: the two profiles as far as there are, and the aliases that one of them has. */
export type AliasState = {
  readonly profiles: ReadonlyMap<Mpid, AliasProfile>;
  readonly aliases: readonly StoredAlias[];
};

export type ReadAlias = ReturnType<typeof readAliasRequest> | { readonly ok: false; readonly rejection: Remark };

/** What the ledger gets of an accepted request. */
export type Entry = Alias & {
  readonly dueAt: number;
  /** Null: scheduled. */
  readonly reason: string | null;
};

export type DecidedRequest = {
  readonly decision: Decision;
  /** Null: refused. */
  readonly entry: Entry | null;
  readonly status: "accepted" | "bad_request" | "forbidden";
};

/** Why nothing needs to be loaded for a request, if so: it is refused whoever the profiles are. */
export function refusedAtOnce(read: ReadAlias, rules: Rules): boolean {
  return !read.ok || rules.isFeed || !isAliasAvailable(rules.identity.strategy);
}

/** What an alias request means: refused, scheduled, or accepted and not executed. Pure. */
export function decideAliasRequest(
  read: ReadAlias,
  rules: Rules,
  { profiles, aliases }: AliasState,
  { receivedAt, delayMs }: { readonly receivedAt: number; readonly delayMs: number },
): DecidedRequest {
  const refused = (status: "bad_request" | "forbidden", reason: Remark): DecidedRequest => ({
    decision: {
      version: 1,
      outcome: "rejected",
      reasons: [reason],
      warnings: [],
      input: inputFacts(rules),
      endpoint: "alias",
    },
    entry: null,
    status,
  });
  if (rules.isFeed) return refused("forbidden", { code: "alias_not_for_feeds" });
  if (!isAliasAvailable(rules.identity.strategy)) return refused("forbidden", { code: "alias_not_with_strategy" });
  if (!read.ok) return refused("bad_request", "rejection" in read ? read.rejection : invalid(read.message));
  const { request } = read;
  const { start, end, cut } = aliasWindow(request, receivedAt);
  if (start > end) return refused("bad_request", invalid("The start of the window lies after its end."));
  for (const which of ["source", "destination"] as const) {
    if (isOf(profiles.get(request[which]), request, rules)) continue;
    return refused("bad_request", { code: "alias_unknown_mpid", params: { which } });
  }
  const alias: Alias = { source: request.source, destination: request.destination, start, end };
  const reason = aliasRefusal(alias, aliases);
  const dueAt = receivedAt + delayMs;
  const limit = ALIAS_WINDOW_MS / 86_400_000;
  const warnings = [...read.warnings, ...(cut ? [{ code: "alias_window_cut", params: { limit } }] : [])];
  return {
    decision: {
      version: 1,
      outcome: reason ? "skipped" : "scheduled",
      reasons: reason ? [{ code: reason }] : [],
      warnings,
      input: inputFacts(rules),
      endpoint: "alias",
      alias: reason ? alias : { ...alias, dueAt },
    },
    entry: { ...alias, dueAt, reason },
    status: "accepted",
  };
}

function invalid(message: string): Remark {
  return { code: "invalid_request", params: { message } };
}

function isOf(profile: AliasProfile | undefined, request: AliasRequest, rules: Rules): boolean {
  return profile?.scopeId === rules.scopeId && profile.environment === environmentOf(request, rules);
}

export type DecidedExecution = {
  readonly decision: Decision;
  /** Why not, or null: executed. */
  readonly reason: string | null;
};

/**
 * Whether a scheduled alias is executed now that its time has come: what was executed meanwhile counts, and what was
 * scheduled before it. `request`: the Decision of its request. Pure.
 */
export function decideAliasExecution(
  alias: StoredAlias,
  { profiles, aliases }: AliasState,
  request: Decision,
): DecidedExecution {
  const { source, destination, start, end } = alias;
  const earlier = aliases.filter(({ id, executed }) => id !== alias.id && (executed || BigInt(id) < BigInt(alias.id)));
  const gone = !profiles.has(source) || !profiles.has(destination);
  const reason = gone ? "alias_profile_gone" : aliasRefusal(alias, earlier);
  const [before, after] = [profiles.get(destination)?.firstSeen, profiles.get(source)?.firstSeen];
  return {
    decision: {
      version: 1,
      outcome: reason ? "skipped" : "executed",
      reasons: reason ? [{ code: reason }] : [],
      warnings: [],
      input: request.input,
      endpoint: "alias",
      alias: { source, destination, start, end },
      ...(reason || before === after ? {} : { changed: { first_seen: [before, after] } }),
    },
    reason,
  };
}
