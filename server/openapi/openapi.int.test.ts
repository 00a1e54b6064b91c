import { compileErrors, validate } from "@readme/openapi-parser";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issueToken } from "../../lib/access/issue-token";
import { hashPassword } from "../../lib/access/password";
import { stringifyJson } from "../../lib/batch";
import { drain } from "../../lib/ingest";
import { setInputLimits } from "../../lib/rate-limits";
import { declareAccountAttribute } from "../../lib/settings";
import { testDatabase } from "../../tests/database";
import { openDoor } from "../../tests/door";
import { makeOrganization } from "../../tests/factory";
import { sendOne } from "../../tests/send";
import type { Operation, Security } from "./operation";

const db = await testDatabase();
Object.assign(process.env, { PUBLIC_URL: "https://activity.example.test", METRICS_TOKEN: "scrape-scrape-scrape" });

const { createApp } = await import("../app");
const { openApiDocument, OPERATIONS } = await import("./document");

const organization = await makeOrganization();
const { web } = organization.inputs;
const make = (id: string) => sendOne(web.key, { environment: "development", user_identities: { customer_id: id } });
/** People whom the examples mean by these MPIDs. */
const PEOPLE = new Map([
  ["7346244611012968789", (await make("bw-1")).mpid],
  ["-8921341234567890123", (await make("bw-2")).mpid],
]);
/** What the examples with an API credential mean. */
const { orgId, accountId } = organization;
const workspaceId = organization.workspaces[0].id;
await db.query(
  `INSERT INTO api_credential (account_id, name, client_id, secret_hash, apis, workspace_ids, created_at)
   VALUES ($1, 'CRM', 'brightwharf-crm', $2, $3, $4, 0)`,
  [accountId, await hashPassword("shown-once-when-it-is-made"), ["account_attributes"], [workspaceId]],
);
for (const key of ["tier", "trial"]) await declareAccountAttribute(organization.context("Admin"), { key });
const token = await issueToken(
  {
    client_id: "brightwharf-crm",
    client_secret: "shown-once-when-it-is-made",
    audience: "https://activity.example.test",
    grant_type: "client_credentials",
  },
  "127.0.0.1",
  Date.now(),
);
const document = JSON.parse(stringifyJson(openApiDocument("https://activity.example.test")));
const app = createApp();
const door = await openDoor();

const USED = "X-mp-rate-limit-percentage-used";

/** Routes that the description leaves out, and why. */
const NOT_DESCRIBED: readonly [pattern: RegExp, reason: string][] = [
  [/^\w+ \/api\//, "the console's own: they need a session and change with its screens"],
  [/^GET \/docs\/api(?:\/assets\/.*)?$/, "the page that shows the description, and its files"],
];

/** Hono's `:id{[0-9]+}` is OpenAPI's `{id}`. */
const openApiPath = (route: string) => route.replace(/:(\w+)(?:\{[^}]*\})?/g, "{$1}");

describe("the description", () => {
  test("is a valid OpenAPI document of this origin", async () => {
    const result = await validate(structuredClone(document));
    expect(result.valid ? "" : compileErrors(result)).toBe("");
    expect(document.servers).toEqual([{ url: "https://activity.example.test" }]);
  });

  test("has every route that the server has, and no other", () => {
    const routes = app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);
    const wanted = routes.filter((route) => !NOT_DESCRIBED.some(([pattern]) => pattern.test(route))).map(openApiPath);
    const described = OPERATIONS.flatMap(({ method, path, also = [] }) =>
      [path, ...also].map((address) => `${method.toUpperCase()} ${address}`),
    );
    expect([...described].sort()).toEqual([...new Set(wanted)].sort());
    const unused = NOT_DESCRIBED.filter(([pattern]) => !routes.some((route) => pattern.test(route)));
    expect(unused).toEqual([]);
  });

  test("refers to nothing outside itself", () => {
    const text = JSON.stringify(document);
    expect([...text.matchAll(/"\$ref":"([^#"][^"]*)"/g)].map(([, target]) => target)).toEqual([]);
    expect(text).not.toContain("mparticle.com");
  });
});

/** Compiles schemas of the document so that a property which it does not know is a mistake. */
function validator(schema: object) {
  const closed = JSON.parse(JSON.stringify({ ...schema, components: document.components }), (_, value) =>
    value?.type === "object" && value.properties && value.additionalProperties === undefined
      ? { ...value, additionalProperties: false }
      : value,
  );
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  return ajv.compile(closed);
}

type Case = { name: string; operation: Operation; schema: object; value: unknown };

const requestExamples = OPERATIONS.flatMap((operation): Case[] => {
  const content = document.paths[operation.path][operation.method].requestBody?.content ?? {};
  const [first] = Object.values<{ schema: object; examples: Record<string, { value: unknown }> }>(content);
  return [first]
    .flatMap((one) => one ?? [])
    .flatMap(({ schema, examples }) =>
      Object.entries(examples).map(([key, { value }]) => ({
        name: `${operation.id}: ${key}`,
        operation,
        schema,
        value,
      })),
    );
});
const answerExamples = OPERATIONS.flatMap((operation): Case[] =>
  Object.entries<{ content?: Record<string, { schema: object; example?: unknown }> }>(
    document.paths[operation.path][operation.method].responses,
  ).flatMap(([status, { content = {} }]) =>
    Object.values(content)
      .filter(({ example }) => example !== undefined)
      .map(({ schema, example }) => ({ name: `${operation.id}: ${status}`, operation, schema, value: example })),
  ),
);

describe("an example fits its schema", () => {
  test.each([...requestExamples, ...answerExamples])("$name", ({ schema, value }) => {
    const check = validator(schema);
    check(value);
    expect(check.errors ?? []).toEqual([]);
  });
});

describe("the real server answers as described", () => {
  afterAll(async () => {
    await door.close();
    await drain();
    await db.close();
  });

  type Headers = Readonly<Record<string, string>>;
  const HEADERS: Readonly<Partial<Record<Security, Headers>>> = {
    keyAndSecret: { authorization: web.authorization },
    apiToken: { authorization: `Bearer ${token.ok ? token.accessToken : ""}` },
    metricsToken: { authorization: "Bearer scrape-scrape-scrape" },
  };
  const headersOf = ({ security: [first] }: Operation): Headers => (first && HEADERS[first]) ?? {};

  /** Text of an example with people and an input that there are. */
  function placed(text: string, key = web.key): string {
    const places = { mpid: "7346244611012968789", key, orgId, accountId, workspaceId };
    let result = text;
    for (const [name, value] of Object.entries(places)) result = result.replace(`{${name}}`, String(value));
    for (const [example, mpid] of PEOPLE) result = result.replaceAll(example, mpid);
    return result;
  }

  /** What a query has to have; parameters are named as the values of paths. */
  function queryOf({ parameters = [] }: Operation): string {
    const required = parameters.filter((parameter) => parameter.in === "query" && parameter.required === true);
    return required.length === 0 ? "" : `?${required.map(({ name }) => `${name}={${name}}`).join("&")}`;
  }

  async function send(operation: Operation, headers: Headers, value?: unknown, key?: string) {
    const {
      status,
      headers: answered,
      text,
    } = await door.ask(placed(operation.path + queryOf(operation), key), {
      method: operation.method.toUpperCase(),
      headers: {
        "content-type": operation.body?.mediaTypes?.[0] ?? "application/json",
        connection: "close",
        ...headers,
      },
      ...(value === undefined ? {} : { body: placed(stringifyJson(value)) }),
    });
    return { status, headers: answered, type: answered["content-type"], text };
  }

  function expectDescribed(operation: Operation, { status, type, text }: Awaited<ReturnType<typeof send>>) {
    const answer = document.paths[operation.path][operation.method].responses[status];
    expect(answer, `${operation.id} answered ${status}`).toBeDefined();
    const [[mediaType, { schema }] = [null, { schema: {} }]] = Object.entries<{ schema: object }>(answer.content ?? {});
    if (mediaType === null) return expect(text).toBe("");
    expect(type).toContain(mediaType);
    if (mediaType !== "application/json") return;
    const check = validator(schema);
    check(JSON.parse(text));
    expect(check.errors ?? []).toEqual([]);
  }

  test.each(requestExamples)("$name is taken", async ({ operation, value }) => {
    const answer = await send(operation, headersOf(operation), value);
    expect(answer.status).toBeLessThan(300);
    expectDescribed(operation, answer);
  });

  test.each(OPERATIONS.filter(({ body }) => body))("$id answers to nonsense as described", async (operation) => {
    for (const value of [{ nothing: true }, [], null, "text", 7]) {
      expectDescribed(operation, await send(operation, headersOf(operation), value));
    }
  });

  test.each(OPERATIONS.filter(({ body }) => !body))("$id is answered", async (operation) => {
    const answer = await send(operation, headersOf(operation));
    expect(answer.status).toBe(200);
    expectDescribed(operation, answer);
  });

  test.each(OPERATIONS.filter(({ security }) => security.length > 0))(
    "$id refuses who is nobody",
    async (operation) => {
      const strangers: Headers[] = [{}, { authorization: "Basic bm9ib2R5Om5v" }];
      for (const headers of strangers) {
        const answer = await send(operation, headers, operation.body ? {} : undefined);
        expect([401, 403]).toContain(answer.status);
        expectDescribed(operation, answer);
      }
    },
  );

  test.each(OPERATIONS.filter(({ path }) => path.includes("{key}")))(
    "$id refuses a key of nobody",
    async (operation) => {
      const answer = await send(operation, {}, operation.body ? {} : undefined, "us1-nobody");
      expect([401, 403]).toContain(answer.status);
      expectDescribed(operation, answer);
    },
  );

  describe("where a limit is set", () => {
    const counts = ({ answers }: Operation) => Object.values(answers).some(({ headers }) => headers?.includes(USED));

    beforeAll(async () => {
      const limits = { perSecond: { everything: 3 }, limitAcceleration: false };
      await setInputLimits(organization.context("Admin"), { inputId: web.id, limits });
      // The first request after a change is the one that finds it out.
      await make("bw-3");
    });

    test.each(OPERATIONS.filter(counts))(
      "$id counts, and answers as described when it is used up",
      async (operation) => {
        const [example] = Object.values(operation.body?.examples ?? {});
        const answers: Awaited<ReturnType<typeof send>>[] = [];
        const isRefused = () => answers.some(({ status }) => status === 429);
        while (answers.length < 50 && !isRefused()) {
          const five = [1, 2, 3, 4, 5].map(() => send(operation, headersOf(operation), example?.value));
          answers.push(...(await Promise.all(five)));
        }
        for (const answer of answers) {
          expectDescribed(operation, answer);
          const { headers = [] } = operation.answers[answer.status] ?? {};
          for (const name of headers) expect(answer.headers).toHaveProperty(name.toLowerCase());
        }
        expect(isRefused()).toBe(true);
      },
    );
  });
});
