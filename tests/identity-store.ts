import { isDeviceIdentity, isIdentityType } from "../lib/batch";
import { decideModify, type IdentityChange } from "../lib/identity/modify";
import { holds, type Identity, isKnown, isOrphaned, withoutIdentity } from "../lib/identity/record";
import { type Candidate, type Endpoint, inPriorityOrder, type Resolution, resolve } from "../lib/identity/resolve";
import { type IdentitySettings, isAliasAvailable } from "../lib/identity/settings";
import { type IdentityWrite, writeIdentities } from "../lib/identity/write-identities";
import { type Mpid, toMpid } from "../lib/int64";

/** Identities by type, as a request has them. */
export type Ids = Readonly<Record<string, string>>;

export type StoreOptions = {
  /** The MPID of the n-th profile, from 1; n itself unless told otherwise. */
  readonly mpidOf?: (n: number) => bigint;
  /** The order in which the holders of a value are found; that of creation unless told otherwise. */
  readonly holdersInOrder?: (holders: Candidate[]) => Candidate[];
};

/** A request for an identity; `at` is its moment, else the next one of the store's clock. */
export type Ask = {
  readonly endpoint: Endpoint;
  readonly ids: Ids;
  /** Names of profiles: the one before, or for a batch the one that it is for. */
  readonly previous?: string;
  readonly named?: string;
  readonly at?: number;
};

type Profile = Candidate & { readonly name: string; readonly source: Mpid | null };

/**
 * A world of profiles in memory, to which requests come one after the other, by nothing but the pure functions:
 * what the database must give, too. Profiles are called P1, P2 ... in the order of their creation.
 */
export class IdentityStore {
  readonly #settings: IdentitySettings;
  readonly #options: StoreOptions;
  readonly #profiles = new Map<Mpid, Profile>();
  #clock = 0;

  constructor(settings: IdentitySettings, options: StoreOptions = {}) {
    this.#settings = settings;
    this.#options = options;
  }

  /** A profile that is there before the first request. */
  given(ids: Ids): string {
    const profile = this.#create(this.#moment(), null);
    const identities = Object.entries(ids).map(([type, v]) => [type, [{ v, f: this.#clock, u: this.#clock }]]);
    this.#profiles.set(profile.mpid, { ...profile, identities: Object.fromEntries(identities) });
    return profile.name;
  }

  identify = (ids: Ids, previous?: string) => this.ask({ endpoint: "identify", ids, previous });
  login = (ids: Ids, previous?: string) => this.ask({ endpoint: "login", ids, previous });
  logout = (ids: Ids, previous?: string) => this.ask({ endpoint: "logout", ids, previous });
  search = (ids: Ids) => this.ask({ endpoint: "search", ids });
  batch = (ids: Ids, named?: string) => this.ask({ endpoint: "batch", ids, named });

  /** The profile that the request belongs to; null for none. */
  ask({ endpoint, ids, previous, named, at = this.#moment() }: Ask): string | null {
    const { priority } = this.#settings;
    const identities = Object.entries(ids).map(([type, value]) => ({ type, value }));
    const recorded = identities.filter(
      ({ type }) => !(isIdentityType(type) && isDeviceIdentity(type)) || priority.includes(type),
    );
    if (named !== undefined) return this.#write(this.#called(named), recorded, at);
    if (endpoint === "batch" ? inPriorityOrder(recorded, priority).length === 0 : identities.length === 0) return null;
    const resolution = this.resolution({ endpoint, identities: recorded, previous });
    const found = resolution.found === null ? undefined : this.#profiles.get(resolution.found);
    if (endpoint === "search") return found?.name ?? null;
    const written = recorded.filter(({ type }) => !resolution.withheld?.includes(type));
    return this.#write(found ?? this.#create(at, resolution.source ?? null), written, at);
  }

  resolution(request: { endpoint: Endpoint; identities: readonly Identity[]; previous?: string }): Resolution {
    const { endpoint, identities } = request;
    const previous = request.previous === undefined ? undefined : this.#called(request.previous);
    return resolve(
      { endpoint, identities, ...(previous ? { previous } : {}) },
      (identity) => ({ profiles: this.#holders(identity), capped: false }),
      this.#settings,
    );
  }

  /** The types that were refused; none when it was done. */
  modify(name: string, changes: readonly IdentityChange[], at = this.#moment()): readonly string[] {
    const profile = this.#called(name);
    const write = decideModify(profile.identities, changes, this.#settings, this.#others(profile), at);
    if (write.refused.length === 0) this.#keep(profile, write, at);
    return write.refused;
  }

  /** The destination takes over when the source was first seen; identities stay where they are. */
  alias(source: string, destination: string, at = this.#moment()): void {
    if (!isAliasAvailable(this.#settings.strategy) || source === destination) return;
    const { firstSeen } = this.#called(source);
    const profile = this.#called(destination);
    this.#profiles.set(profile.mpid, { ...profile, firstSeen, lastSeen: Math.max(profile.lastSeen, at) });
  }

  get names(): string[] {
    return [...this.#profiles.values()].map(({ name }) => name);
  }

  /** The values of a profile, latest first. */
  record(name: string): Record<string, string[]> {
    const entries = Object.entries(this.#called(name).identities);
    return Object.fromEntries(entries.map(([type, values]) => [type, values.map(({ v }) => v)]));
  }

  source(name: string): string | null {
    const { source } = this.#called(name);
    return (source !== null && this.#profiles.get(source)?.name) || null;
  }

  /** When it was first and last seen. */
  seen(name: string): readonly [first: number, last: number] {
    const { firstSeen, lastSeen } = this.#called(name);
    return [firstSeen, lastSeen];
  }

  isKnown = (name: string) => isKnown(this.#called(name).identities, this.#settings.loginTypes);
  isOrphaned = (name: string) => isOrphaned(this.#called(name).identities, this.#settings.priority);

  #moment(): number {
    this.#clock += 1;
    return this.#clock;
  }

  #called(name: string): Profile {
    const profile = [...this.#profiles.values()].find((one) => one.name === name);
    if (!profile) throw new Error(`There is no ${name}.`);
    return profile;
  }

  #create(at: number, source: Mpid | null): Profile {
    const n = this.#profiles.size + 1;
    const mpid = toMpid(this.#options.mpidOf?.(n) ?? n);
    if (mpid === null || this.#profiles.has(mpid)) throw new Error(`No MPID for the profile ${n}.`);
    return { mpid, name: `P${n}`, source, firstSeen: at, lastSeen: at, identities: {} };
  }

  #holders(identity: Identity): Candidate[] {
    const found = [...this.#profiles.values()].filter((one) => holds(one.identities, identity));
    return this.#options.holdersInOrder?.(found) ?? found;
  }

  #others =
    ({ mpid }: Profile) =>
    (identity: Identity): Mpid[] =>
      this.#holders(identity).flatMap((one) => (one.mpid === mpid ? [] : one.mpid));

  #write(profile: Profile, identities: readonly Identity[], at: number): string {
    const write = writeIdentities(profile.identities, identities, this.#others(profile), this.#settings, at);
    this.#keep(profile, write, at);
    return profile.name;
  }

  #keep(profile: Profile, { record, taken }: IdentityWrite, at: number): void {
    this.#profiles.set(profile.mpid, { ...profile, identities: record, lastSeen: Math.max(profile.lastSeen, at) });
    for (const { identity, from } of taken) {
      const loser = this.#profiles.get(from);
      if (loser) this.#profiles.set(from, { ...loser, identities: withoutIdentity(loser.identities, identity) });
    }
  }
}
