import type { z } from "zod";
import { accountAttributes } from "../api/account-attributes.openapi";
import { aliases } from "../api/alias.openapi";
import { browser } from "../api/browser.openapi";
import { events } from "../api/events.openapi";
import { health } from "../api/health.openapi";
import { identity } from "../api/identity.openapi";
import { metrics } from "../api/metrics.openapi";
import { oauth } from "../api/oauth.openapi";
import { reference } from "../api/reference.openapi";
import {
  type Answer,
  EXAMPLE_ORIGIN,
  type HeaderName,
  type Operation,
  type Parameter,
  type Security,
  TAGS,
} from "./operation";
import { jsonSchemas } from "./schemas";

/** Everything that this server answers to machines, in the order of the page. */
export const OPERATIONS: readonly Operation[] = [
  ...events,
  ...identity,
  ...aliases,
  ...browser,
  ...oauth,
  ...accountAttributes,
  ...health,
  ...metrics,
  ...reference,
];

const DESCRIPTION = `Everything that this server answers to programs. Its paths, bodies and answers are compatible with the
documented Events API and identity API, so that official SDKs and existing integrations work once their host is this one.

**Who asks** is told by the key and secret of an input (Setup > Inputs); the key selects the workspace.

**IDs are 64-bit integers.** Where a language has doubles only, send and read them as text: both are accepted everywhere.

**Every answer** carries \`x-request-id\`, which the log has, too.

The console's own addresses under \`/api/\` are not listed: they need a person's session, and change with its screens.`;

/** The OpenAPI description (3.1) of this server. `origin` is where it is reached, such as PUBLIC_URL. */
export function openApiDocument(origin: string): Record<string, unknown> {
  const { schemaOf, components } = jsonSchemas(OPERATIONS.flatMap(schemasOf));
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: described(operation, { schemaOf, origin }),
    };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "User Activity View",
      version: "1",
      description: DESCRIPTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: origin }],
    tags: Object.entries(TAGS)
      .filter(([name]) => OPERATIONS.some(({ tag }) => tag === name))
      .map(([name, description]) => ({ name, description })),
    paths,
    components: { schemas: components, securitySchemes: schemesOf(OPERATIONS), headers: HEADERS },
  };
}

/** The security schemes that something asks for. */
function schemesOf(operations: readonly Operation[]): Record<string, object> {
  const used = new Set(
    operations.flatMap(({ security }) => security.flatMap((name) => Object.keys(REQUIREMENTS[name]))),
  );
  return Object.fromEntries(Object.entries(SCHEMES).filter(([name]) => used.has(name)));
}

type SchemaOf = (schema: z.ZodType) => object;
type Making = { readonly schemaOf: SchemaOf; readonly origin: string };

function schemasOf({ body, parameters = [], answers }: Operation): z.ZodType[] {
  const answered = Object.values(answers).flatMap(({ schema }) => (schema ? [schema] : []));
  return [...(body ? [body.schema] : []), ...parameters.map(({ schema }) => schema), ...answered];
}

function described(operation: Operation, { schemaOf, origin }: Making): Record<string, unknown> {
  const { id, tag, summary, description, also = [], security, parameters = [], body, answers } = operation;
  const others = also.length > 0 ? `\n\nAlso at ${also.map((path) => `\`${path}\``).join(", ")}.` : "";
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: description + others,
    security: security.map((name) => REQUIREMENTS[name]),
    ...(parameters.length > 0 ? { parameters: parameters.map((parameter) => parameterOf(parameter, schemaOf)) } : {}),
    ...(body ? { requestBody: bodyOf(body, { schemaOf, origin }) } : {}),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, responseOf(answer, schemaOf)]),
    ),
  };
}

function parameterOf({ schema, required, example, ...others }: Parameter, schemaOf: SchemaOf) {
  const isRequired = others.in === "path" || required === true;
  return { ...others, required: isRequired, schema: schemaOf(schema), ...(example === undefined ? {} : { example }) };
}

const JSON_TYPE = "application/json";

function bodyOf({ schema, mediaTypes = [JSON_TYPE], examples }: Body, { schemaOf, origin }: Making) {
  const placed = Object.entries(examples).map(([name, { summary, value }]) => [
    name,
    { summary, value: JSON.parse(JSON.stringify(value).replaceAll(EXAMPLE_ORIGIN, origin)) },
  ]);
  const content = { schema: schemaOf(schema), examples: Object.fromEntries(placed) };
  return { required: true, content: Object.fromEntries(mediaTypes.map((type) => [type, content])) };
}
type Body = NonNullable<Operation["body"]>;

function responseOf({ description, headers = [], schema, mediaType = JSON_TYPE, example }: Answer, schemaOf: SchemaOf) {
  const content = schema && { schema: schemaOf(schema), ...(example === undefined ? {} : { example }) };
  return {
    description,
    ...(headers.length > 0
      ? { headers: Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])) }
      : {}),
    ...(content ? { content: { [mediaType]: content } } : {}),
  };
}

const SCHEMES = {
  KeyAndSecret: {
    type: "http",
    scheme: "basic",
    description: "The key of an input as the user name, its secret as the password. The secret is shown once.",
  },
  Key: {
    type: "apiKey",
    in: "header",
    name: "x-mp-key",
    description:
      "The key of an input. Alone it is enough where the input allows it; web inputs do, since a browser keeps no secret.",
  },
  Date: {
    type: "apiKey",
    in: "header",
    name: "Date",
    description: "When the request was signed: `yyyymmddThhmmssZ`, at most 15 minutes off.",
  },
  Signature: {
    type: "apiKey",
    in: "header",
    name: "x-mp-signature",
    description:
      "Lower-case hex of the HMAC-SHA256, under the input's secret, of method, newline, date, newline, path and body.",
  },
  MetricsToken: { type: "http", scheme: "bearer", description: "The setting METRICS_TOKEN." },
  ApiToken: { type: "http", scheme: "bearer", description: "A token from `POST /oauth/token`; it lasts eight hours." },
} as const;

type Requirement = Readonly<Partial<Record<keyof typeof SCHEMES, readonly string[]>>>;
const REQUIREMENTS: Readonly<Record<Security, Requirement>> = {
  keyAndSecret: { KeyAndSecret: [] },
  signature: { Key: [], Date: [], Signature: [] },
  keyAlone: { Key: [] },
  metricsToken: { MetricsToken: [] },
  apiToken: { ApiToken: [] },
};

const header = (description: string, schema: object) => ({ description, schema });
const HEADERS: Readonly<Record<HeaderName, object>> = {
  "Retry-After": header("Seconds to wait before the same request is sent again.", { type: "integer", minimum: 0 }),
  "WWW-Authenticate": header("Asks for basic authentication.", { type: "string" }),
  "X-mp-rate-limit-exceeded": header("Whose limit is used up, in quotes.", {
    type: "string",
    enum: ['"org"', '"account"', '"app"', '"feed"', '"workspace"', '"acceleration"'],
  }),
  "X-mp-rate-limit-percentage-used": header("How much of the tightest limit is used. Only where a limit is set.", {
    type: "integer",
    minimum: 0,
  }),
};
