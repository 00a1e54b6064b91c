import { z } from "zod";
import { mpidSchema } from "@/lib/batch/inbound-schema";
import { type Answers, COUNTED, refusal, tooManyRequests, unavailable } from "../openapi/answers";
import type { Operation, Parameter } from "../openapi/operation";
import { batch } from "./events.openapi";

const key: Parameter = {
  name: "key",
  in: "path",
  description: "The key of a platform input for which the key alone is enough, as it is for web inputs.",
  schema: z.string(),
};

const REFUSALS: Answers = {
  403: refusal(
    "The key is unknown, disabled or not enough alone, or the page's origin is not among those that the input lists.",
    "FORBIDDEN",
    "The key is not that of an active input that takes requests with the key alone from here.",
  ),
  503: unavailable,
};

const config = z
  .object({
    appName: z.string(),
    workspaceToken: z.string().describe("The SDK keeps what it knows in the browser under this name."),
    minWebviewBridgeVersion: z.int(),
    kitConfigs: z.array(z.unknown()).describe("Always empty: nothing is forwarded from the browser."),
    pixelConfigs: z.array(z.unknown()).describe("Always empty."),
    flags: z.record(z.string(), z.string()),
  })
  .meta({ id: "BrowserConfig", description: "What the browser SDK merges over its page's configuration." });

const memberships = z
  .object({
    dt: z.literal("cam"),
    ct: z.int().describe("When this was answered, epoch ms."),
    id: z.uuid(),
    audience_memberships: z.array(z.object({ audience_id: z.int() })),
  })
  .meta({ id: "AudienceMemberships", description: "The audiences that a person is in." });

const viewed = {
  environment: "development",
  source_request_id: "1f7a0b0e-5d60-4f9f-8f57-0d6a4b6f2c11",
  mpid: "7346244611012968789",
  mp_deviceid: "2bc35a26-ebea-4f7a-0bf8-4f5a6c9e08ba",
  user_attributes: { loyalty_level: "gold", newsletter: null },
  events: [{ event_type: "screen_view", data: { screen_name: "Front page" } }],
};

/** What a browser SDK calls beside the identity endpoints. */
export const browser: readonly Operation[] = [
  {
    method: "get",
    path: "/JS/v2/{key}/config",
    also: ["/tags/JS/v2/{key}/config"],
    id: "browserConfig",
    tag: "Browser",
    summary: "Load the SDK's configuration",
    description: "What the browser SDK asks first. Flags are texts, as the SDK reads them.",
    security: [],
    parameters: [
      key,
      {
        name: "env",
        in: "query",
        description: "The SDK sends 1 in development mode, else 0. The answer is the same.",
        schema: z.enum(["0", "1"]),
      },
    ],
    answers: { 200: { description: "The configuration.", schema: config }, ...REFUSALS },
  },
  {
    method: "post",
    path: "/v3/JS/{key}/events",
    also: ["/webevents/v3/JS/{key}/events"],
    id: "browserEvents",
    tag: "Browser",
    summary: "Send one batch of a browser",
    description:
      "One batch, as JSON in plain text, so that browsers ask for no permission first; `sendBeacon` works, too. The MPID counts where a profile has it; else the device and the identities look one up, and none is created. Identities are not written: identify, login and modify do that. `user_attributes` are everything that the page knows of the person; one is removed by a `user_attribute_change` with `deleted`.",
    security: [],
    parameters: [key],
    body: {
      schema: batch,
      mediaTypes: ["text/plain"],
      examples: { view: { summary: "A page that was viewed", value: viewed } },
    },
    answers: {
      202: {
        description:
          "Whatever a good key sends. A batch that can't be used stands on the Live Stream as rejected: after a refusal the SDK would send it again for ever.",
        ...COUNTED,
      },
      429: tooManyRequests,
      ...REFUSALS,
    },
  },
  {
    method: "post",
    path: "/v2/JS/{key}/Forwarding",
    also: ["/v1/JS/{key}/Forwarding", "/webevents/v1/JS/{key}/Forwarding", "/webevents/v2/JS/{key}/Forwarding"],
    id: "browserForwarding",
    tag: "Browser",
    summary: "Tell what a page's kits forwarded",
    description: "Acknowledged and not kept: the configuration names no kits.",
    security: [],
    parameters: [key],
    body: {
      schema: z.unknown(),
      mediaTypes: ["text/plain"],
      examples: { none: { summary: "Nothing was forwarded", value: { uuid: "c0a1", data: [] } } },
    },
    answers: { 202: { description: "Acknowledged. The body is empty." }, ...REFUSALS },
  },
  {
    method: "get",
    path: "/v1/{key}/audience",
    also: ["/webevents/v1/{key}/audience"],
    id: "browserAudiences",
    tag: "Browser",
    summary: "Read a person's audiences",
    description: "The audiences that a person of the input's identity scope is in.",
    security: [],
    parameters: [
      key,
      {
        name: "mpid",
        in: "query",
        description: "The person.",
        schema: mpidSchema(),
        required: true,
        example: "7346244611012968789",
      },
    ],
    answers: {
      200: { description: "The person's audiences.", schema: memberships },
      400: refusal(
        "The query names no person.",
        "BAD_REQUEST",
        'The query must name a person: "mpid", a 64-bit integer.',
      ),
      401: {
        ...refusal("There is no such key.", "UNAUTHORIZED", "There is no such key."),
        headers: ["WWW-Authenticate"],
      },
      404: refusal("There is no such person.", "NOT_FOUND", "There is no such person."),
      ...REFUSALS,
    },
  },
];
