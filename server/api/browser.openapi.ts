import { z } from "zod";
import { inboundSchema, mpidSchema } from "@/lib/batch/inbound-schema";
import { type Answers, COUNTED, refusal, tooManyRequests, unavailable } from "../openapi/answers";
import type { Answer, Operation, Parameter } from "../openapi/operation";

const key: Parameter = {
  name: "key",
  in: "path",
  description: "The key of an input that takes requests with the key alone; web inputs do.",
  schema: z.string(),
};

const KEY_REFUSED = refusal(
  "The key is unknown or not enough, the input is disabled, or its list of origins lacks the page's.",
  "FORBIDDEN",
  "The key is not that of an active input that takes requests with the key alone from here.",
);

/** The key stands in the address: nothing is left out, so nothing is answered 401. */
const REFUSALS: Answers = { 403: KEY_REFUSED, 503: unavailable };

const TAKEN: Answer = { description: "Taken. The body is empty." };

const config = z
  .object({
    appName: z.string(),
    workspaceToken: z.string().describe("The SDK keeps what it stores under this name."),
    minWebviewBridgeVersion: z.int(),
    kitConfigs: z.array(z.unknown()),
    pixelConfigs: z.array(z.unknown()),
    flags: z.record(z.string(), z.string()).describe("Booleans are the texts True and False."),
  })
  .meta({ id: "BrowserConfig", description: "What the SDK needs before it does anything else." });

const memberships = z
  .object({
    dt: z.literal("cam"),
    ct: z.int().describe("When this was answered, epoch ms."),
    id: z.uuid(),
    audience_memberships: z.array(z.object({ audience_id: z.int() })),
  })
  .meta({ id: "AudienceMemberships", description: "The audiences that a person is in now." });

const pageView = {
  environment: "development",
  mpid: "7346244611012968789",
  mp_deviceid: "5f0c9a6e-0c0b-4c53-9d67-0a86bb5e3a51",
  user_attributes: { loyalty_level: "gold" },
  events: [{ event_type: "screen_view", data: { screen_name: "Reading lamps" } }],
};

const forwarding = (version: "v1" | "v2"): Operation => ({
  method: "post",
  path: `/${version}/JS/{key}/Forwarding`,
  also: [`/webevents/${version}/JS/{key}/Forwarding`],
  id: `forwarding${version.toUpperCase()}`,
  tag: "Browser",
  summary: `Report what kits forwarded (${version})`,
  description: "Taken and not kept: the configuration hands out no kits.",
  security: [],
  parameters: [key],
  body: { schema: z.unknown(), examples: { none: { summary: "Nothing", value: [] } } },
  answers: { 202: TAKEN, ...REFUSALS },
});

/** What the browser SDK calls beside the identity API. */
export const browser: readonly Operation[] = [
  {
    method: "get",
    path: "/JS/v2/{key}/config",
    also: ["/tags/JS/v2/{key}/config"],
    id: "browserConfig",
    tag: "Browser",
    summary: "The SDK's configuration",
    description: "Read by the SDK when a page loads; it goes on with the page's own where this fails.",
    security: [],
    parameters: [
      key,
      {
        name: "env",
        in: "query",
        description: "1 for development, 0 for production. Both get the same answer.",
        schema: z.enum(["0", "1"]),
      },
    ],
    answers: {
      200: {
        description: "The configuration.",
        schema: config,
        example: {
          appName: "Storefront",
          workspaceToken: "5F1C7A02",
          minWebviewBridgeVersion: 2,
          kitConfigs: [],
          pixelConfigs: [],
          flags: { eventsV3: "100", eventBatchingIntervalMillis: "1000", audienceAPI: "True" },
        },
      },
      ...REFUSALS,
    },
  },
  {
    method: "post",
    path: "/v3/JS/{key}/events",
    also: ["/webevents/v3/JS/{key}/events"],
    id: "uploadBrowserEvents",
    tag: "Browser",
    summary: "Send one batch from a browser",
    description:
      "Sent as `text/plain`, which needs no preflight. Whatever the body holds is answered 202, since the SDK would send a refused batch for ever; what can't be used stands on the Live Stream as rejected. The MPID is believed where it exists in the identity scope; identities are read and never written.",
    security: [],
    parameters: [key],
    body: {
      schema: inboundSchema(),
      mediaTypes: ["text/plain", "application/json"],
      examples: { view: { summary: "A page view", value: pageView } },
    },
    answers: { 202: { ...TAKEN, ...COUNTED }, 429: tooManyRequests, ...REFUSALS },
  },
  forwarding("v1"),
  forwarding("v2"),
  {
    method: "get",
    path: "/v1/{key}/audience",
    also: ["/webevents/v1/{key}/audience"],
    id: "audienceMemberships",
    tag: "Browser",
    summary: "The audiences of a person",
    description: "For pages that show different things to different audiences.",
    security: [],
    parameters: [
      key,
      { name: "mpid", in: "query", description: "Whose audiences.", schema: mpidSchema(), required: true },
    ],
    answers: {
      200: {
        description: "The audiences.",
        schema: memberships,
        example: {
          dt: "cam",
          ct: 1_790_000_000_000,
          id: "0f8f2f60-6f4d-4f0c-9c55-4b1f35b7f0a2",
          audience_memberships: [{ audience_id: 4012 }],
        },
      },
      400: refusal("The query names nobody.", "BAD_REQUEST", 'The query must name a person: "mpid", a 64-bit integer.'),
      401: {
        ...refusal("Nobody has this key.", "UNAUTHORIZED", "There is no such key."),
        headers: ["WWW-Authenticate"],
      },
      404: refusal("Nobody has this MPID.", "NOT_FOUND", "There is no such person."),
      ...REFUSALS,
    },
  },
];
