import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestOf } from "../../../tests/call";
import { testDatabase } from "../../../tests/database";
import { type InputName, type MadeOrganization, makeOrganization } from "../../../tests/factory";
import { advisoryLocks } from "../../../tests/locks";
import { attributesOf, send, sendOne, storedBatch } from "../../../tests/send";
import { MASKED } from "../../access/masking";
import type { AttributeValue } from "../../batch";
import { transaction } from "../../db";
import { LOCK_SQL, personLockKeys } from "../../identity/lock";
import { drain, ingest, openWriter, type Writer } from "../../ingest";
import { dryRunProtection } from "../../ingest/dry-run-protection";
import type { Mpid } from "../../int64";
import { declareAccountAttribute, listChanges, undeclareAccountAttribute } from "../../settings";
import { getPerson, provenanceOf, setAccountValue } from "../index";

const db = await testDatabase();
const writer = await openWriter();
let org: MadeOrganization;
let foreign: MadeOrganization;
/** Of the workspace that shares the people. */
let sibling: { key: string };
let ws: number;
const admin = () => org.context("Admin");
beforeAll(async () => {
  [org, foreign] = [await makeOrganization(), await makeOrganization()];
  ws = org.workspaces[0].id;
  sibling = await org.addInput({ kind: "custom_feed", workspaceId: org.workspaces[1].id });
  for (const key of ["k", "$FirstName", "club"]) await declareAccountAttribute(admin(), { key });
});
afterAll(async () => {
  await drain();
  await writer.close();
  await db.close();
});

let people = 0;
const newPerson = async (attributes: Record<string, AttributeValue> = {}) => {
  people += 1;
  const customer = `account-${people}`;
  const { mpid } = await sendOne(org.inputs.web.key, {
    user_identities: { customer_id: customer },
    user_attributes: attributes,
  });
  return mpid;
};
const set = (mpid: Mpid, value: AttributeValue | undefined, key = "k", ctx = admin()) =>
  setAccountValue(ctx, { workspaceId: ws, mpid, key, value });
const decisionOf = async (key: string, batch: Record<string, unknown>) =>
  (await storedBatch(db, (await sendOne(key, batch)).batchId)).decision;
const seen = async (mpid: Mpid, workspaceId = ws) => {
  const { attributes, accountAttributes } = await getPerson(admin(), { workspaceId, mpid });
  return {
    account: Object.fromEntries(accountAttributes.map(({ key, value }) => [key, value])),
    workspace: Object.fromEntries(attributes.map(({ key, value }) => [key, value])),
  };
};

describe("a value that is set account-level", () => {
  test.each<InputName>(["custom", "web", "ios", "csv", "partner"])(
    "blocks writes and deletes from %s, and the rest of the batch goes on",
    async (input) => {
      const mpid = await newPerson({ k: "of the SDK" });
      await set(mpid, "of the account");
      const { attributes } = await decisionOf(org.inputs[input].key, {
        mpid,
        user_attributes: { k: "x", other: "1" },
        deleted_user_attributes: ["k"],
      });
      const blocked = { key: "k", before: "of the account", storedTier: 2 };
      expect(attributes).toMatchObject([
        { ...blocked, result: "delete_blocked_by_priority" },
        { ...blocked, incoming: "x", result: "blocked_by_priority" },
        { key: "other", after: "1", result: "set" },
      ]);
      expect(await attributesOf(db, mpid, ws)).toEqual({ k: "of the SDK", other: "1" });
      expect((await seen(mpid)).account).toEqual({ k: "of the account" });
    },
  );

  test("does so in every workspace of the account, where the people are the same, and for nobody else", async () => {
    const mpid = await newPerson();
    const other = await newPerson();
    await set(mpid, "gold");
    const results = async (key: string, of: Mpid) =>
      (await decisionOf(key, { mpid: of, user_attributes: { k: "x" } })).attributes?.map(({ result }) => result);
    expect(await results(sibling.key, mpid)).toEqual(["blocked_by_priority"]);
    expect(await results(sibling.key, other)).toEqual(["set"]);
    expect(await seen(mpid, org.workspaces[1].id)).toEqual({ account: { k: "gold" }, workspace: {} });
  });

  test("does not outlive itself: removed again, the workspace's value is there and may be written", async () => {
    const mpid = await newPerson({ k: "of the SDK" });
    await set(mpid, null);
    expect(await seen(mpid)).toEqual({ account: { k: null }, workspace: { k: "of the SDK" } });
    await set(mpid, undefined);
    expect(await seen(mpid)).toEqual({ account: {}, workspace: { k: "of the SDK" } });
    const { attributes } = await decisionOf(org.inputs.ios.key, { mpid, user_attributes: { k: "again" } });
    expect(attributes).toEqual([{ key: "k", before: "of the SDK", storedTier: 4, after: "again", result: "set" }]);
  });

  test("is a reserved key in any case, and the person's name", async () => {
    const mpid = await newPerson({ $FIRSTNAME: "Wrong", $lastname: "Lark" });
    await set(mpid, "Isa", "$FirstName");
    const { attributes } = await decisionOf(org.inputs.custom.key, { mpid, user_attributes: { $Firstname: "Eva" } });
    expect(attributes).toMatchObject([{ key: "$firstname", before: "Isa", result: "blocked_by_priority" }]);
    expect((await getPerson(admin(), { workspaceId: ws, mpid })).name).toBe("Isa Lark");
  });

  test("counts as blocked for its input, and a dry run loses no write that was none", async () => {
    const mpid = await newPerson();
    await set(mpid, "gold");
    const feed = await org.addInput({ kind: "custom_feed" });
    await send(feed.key, { mpid, user_attributes: { k: "x", other: "1" } });
    const [{ blocked } = { blocked: 0 }] = await db.query<{ blocked: number }>(
      "SELECT sum(blocked)::int AS blocked FROM input_hour WHERE input_id = $1",
      [feed.id],
    );
    expect(blocked).toBe(1);
    const { levels } = await dryRunProtection(admin(), { inputId: feed.id });
    expect(levels.read_only.lostAttributeWrites).toBe(1);
  });

  test("takes no statement more of a call", async () => {
    const mpid = await newPerson();
    await set(mpid, "gold");
    const names = async (attributes: Record<string, string>) => {
      const flown: string[] = [];
      const fly: Writer["fly"] = (statements) => {
        flown.push(...statements.map(({ name }) => name));
        return writer.fly(statements);
      };
      await ingest({ ...writer, fly }, [await requestOf(org.inputs.web.key, [{ mpid, user_attributes: attributes }])]);
      return flown;
    };
    expect(await names({ k: "x" })).toEqual(await names({ other: "x" }));
  });
});

describe("a declaration", () => {
  test("without a value lets every source write", async () => {
    const mpid = await newPerson();
    const { attributes } = await decisionOf(org.inputs.partner.key, { mpid, user_attributes: { k: "p" } });
    expect(attributes).toEqual([{ key: "k", after: "p", result: "set" }]);
  });

  test("is in force for the next batch, and the values that it left behind count again with it", async () => {
    const mpid = await newPerson({ club: "of the SDK" });
    const write = async (value: string) =>
      (await decisionOf(org.inputs.web.key, { mpid, user_attributes: { club: value } })).attributes?.[0]?.result;
    await set(mpid, "founders", "club");
    expect(await write("a")).toBe("blocked_by_priority");
    await undeclareAccountAttribute(admin(), { key: "club" });
    expect(await write("b")).toBe("set");
    expect(await seen(mpid)).toEqual({ account: {}, workspace: { club: "b" } });
    await expect(set(mpid, "x", "club")).rejects.toMatchObject({ code: "invalid_input" });
    await declareAccountAttribute(admin(), { key: "club" });
    expect(await write("c")).toBe("blocked_by_priority");
    expect(await seen(mpid)).toEqual({ account: { club: "founders" }, workspace: { club: "b" } });
  });

  test("of another account is not ours, also for people that both share", async () => {
    const mpid = await newPerson();
    await set(mpid, "gold");
    const [{ id } = { id: 0 }] = await db.query<{ id: number }>(
      "INSERT INTO account (org_id, name, created_at) VALUES ($1, 'Neighbour', 0) RETURNING id",
      [org.orgId],
    );
    const input = await org.addInput({ kind: "web", workspaceId: org.workspaces[1].id });
    await db.query("UPDATE workspace SET account_id = $1 WHERE id = $2", [id, org.workspaces[1].id]);
    try {
      const { attributes } = await decisionOf(input.key, { mpid, user_attributes: { k: "theirs" } });
      expect(attributes).toEqual([{ key: "k", after: "theirs", result: "set" }]);
    } finally {
      await db.query("UPDATE workspace SET account_id = $1 WHERE id = $2", [org.accountId, org.workspaces[1].id]);
      await db.query("UPDATE input SET rules_version = rules_version + 1 WHERE id = $1", [input.id]);
    }
  });
});

describe("setting a value", () => {
  test.each<[string, Parameters<typeof setAccountValue>[1], string]>([
    ["an undeclared key", { workspaceId: 0, mpid: "", key: "nobody declared this", value: "x" }, "invalid_input"],
    ["a key in other letters", { workspaceId: 0, mpid: "", key: "K", value: "x" }, "invalid_input"],
    ["a value that is too long", { workspaceId: 0, mpid: "", key: "k", value: "x".repeat(4097) }, "invalid_input"],
    [
      "a list with an entry too long",
      { workspaceId: 0, mpid: "", key: "k", value: ["x".repeat(513)] },
      "invalid_input",
    ],
    ["text that can't be stored", { workspaceId: 0, mpid: "", key: "k", value: "\u0000" }, "invalid_input"],
    ["an MPID that nobody has", { workspaceId: 0, mpid: "7346244611012968789", key: "k", value: "x" }, "not_found"],
    ["an MPID that is none", { workspaceId: 0, mpid: "9223372036854775808", key: "k", value: "x" }, "not_found"],
  ])("refuses %s", async (_name, input, code) => {
    const mpid = input.mpid || (await newPerson());
    await expect(setAccountValue(admin(), { ...input, workspaceId: ws, mpid })).rejects.toMatchObject({ code });
    expect(await db.query("SELECT FROM account_attribute_value WHERE mpid::text = $1", [mpid])).toEqual([]);
  });

  test("refuses people of another scope and workspaces of another account", async () => {
    const mpid = await newPerson();
    const sandbox = org.workspaces[2].id;
    await expect(setAccountValue(admin(), { workspaceId: sandbox, mpid, key: "k", value: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(set(mpid, "x", "k", foreign.context("Admin"))).rejects.toMatchObject({ code: "not_found" });
    await expect(set(mpid, "x", "k", org.context("QA"))).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is audited with who and when and never with the value; the same value again is no change", async () => {
    const mpid = await newPerson();
    await set(mpid, "personal-1");
    await set(mpid, "personal-1");
    await set(mpid, "personal-2", "k", org.context("Support Access"));
    await set(mpid, undefined);
    await set(mpid, undefined);
    const { rows } = await listChanges(admin(), { target: mpid });
    const [first, second] = [org.context("Admin").member.name, org.context("Support Access").member.name];
    const at = expect.any(Number);
    expect(rows.map(({ action, actor, before, after }) => ({ action, actor, before, after }))).toEqual([
      { action: "account_attribute.value.remove", actor: first, before: { setBy: second, setAt: at }, after: null },
      {
        action: "account_attribute.value.set",
        actor: second,
        before: { setBy: first, setAt: at },
        after: { setBy: second, setAt: at },
      },
      { action: "account_attribute.value.set", actor: first, before: null, after: { setBy: first, setAt: at } },
    ]);
    expect(JSON.stringify(rows)).not.toContain("personal-");
  });
});

describe("where a value comes from", () => {
  const entries = async (mpid: Mpid, role: Parameters<MadeOrganization["context"]>[0] = "Admin") =>
    (await provenanceOf(org.context(role), { workspaceId: ws, mpid, kind: "attribute", key: "k" })).entries;

  test("names who set it, hides the workspace's own, and tells what lost", async () => {
    const mpid = await newPerson({ k: "of the SDK" });
    await set(mpid, "silver");
    await set(mpid, "gold", "k", org.context("Support Access"));
    // Within one millisecond what is no batch stands first.
    const setBefore = Date.now();
    await expect.poll(() => Date.now()).toBeGreaterThan(setBefore);
    await send(org.inputs.custom.key, { mpid, user_attributes: { k: "lost" } });
    expect(await entries(mpid)).toMatchObject([
      { result: "blocked", value: "lost", lostToTier: 2, input: { name: "custom" } },
      {
        result: "set",
        value: "gold",
        before: "silver",
        setBy: org.context("Support Access").member.name,
        present: true,
      },
      { result: "set", value: "silver", batchId: null, tier: 2, setBy: admin().member.name },
      { result: "set", value: "of the SDK", hidden: true },
    ]);
    await set(mpid, undefined);
    const after = await entries(mpid);
    expect(after.map(({ result, present, hidden }) => [result, present ?? false, hidden ?? false])).toEqual([
      ["removed", false, false],
      ["blocked", false, false],
      ["set", false, false],
      ["set", false, false],
      ["set", true, false],
    ]);
  });

  test("is told however much lost to it since", async () => {
    const mpid = await newPerson();
    await set(mpid, "gold");
    const lost = Array.from({ length: 60 }, (_, i) => ({ mpid, user_attributes: { k: `lost ${i}` } }));
    await send(org.inputs.custom.key, lost);
    const told = await entries(mpid);
    expect(told.filter(({ present }) => present)).toMatchObject([{ value: "gold" }]);
  });

  test("is masked for whoever may not read it", async () => {
    const mpid = await newPerson({ k: "of the SDK" });
    await set(mpid, ["gold", "silver"]);
    const { accountAttributes } = await getPerson(org.context("QA"), { workspaceId: ws, mpid });
    expect(accountAttributes.map(({ key, value }) => [key, value])).toEqual([["k", MASKED]]);
    expect((await entries(mpid, "QA")).map(({ value }) => value)).toEqual([MASKED, MASKED]);
  });
});

describe("a value that is set while a batch of the key arrives", () => {
  const resultOf = async ({ answers: [first] }: Awaited<ReturnType<typeof ingest>>) => {
    const id = first && !first.stale ? first.batches[0]?.id : undefined;
    return id && (await storedBatch(db, id)).decision.attributes?.[0]?.result;
  };
  const batchOf = async (mpid: Mpid) => [await requestOf(org.inputs.web.key, [{ mpid, user_attributes: { k: "x" } }])];
  /** Waits until somebody holds the person, or waits for them. */
  const locked = (mpid: Mpid, granted: boolean) => expect.poll(() => advisoryLocks(db, { granted, mpid })).toBe(1);

  test("waits for the batch that holds the person: the batch is written, then hidden", async () => {
    const mpid = await newPerson();
    let letGo = () => {};
    const free = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const fly: Writer["fly"] = async (statements) => {
      if (statements.at(-1)?.name === "commit") await free;
      return await writer.fly(statements);
    };
    const open = ingest({ ...writer, fly }, await batchOf(mpid));
    await locked(mpid, true);
    const setting = set(mpid, "gold");
    await locked(mpid, false);
    letGo();
    const [answer] = await Promise.all([open, setting]);
    expect(await resultOf(answer)).toBe("set");
    expect(await seen(mpid)).toEqual({ account: { k: "gold" }, workspace: { k: "x" } });
  });

  test("is met by the batch that waited for it: the batch is blocked", async () => {
    const mpid = await newPerson({ k: "of the SDK" });
    const open = await transaction(async (run) => {
      await run(LOCK_SQL, [personLockKeys([mpid]).map(String)]);
      const arriving = ingest(writer, await batchOf(mpid));
      await locked(mpid, false);
      await run(
        `INSERT INTO account_attribute_value (mpid, account_id, key, value, set_by, updated_at)
         VALUES ($1, $2, 'k', '"gold"', 'Somebody', 0)`,
        [mpid, org.accountId],
      );
      return { arriving };
    });
    expect(await resultOf(await open.arriving)).toBe("blocked_by_priority");
    expect(await seen(mpid)).toEqual({ account: { k: "gold" }, workspace: { k: "of the SDK" } });
  });

  test("many at once: the workspace has the last that was not blocked, the account what was set", async () => {
    const mpid = await newPerson();
    const values = Array.from({ length: 30 }, (_, i) => `v${i}`);
    const [sent] = await Promise.all([
      Promise.all(values.map((k) => sendOne(org.inputs.web.key, { mpid, user_attributes: { k } }))),
      set(mpid, "gold"),
    ]);
    const decided = await Promise.all(sent.map(({ batchId }) => storedBatch(db, batchId)));
    const inOrder = decided.sort((a, b) => Number(BigInt(a.seq) - BigInt(b.seq)));
    const results = inOrder.map(({ decision }) => decision.attributes?.[0]?.result);
    const written = results.filter((result) => result === "set").length;
    expect(results).toEqual(values.map((_, i) => (i < written ? "set" : "blocked_by_priority")));
    const last = inOrder[written - 1]?.decision.attributes?.[0]?.after;
    expect(await seen(mpid)).toEqual({ account: { k: "gold" }, workspace: written > 0 ? { k: last } : {} });
  });
});
