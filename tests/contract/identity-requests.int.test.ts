import { afterAll, describe, expect, test } from "vitest";
import { drain } from "../../lib/ingest";
import { testDatabase } from "../database";
import { openDoor } from "../door";
import { makeOrganization } from "../factory";
import { sendOne } from "../send";
import { publishedIdentitySchemas, requestsOf } from "./published-identity";
import { readSample } from "./sample";

const db = await testDatabase();
process.env.PUBLIC_URL = "http://127.0.0.1:3000";
const door = await openDoor();
const organization = await makeOrganization();
const { web } = organization.inputs;
afterAll(async () => {
  await door.close();
  await drain();
  await db.close();
});

const schemas = await publishedIdentitySchemas();
const lookUps = schemas ? requestsOf(schemas.lookUp, 500, 1) : readSample().lookUps;
const modifies = schemas ? requestsOf(schemas.modify, 300, 1) : readSample().modifies;

type Answer = { readonly status: number; readonly body: unknown };

async function post(route: string, body: unknown): Promise<Answer> {
  const headers = { authorization: web.authorization, connection: "close" };
  const { status, text } = await door.ask(route, { headers, body: JSON.stringify(body) });
  return { status, body: JSON.parse(text) };
}

const AT_ONCE = 8;

/** Sends some at a time, as clients do; the answers are in the order of the bodies. */
async function postAll(bodies: readonly unknown[], routeOf: (body: unknown) => string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < bodies.length; from += AT_ONCE) {
    const part = bodies.slice(from, from + AT_ONCE);
    answers.push(...(await Promise.all(part.map((body) => post(routeOf(body), body)))));
  }
  return answers;
}

async function rowsOf(kind: string): Promise<number> {
  const [row] = await db.query<{ count: number }>("SELECT count(*)::int AS count FROM batch WHERE kind = $1", [kind]);
  return row?.count ?? 0;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;

/** What the documentation asks of a look-up: an environment, which all of these have, and an identity with a value. */
function isDocumented(body: unknown): boolean {
  const identities = field(body, "known_identities");
  return (
    typeof identities === "object" && identities !== null && Object.values(identities).some((value) => value !== "")
  );
}

const expectedOf = (status: number) => (body: unknown) => (isDocumented(body) ? status : 400);

describe("requests built from the published description", () => {
  test("are many, of both kinds and of both outcomes", () => {
    expect(lookUps.length).toBeGreaterThanOrEqual(200);
    expect(lookUps.filter(isDocumented).length).toBeGreaterThan(lookUps.length / 3);
    expect(lookUps.every(isDocumented)).toBe(false);
    expect(modifies.length).toBeGreaterThanOrEqual(100);
  });

  test.each(["identify", "login", "logout"])(
    "%s: each leaves a row, and is answered when it is documented",
    async (name) => {
      const answers = await postAll(lookUps, () => `/v1/${name}`);
      expect(answers.map(({ status }) => status)).toEqual(lookUps.map(expectedOf(200)));
      expect(await rowsOf(name)).toBe(lookUps.length);
      for (const { status, body } of answers) {
        if (status === 200) expect(field(body, "mpid")).toMatch(/^-?[1-9]\d*$/);
        else expect(body).toMatchObject({ errors: [{ code: "BAD_REQUEST" }], Errors: [{ code: "BAD_REQUEST" }] });
      }
    },
  );

  test("search: finds whom identify made, and makes nobody", async () => {
    const before = await db.query("SELECT mpid FROM profile ORDER BY mpid");
    const answers = await postAll(lookUps, () => "/identity/v1/search");
    const allowed = lookUps.map((body) => (isDocumented(body) ? [200, 404] : [400]));
    expect(answers.filter(({ status }, index) => !allowed[index]?.includes(status))).toEqual([]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(await db.query("SELECT mpid FROM profile ORDER BY mpid")).toEqual(before);
  });

  test("modify: each leaves a row and is done", async () => {
    const mpids = new Map<unknown, string>();
    for (const environment of ["production", "development"]) {
      const { mpid } = await sendOne(web.key, { environment, user_identities: { customer_id: "modified" } });
      mpids.set(environment, mpid);
    }
    const answers = await postAll(modifies, (body) => `/v1/${mpids.get(field(body, "environment"))}/modify`);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(await rowsOf("modify")).toBe(modifies.length);
  });
});
