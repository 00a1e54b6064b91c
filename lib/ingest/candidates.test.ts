import { describe, expect, test } from "vitest";
import { rules } from "../../tests/rules";
import { batchOf, type IdentityRequest, readBatch } from "../batch";
import { identityKey } from "../identity/lock";
import type { Rules } from "../inputs/rules";
import { type Mpid, toMpid } from "../int64";
import { groupsOf, namedBy } from "./candidates";
import { planCall } from "./plan";
import type { Item } from "./requests";

const mpid = (n: number) => toMpid(n) as Mpid;

function candidates(batches: Record<string, unknown>[], holders: Record<string, number[]>, by: Partial<Rules>[] = []) {
  const items = batches.map((raw) => {
    const read = readBatch(raw, { receivedAt: 1 });
    if (!read.ok) throw new Error(read.message);
    return { batch: read.batch, warnings: [] };
  });
  return candidatesOfItems(items, holders, by);
}

function candidatesOfItems(items: readonly Item[], holders: Record<string, number[]>, by: Partial<Rules>[] = []) {
  const requests = items.map((item, i) => {
    const rest = { path: "/", receivedAt: 1, byteSize: 1, deflated: new Uint8Array() };
    return { ...rest, rules: rules(by[i]), items: [item] };
  });
  let id = 0;
  const planned = planCall(requests, () => mpid(++id))
    .flat()
    .flatMap((item) => item.planned ?? []);
  const held = new Map(
    Object.entries(holders).map(([name, mpids]) => {
      const [type = "", value = ""] = name.split("=");
      return [identityKey({ scopeId: 1, environment: "production", type, value }), mpids];
    }),
  );
  const { ofBatch, ofIdentity } = groupsOf(planned);
  return planned.map((one) => {
    const group = ofBatch.get(one);
    const holding = [...ofIdentity].flatMap(([key, of]) => (of === group ? (held.get(key) ?? []) : []));
    const named = planned.flatMap((other) => (ofBatch.get(other) === group ? namedBy(other).map(Number) : []));
    return [...new Set([...holding, ...named])].sort((a, b) => a - b);
  });
}

const C1 = { type: "customer_id", value: "c1" } as const;
const ids = (identities: Record<string, string>) => ({ user_identities: identities });

describe("the profiles that a batch can touch", () => {
  test("are those that hold its identities, and the one that it names", () => {
    expect(
      candidates([{ mpid: 9, ...ids({ email: "a", other: "b" }) }], { "email=a": [1, 2], "other=b": [3] }),
    ).toEqual([[1, 2, 3, 9]]);
    expect(candidates([{}], {})).toEqual([[]]);
  });

  test("are no others where batches share nothing", () => {
    expect(candidates([ids({ email: "a" }), ids({ email: "b" })], { "email=a": [1], "email=b": [2] })).toEqual([
      [1],
      [2],
    ]);
  });

  test("are also those of batches that share an identity with it, whichever comes first", () => {
    expect(candidates([ids({ other: "o", email: "new" }), ids({ email: "new" })], { "other=o": [1] })).toEqual([
      [1],
      [1],
    ]);
    expect(candidates([ids({ email: "new" }), ids({ other: "o", email: "new" })], { "other=o": [1] })).toEqual([
      [1],
      [1],
    ]);
    expect(candidates([{ mpid: 5, ...ids({ email: "new" }) }, ids({ email: "new" })], {})).toEqual([[5], [5]]);
  });

  test("reach along a chain, and join groups that a later batch brings together", () => {
    const chain = [
      ids({ other: "a", email: "x" }),
      ids({ other: "b", facebook: "y" }),
      ids({ email: "x", facebook: "y" }),
      ids({ facebook: "y" }),
    ];
    expect(candidates(chain, { "other=a": [1], "other=b": [2] })).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  test("are also the previous profile that an identity request names, and the holders of a modified value", () => {
    const common = { environment: "production" } as const;
    const login: IdentityRequest = { ...common, endpoint: "login", previousMpid: mpid(5), identities: [C1] };
    const changes = [{ type: "email", oldValue: "a", newValue: "b" } as const];
    const modify: IdentityRequest = { ...common, endpoint: "modify", mpid: mpid(6), changes };
    const items = [login, modify].map((identity) => ({ batch: batchOf(identity), identity, warnings: [] }));
    const batch = { batch: batchOf({ ...common, endpoint: "identify", identities: [C1] }), warnings: [] };
    const holders = { "email=a": [6, 7], "email=b": [8] };
    expect(candidatesOfItems([...items, batch], holders)).toEqual([[5], [6, 7, 8], [5]]);
  });

  test("never come from another scope or environment", () => {
    const batches = [
      { mpid: 7, ...ids({ email: "x" }) },
      ids({ email: "x" }),
      { ...ids({ email: "x" }), environment: "development" },
    ];
    expect(candidates(batches, { "email=x": [1] }, [{}, { scopeId: 2 }, {}])).toEqual([[1, 7], [], []]);
  });
});
