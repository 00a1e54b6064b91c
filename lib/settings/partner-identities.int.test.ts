import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../tests/database";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";
import { sendOne, storedBatch } from "../../tests/send";
import { drain } from "../ingest";
import { getPerson } from "../profile";
import { addPartnerIdentity, listChanges, listPartnerIdentities, removePartnerIdentity } from "./index";

const db = await testDatabase();
let org: MadeOrganization;
let foreign: MadeOrganization;
const admin = () => org.context("Admin");
beforeAll(async () => {
  [org, foreign] = [await makeOrganization(), await makeOrganization()];
  await addPartnerIdentity(admin(), { name: "Quillmark_MemberId", partner: "Quillmark" });
  await addPartnerIdentity(admin(), { name: "Foxglove_id", partner: "Foxglove" });
});
afterAll(async () => {
  await drain();
  await db.close();
});

/** What a batch of the input with the identity is warned of. */
async function warnings(input: keyof MadeOrganization["inputs"], name: string, mpid?: string, value = "v") {
  const { batchId, mpid: of } = await sendOne(org.inputs[input].key, {
    ...(mpid ? { mpid } : { user_identities: { customer_id: `${input} ${name}` } }),
    partner_identities: { [name]: value },
  });
  const { decision } = await storedBatch(db, batchId);
  return { mpid: of, codes: decision.warnings.map(({ code }) => code) };
}

describe("partner identities", () => {
  test("are listed with their partners, beside the partners of the account's feeds", async () => {
    const { identities, partners } = await listPartnerIdentities(admin());
    expect(identities.map(({ name, partner }) => [name, partner])).toEqual([
      ["Foxglove_id", "Foxglove"],
      ["Quillmark_MemberId", "Quillmark"],
    ]);
    expect(partners).toEqual(["Quillmark"]);
    expect((await listPartnerIdentities(foreign.context("Admin"))).identities).toEqual([]);
  });

  test("count for the next batch: registered, then its partner's, then gone again with what is stored kept", async () => {
    const name = "Quillmark_Points";
    expect((await warnings("partner", name)).codes).toEqual(["partner_identity_unregistered"]);
    await addPartnerIdentity(admin(), { name, partner: "Quillmark" });
    const { mpid, codes } = await warnings("partner", name);
    expect(codes).toEqual([]);
    await removePartnerIdentity(admin(), { name });
    expect((await warnings("partner", name, mpid, "later")).codes).toEqual(["partner_identity_unregistered"]);
    const person = await getPerson(admin(), { workspaceId: org.workspaces[0].id, mpid });
    expect(person.partnerIdentities).toEqual([{ type: name, value: "v" }]);
  });

  test("may be sent by their own partner's feeds, and by every other kind of input", async () => {
    expect((await warnings("partner", "Foxglove_id")).codes).toEqual(["partner_identity_foreign"]);
    for (const input of ["custom", "web", "csv"] as const) {
      expect((await warnings(input, "Foxglove_id")).codes).toEqual([]);
    }
  });

  test.each(["Quillmark", "_id", "Quillmark_", "Quillmark id", "Quillmark__id", "Quíllmark_id", "a_b c", ""])(
    "are not named %j",
    async (name) => {
      await expect(addPartnerIdentity(admin(), { name, partner: "Quillmark" })).rejects.toMatchObject({
        code: "invalid_input",
      });
    },
  );

  test("are not there twice, in whatever capitals, and only what is there can be removed", async () => {
    await expect(addPartnerIdentity(admin(), { name: "FOXGLOVE_ID", partner: "x" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(removePartnerIdentity(admin(), { name: "Nobody_id" })).rejects.toMatchObject({ code: "not_found" });
    await expect(removePartnerIdentity(foreign.context("Admin"), { name: "Foxglove_id" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("are audited", async () => {
    await addPartnerIdentity(admin(), { name: "Foxglove_once", partner: "Foxglove" });
    await removePartnerIdentity(admin(), { name: "Foxglove_once" });
    const { rows } = await listChanges(admin(), { target: "Foxglove_once" });
    expect(rows.map(({ action, before, after }) => [action, before, after])).toEqual([
      ["partner_identity.remove", { partner: "Foxglove" }, null],
      ["partner_identity.add", null, { partner: "Foxglove" }],
    ]);
  });
});
