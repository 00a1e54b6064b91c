import { z } from "zod";
import { DECISION_ENDPOINTS } from "./batch-kinds";

/**
 * What was decided about one batch, and why: version 1, stored beside the batch as text.
 * Screens and sentences are made from it; identity values are never copied into it. Ours.
 */
export const OUTCOMES = [
  "created",
  "updated",
  "dropped",
  "not_associated",
  "unresolved",
  "duplicate",
  "rejected",
  // Of alias requests.
  "scheduled",
  "executed",
  "skipped",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const PROTECTION_LEVELS = ["create_and_update", "update_only", "read_only"] as const;
export type ProtectionLevel = (typeof PROTECTION_LEVELS)[number];

/** Rows of the protection decision table; https://docs.mparticle.com/guides/platform-guide/input-protection */
export const PROTECTION_ROWS = ["1", "2", "3", "4", "5", "6", "7", "8", "U"] as const;
export type ProtectionRow = (typeof PROTECTION_ROWS)[number];

/** Rules of the identity strategies; https://docs.mparticle.com/guides/idsync/components */
export const STRATEGY_RULES = [
  "logout_creates",
  "logout_anonymous",
  "new_login_creates",
  "login_continues_previous",
] as const;
export type StrategyRule = (typeof STRATEGY_RULES)[number];

const int64 = z.string().regex(/^-?\d{1,19}$/);
const param = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A coded remark with its parameters; `lib/explain/sentences` turns it into words. Never a personal value. */
export const remarkSchema = z.object({ code: z.string(), params: z.record(z.string(), param).optional() });
export type Remark = z.infer<typeof remarkSchema>;

/** One identity type of the batch, in priority order: what it found and what became of it. */
const identityStepSchema = z.object({
  type: z.string(),
  /** Profiles that hold this value. */
  candidates: z.number().int(),
  /** True when more profiles hold the value than were looked at. */
  capped: z.boolean().optional(),
  /** Why candidates could not be returned. */
  ineligible: z.array(z.object({ mpid: int64, rule: z.enum(["login", "immutable"]) })).optional(),
  /** Profiles left after this step; absent when the step was not needed. */
  remaining: z.number().int().optional(),
});

const attributeSchema = z.object({
  key: z.string(),
  /** JSON value as stored before and after: string, list of strings, or null (a tag); absent = no value. */
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  /** The value that the batch brought. */
  incoming: z.unknown().optional(),
  storedTier: z.number().int().optional(),
  result: z.enum(["set", "unchanged", "deleted", "delete_noop", "blocked_by_priority", "delete_blocked_by_priority"]),
});
export type AttributeDecision = z.infer<typeof attributeSchema>;

export const decisionSchema = z.object({
  version: z.literal(1),
  outcome: z.enum(OUTCOMES),
  /** Sent as old data: kept and explained as any other, but not forwarded to event outputs. */
  historical: z.boolean().optional(),
  /** Of the whole batch: why it was dropped, rejected, not associated. */
  reasons: z.array(remarkSchema),
  warnings: z.array(remarkSchema),
  input: z.object({
    id: z.number().int(),
    kind: z.string(),
    tier: z.number().int(),
    protectionLevel: z.enum(PROTECTION_LEVELS).nullable(),
    rulesVersion: z.number().int(),
  }),
  /** Absent for identity requests: levels of protection don't apply to them. */
  protectionRow: z.enum(PROTECTION_ROWS).optional(),
  /** The endpoint of the identity API that asked; absent for a batch. */
  endpoint: z.enum([...DECISION_ENDPOINTS, "alias"]).optional(),
  /** What an identify, login or logout request was answered beside the MPID; a repeat of it is answered the same. */
  answer: z
    .object({
      /** Types of the request whose values the profile held before. */
      matched: z.array(z.string()),
      isEphemeral: z.boolean(),
      isLoggedIn: z.boolean(),
    })
    .optional(),
  identity: z
    .object({
      strategy: z.string(),
      /** How the profile was found. */
      by: z.enum(["mpid", "identities", "none"]),
      /** The batch named an MPID that no profile has. */
      unknownMpid: z.boolean().optional(),
      steps: z.array(identityStepSchema),
      tieBreak: z.enum(["previous_mpid", "last_seen", "first_seen", "lowest_mpid"]).optional(),
      /** What the strategy said beyond "the match, or a new profile". */
      strategyRule: z.enum(STRATEGY_RULES).optional(),
      /** The profile that matched, where the strategy did not use it. */
      overruled: int64.optional(),
      /** Whose anonymous history the created profile continues. */
      source: int64.optional(),
      /** Login types that were not written: a logout leads to an anonymous profile. */
      withheld: z.array(z.string()).optional(),
      /** Found, even when the batch is not associated with it. */
      found: int64.nullable(),
      added: z.array(z.string()).optional(),
      /** Types whose value left without a new one. */
      removed: z.array(z.string()).optional(),
      replaced: z.array(z.string()).optional(),
      taken: z.array(z.object({ type: z.string(), from: int64 })).optional(),
      refused: z.array(z.object({ type: z.string(), rule: z.enum(["immutable", "identity_api_only"]) })).optional(),
    })
    .optional(),
  /** Of an alias request and of its execution: whose events of which window become whose. Times in epoch ms. */
  alias: z
    .object({
      source: int64,
      destination: int64,
      start: z.number().int(),
      end: z.number().int(),
      /** When it is executed; absent when it is not. */
      dueAt: z.number().int().optional(),
    })
    .optional(),
  attributes: z.array(attributeSchema).optional(),
  consent: z
    .array(
      z.object({
        regulation: z.enum(["gdpr", "ccpa"]),
        purpose: z.string(),
        result: z.enum([
          "set",
          "older",
          "unchanged",
          "removed",
          "unknown_purpose",
          "regulation_off",
          "source_not_allowed",
          "invalid",
        ]),
        before: z.unknown().optional(),
        after: z.unknown().optional(),
      }),
    )
    .optional(),
  device: z
    .object({
      das: z.string(),
      derived: z.boolean(),
      isNew: z.boolean(),
      droppedIdentities: z.array(z.string()).optional(),
    })
    .optional(),
  /** Other fields of the profile that changed: name -> [before, after]. */
  changed: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])).optional(),
});
export type Decision = z.infer<typeof decisionSchema>;
