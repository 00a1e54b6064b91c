import { executeAlias, type IdentityCall, identify, modify } from "../lib/identity-api";
import { findInput } from "../lib/inputs/find-input";
import { type Mpid, toInt64 } from "../lib/int64";
import { askAlias, ledgerOf } from "./ask-alias";
import type { TestDatabase } from "./database";
import type { Happening } from "./identity-arbitraries";
import { send } from "./send";

/** The profiles that a happening is about. */
export type About = {
  /** The one to modify, that of the batch, the one before, or the source of an alias. */
  readonly profile: Mpid | undefined;
  /** The destination of an alias. */
  readonly into: Mpid | undefined;
};
export type Answer = Mpid | "nobody" | "refused" | "done";

/** Which of these people a happening is about. */
export function aboutOf(happened: Happening, people: readonly Mpid[]): About {
  const person = (n: number | null) => (n === null ? undefined : people[n % people.length]);
  switch (happened.what) {
    case "alias":
      return { profile: person(happened.from), into: person(happened.to) };
    case "modify":
      return { profile: person(happened.of), into: undefined };
    case "batch":
      return { profile: person(happened.named), into: undefined };
    default:
      return { profile: person(happened.previous), into: undefined };
  }
}

/**
 * How a happening is sent to the database by the way of its kind, at a time of receipt (epoch ms); null when it can't
 * be: it is about a profile and there is none, or nothing of it is stored. An alias is asked for at once: what is sent
 * is its execution.
 */
export async function sending(
  db: TestDatabase,
  key: string,
  happened: Happening,
  { profile, into }: About,
  at: number,
): Promise<(() => Promise<Answer>) | null> {
  switch (happened.what) {
    case "batch": {
      const { device_application_stamp: stamp, ios_idfv: idfv, ...user } = happened.ids;
      const device = { ...(idfv ? { device_info: { ios_idfv: idfv } } : {}), ...(stamp ? { mp_deviceid: stamp } : {}) };
      const body = { user_identities: user, ...device, ...(profile ? { mpid: profile } : {}) };
      return async () => (await send(key, body, at))[0]?.mpid ?? "nobody";
    }
    case "modify": {
      if (!profile) return null;
      const changes = happened.changes.map(({ type, oldValue, newValue }) => {
        return { identity_type: type, old_value: oldValue, new_value: newValue };
      });
      const call = await callOf(key, at, { identity_changes: changes });
      return async () => ((await modify(profile, call)).status === "ok" ? "done" : "refused");
    }
    case "alias": {
      if (!profile || !into) return null;
      await askAlias(key, { source_mpid: profile, destination_mpid: into }, {}, at);
      const entries = await ledgerOf(db, profile);
      const entry = entries.find(({ state, requested_at }) => state === "scheduled" && requested_at === at);
      const id = toInt64(entry?.id);
      return id && (async () => ((await executeAlias(id, at)) === "executed" ? "done" : "refused"));
    }
    default: {
      const { what, ids } = happened;
      if (what === "search" || Object.keys(ids).length === 0) return null;
      const call = await callOf(key, at, { known_identities: ids, ...(profile ? { previous_mpid: profile } : {}) });
      return async () => {
        const answer = await identify(what, call);
        if (answer.status !== "ok") throw new Error(`The request was answered ${answer.status}.`);
        return answer.identified.mpid ?? "nobody";
      };
    }
  }
}

async function callOf(key: string, at: number, body: Record<string, unknown>): Promise<IdentityCall> {
  const credential = await findInput(key);
  if (!credential) throw new Error("No input has this key.");
  const bytes = Buffer.from(JSON.stringify({ environment: "production", ...body }));
  return { credential, path: "/", receivedAt: at, body: bytes, byteSize: bytes.length, readOnly: false };
}
