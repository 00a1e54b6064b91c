import type { AttributeValue, ConsentRecord } from "../batch/types";
import type { BatchKind } from "../explain/batch-kinds";
import type { Outcome, Remark } from "../explain/decision";
import type { Int64, Mpid } from "../int64";

/**
 * What the readers of a profile get, as screens and the machine door show it. Times are epoch ms, ids exact strings.
 * Personal values are already masked for the reader's role.
 */
export type PersonEnvironment = "production" | "development";

/** Identity type (canonical) and value; `mpid` is a type here too. */
export type ShownIdentity = { readonly type: string; readonly value: string };

export type MatchedBy = "exact" | "normalised" | "prefix" | "former";
export type Match = ShownIdentity & {
  readonly by: MatchedBy;
  /** When a former value left the profile. */
  readonly until?: number;
};

export type SearchHit = {
  readonly mpid: Mpid;
  readonly environment: PersonEnvironment;
  readonly known: boolean;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly name: string | null;
  readonly identities: readonly ShownIdentity[];
  readonly matches: readonly Match[];
};

/** A batch that mentions the value and belongs to nobody. */
export type UnresolvedBatch = {
  readonly id: Int64;
  readonly receivedAt: number;
  readonly inputName: string;
  readonly outcome: Outcome;
};

export type SearchResult = {
  /** The value as it was looked for. */
  readonly value: string;
  /** Identity type that the search was narrowed to, `mpid`, or null for any. */
  readonly type: string | null;
  readonly environment: PersonEnvironment | "both";
  readonly hits: readonly SearchHit[];
  /** More people match than are listed. */
  readonly more: boolean;
  /** Only when nothing matches exactly. */
  readonly near: readonly SearchHit[];
  readonly batches: readonly UnresolvedBatch[];
  /** How many of the last batches were read for `batches`. */
  readonly batchesRead: number;
  readonly tried: readonly MatchedBy[];
};

export type LookupRow = {
  readonly value: string;
  readonly people: readonly {
    readonly mpid: Mpid;
    readonly environment: PersonEnvironment;
    readonly matchedTypes: readonly string[];
    readonly lastSeen: number;
  }[];
};

export type InputRef = { readonly id: number; readonly name: string; readonly kind: string };

export type IdentityFact = ShownIdentity & {
  readonly firstSeen: number;
  readonly updatedAt: number;
  /** False for older values of a type that may hold several. */
  readonly current: boolean;
  readonly login: boolean;
};

export type AttributeFact = {
  readonly key: string;
  readonly label: string | null;
  readonly value: AttributeValue;
  readonly tier: number;
  readonly input: InputRef | null;
  readonly batchId: Int64;
  readonly updatedAt: number;
};

/** A value for all workspaces of the account; while it is there, a workspace's own value of the key is hidden. */
export type AccountAttributeFact = {
  readonly key: string;
  readonly label: string | null;
  readonly value: AttributeValue;
  /** The member or API credential that set it. */
  readonly setBy: string;
  readonly updatedAt: number;
};

export type DeviceFact = {
  readonly workspaceId: number;
  readonly das: string;
  readonly platform: string | null;
  readonly model: string | null;
  readonly os: string | null;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly limitAdTracking: boolean | null;
  readonly attStatus: string | null;
  readonly attAt: number | null;
  readonly identities: readonly ShownIdentity[];
  readonly details: readonly (readonly [name: string, value: string])[];
};

export type WorkspaceUsage = {
  readonly workspaceId: number;
  readonly name: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly inputs: readonly (InputRef & { readonly firstSeen: number; readonly lastSeen: number })[];
  /** Of the device seen last in this workspace: an advertising id, else a vendor id, else the stamp. */
  readonly deviceId: ShownIdentity | null;
};

/** A purpose of the workspace; `record` is null when the person was never asked. */
export type ConsentFact = {
  readonly regulation: "gdpr" | "ccpa";
  readonly purpose: string;
  readonly record: ConsentRecord | null;
};

export type AttributionFact = {
  readonly publisher: string;
  readonly campaign: string;
  readonly serviceProvider: string | null;
  readonly input: InputRef | null;
  readonly at: number;
};

export type StatusFact = { readonly code: string; readonly mpid: Mpid; readonly at: number };

/** An alias request that names the person, as the ledger has it. */
export type AliasFact = {
  readonly id: Int64;
  /** What the person is in it. */
  readonly role: "source" | "destination";
  /** The other profile. */
  readonly mpid: Mpid;
  /** Event times of the window, both inclusive. */
  readonly start: number;
  readonly end: number;
  readonly requestedAt: number;
  readonly dueAt: number;
  readonly finishedAt: number | null;
  readonly state: "scheduled" | "executed" | "skipped" | "failed";
  /** A reason code, of a skipped one. */
  readonly reason: string | null;
};

export type Person = {
  readonly mpid: Mpid;
  readonly workspaceId: number;
  readonly environment: PersonEnvironment;
  readonly known: boolean;
  /** No identity is left that could look the profile up. */
  readonly orphaned: boolean;
  readonly name: string | null;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly isOptedOut: boolean;
  readonly limitAdTracking: boolean | null;
  readonly ip: string | null;
  readonly sourceMpid: Mpid | null;
  /** True when personal values are masked for the reader. */
  readonly masked: boolean;
  readonly identities: readonly IdentityFact[];
  readonly partnerIdentities: readonly ShownIdentity[];
  readonly status: readonly StatusFact[];
  /** Newest first. */
  readonly aliases: readonly AliasFact[];
  /** Older requests name the person, too. */
  readonly moreAliases: boolean;
  readonly usage: readonly WorkspaceUsage[];
  readonly accountAttributes: readonly AccountAttributeFact[];
  /** Of the workspace. */
  readonly attributes: readonly AttributeFact[];
  readonly devices: readonly DeviceFact[];
  readonly consent: readonly ConsentFact[];
  readonly attribution: readonly AttributionFact[];
};

/** One value that a field had, was given, or was refused. */
export type ProvenanceEntry = {
  /** Null: no batch, but somebody who set the account-level value. */
  readonly batchId: Int64 | null;
  readonly at: number;
  readonly input: InputRef | null;
  /** Of an account-level value: the member or API credential. */
  readonly setBy?: string;
  readonly tier: number | null;
  readonly result: "set" | "removed" | "blocked" | "removal_blocked" | "refused";
  /** JSON value; absent when the entry has none (a removal) or its value is not kept. */
  readonly value?: unknown;
  readonly before?: unknown;
  /** The tier that a blocked value lost to. */
  readonly lostToTier?: number;
  /** Of a refused consent record or identity: the rule that refused it. */
  readonly rule?: string;
  /** What counts now comes from here, be it a value or that there is none. */
  readonly present?: true;
  /** The workspace's own value, which an account-level one hides. */
  readonly hidden?: true;
};

export type Provenance = {
  /** Newest first; `present` marks where the present value comes from, if it is known. */
  readonly entries: readonly ProvenanceEntry[];
  readonly more: boolean;
};

export type Cursor = { readonly time: number; readonly id: Int64 };

export type TimelineEvent = {
  readonly kind: "event";
  readonly id: Int64;
  readonly batchId: Int64;
  readonly index: number;
  readonly type: string;
  readonly name: string | null;
  /** Event time. */
  readonly time: number;
  /** The profile whose event it is, when it is the person's by alias. */
  readonly aliasedFrom?: Mpid;
};
/** A batch that has no events: it shows by itself, at its receipt. */
export type TimelineBatch = {
  readonly kind: "batch";
  readonly id: Int64;
  readonly batchId: Int64;
  readonly time: number;
};
export type TimelineItem = TimelineEvent | TimelineBatch;

export type BatchSummary = {
  readonly id: Int64;
  /** A batch, or the request to the identity API that it is. */
  readonly kind: BatchKind;
  readonly workspaceId: number;
  readonly input: InputRef | null;
  readonly receivedAt: number;
  readonly das: string | null;
  readonly outcome: Outcome;
  readonly eventCount: number;
  readonly warningCount: number;
  /** Sent as historical data. */
  readonly historical: boolean;
  /** The types that an identity request was about; none for a batch. */
  readonly identityTypes: readonly string[];
};

export type TimelinePage = {
  /** Newest first. */
  readonly items: readonly TimelineItem[];
  readonly batches: Readonly<Record<string, BatchSummary>>;
  /** Where older or newer items go on; null when there are none. */
  readonly older: Cursor | null;
  readonly newer: Cursor | null;
  /** When the page was read. */
  readonly readAt: number;
};

export type TimelineFacets = {
  readonly workspaces: readonly { readonly id: number; readonly name: string }[];
  readonly inputs: readonly InputRef[];
  readonly devices: readonly { readonly das: string; readonly label: string }[];
  readonly names: readonly { readonly type: string; readonly name: string | null; readonly count: number }[];
  /** The names come from this many of the latest events. */
  readonly namesFrom: number;
};

export type BatchDetail = BatchSummary & {
  readonly mpid: Mpid | null;
  readonly environment: PersonEnvironment | null;
  readonly seq: Int64;
  readonly reasons: readonly Remark[];
  readonly warnings: readonly Remark[];
  /** JSON text of the Decision, masked like everything else. */
  readonly decision: string;
  /**
   * JSON text of the batch in outbound form, 64-bit integers exact, or of the identity request; null when it was not
   * readable.
   */
  readonly outbound: string | null;
  readonly masked: boolean;
  /** The request's bytes are still kept. */
  readonly rawKept: boolean;
};
