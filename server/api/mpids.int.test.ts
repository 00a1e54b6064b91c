import { afterAll, beforeAll, expect, test } from "vitest";
import { drain } from "@/lib/ingest";
import { testDatabase } from "../../tests/database";
import { type Door, openDoor } from "../../tests/door";
import { type MadeOrganization, makeOrganization } from "../../tests/factory";

/** MPIDs beyond what a double holds, through every API that takes or gives one: never rounded. */
const EXACT = ["7346244611012968789", "-8921341234567890123"] as const;

const db = await testDatabase();
let door: Door;
let org: MadeOrganization;
beforeAll(async () => {
  door = await openDoor();
  org = await makeOrganization();
  for (const mpid of EXACT) {
    await db.query(
      `INSERT INTO profile (mpid, scope_id, environment, first_seen, last_seen, identities)
       VALUES ($1, $2, 'production', 1, 1, '{}')`,
      [mpid, org.workspaces[0].identityScopeId],
    );
  }
});
afterAll(async () => {
  await door.close();
  await drain();
  await db.close();
});

function ask(path: string, body: string) {
  const { authorization } = org.inputs.web;
  return door.ask(path, { headers: { authorization, "content-type": "application/json" }, body });
}

test.each(EXACT)("%s: modified by its path, found and named by the identity API, exactly and as text", async (mpid) => {
  const change = `{"identity_type":"email","old_value":null,"new_value":"of${mpid}@example.test"}`;
  const modified = await ask(`/v1/${mpid}/modify`, `{"environment":"production","identity_changes":[${change}]}`);
  expect(modified.status).toBe(200);
  const ids = `"known_identities":{"email":"of${mpid}@example.test"}`;
  for (const endpoint of ["identify", "login", "search"]) {
    const { status, text } = await ask(`/v1/${endpoint}`, `{"environment":"production",${ids}}`);
    expect(status).toBe(200);
    expect(text).toContain(`"mpid":"${mpid}"`);
  }
});

test.each(EXACT)("%s: as the profile before, as text or number, a login goes on with it", async (mpid) => {
  for (const literal of [mpid, `"${mpid}"`]) {
    await db.query("UPDATE profile SET identities = '{}' WHERE mpid = $1", [mpid]);
    await db.query("DELETE FROM identity WHERE mpid = $1", [mpid]);
    const ids = `"known_identities":{"customerid":"new ${literal.length} ${mpid}"}`;
    const { text } = await ask("/v1/login", `{"environment":"production",${ids},"previous_mpid":${literal}}`);
    expect(text).toContain(`"mpid":"${mpid}"`);
  }
});

test.each(EXACT)("%s: a batch that names it, as text or number, belongs to it", async (mpid) => {
  for (const literal of [mpid, `"${mpid}"`]) {
    const { status } = await ask("/v2/events", `{"environment":"production","mpid":${literal},"events":[]}`);
    expect(status).toBe(202);
  }
  const rows = await db.query("SELECT DISTINCT mpid FROM batch WHERE kind = 'batch' AND mpid = $1", [mpid]);
  expect(rows).toEqual([{ mpid }]);
});
