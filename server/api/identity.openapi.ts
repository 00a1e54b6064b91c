import { z } from "zod";
import { lookUpSchema, modifySchema } from "@/lib/batch/identity-request-schema";
import { mpidSchema } from "@/lib/batch/inbound-schema";
import { type Answers, COUNTED, errorsSchema, refusal, tooManyRequests, unavailable } from "../openapi/answers";
import type { Example, Operation, Parameter, Security } from "../openapi/operation";

/** The documentation and the browser SDK name the same things differently: a refusal has both. */
const identityErrors = errorsSchema
  .extend({ Errors: errorsSchema.shape.errors, ErrorCode: z.string(), StatusCode: z.int(), RequestId: z.string() })
  .meta({ id: "IdentityErrors", description: "Why an identity request was refused, in both forms that clients read." });

const MESSAGE = "The request needs at least one known identity.";
const errors = [{ code: "BAD_REQUEST", message: MESSAGE }];

const REFUSALS: Answers = {
  400: {
    description: "The request can't be read, or lacks what it needs.",
    schema: identityErrors,
    example: { errors, Errors: errors, ErrorCode: "BAD_REQUEST", StatusCode: 400, RequestId: "5f1c7a0200000003" },
  },
  401: {
    ...refusal(
      "It does not say who asks.",
      "UNAUTHORIZED",
      "Neither the Authorization nor the x-mp-key header is there.",
    ),
    headers: ["WWW-Authenticate"],
  },
  403: refusal(
    "What it says is wrong, the input is disabled or a feed, or the key alone is not enough for it.",
    "FORBIDDEN",
    "The key is not that of an active platform input.",
  ),
  429: tooManyRequests,
  503: unavailable,
};

const identified = z
  .object({
    context: z.string().nullable(),
    mpid: z.string().nullable().describe("Null only for a read-only request that would have made a profile."),
    matched_identities: z.record(z.string(), z.string()),
    is_ephemeral: z.boolean().describe("Whether the client may forget what it stored when the user changes."),
    is_logged_in: z.boolean().describe("Whether the profile holds an identity of a login type."),
  })
  .meta({ id: "Identified", description: "Whom the request means." });

const FOUND: Answers = {
  200: {
    description: "The profile.",
    ...COUNTED,
    schema: identified,
    example: {
      context: null,
      mpid: "7346244611012968789",
      matched_identities: { customerid: "bw-10442" },
      is_ephemeral: false,
      is_logged_in: true,
    },
  },
};

const PARAMETERS: readonly Parameter[] = [
  {
    name: "read_only",
    in: "query",
    description: "Answer as if it were done, and write nothing.",
    schema: z.boolean().default(false),
  },
  {
    name: "return_matches",
    in: "query",
    description: "Whether the answer repeats the identities that matched.",
    schema: z.boolean().default(true),
  },
];

const SECURITY: readonly Security[] = ["keyAndSecret", "signature", "keyAlone"];
const CLIENT = { platform: "web", sdk_vendor: "brightwharf", sdk_version: "1.4.0" };
const DEVICE = "5f0c9a6e-0c0b-4c53-9d67-0a86bb5e3a51";

const lookUp = lookUpSchema();

type LookUp = Pick<Operation, "summary" | "description"> & { readonly example: Example; readonly answers?: Answers };

function lookUpOperation(name: "identify" | "login" | "logout" | "search", described: LookUp): Operation {
  const { summary, description, example, answers = {} } = described;
  return {
    method: "post",
    path: `/v1/${name}`,
    also: [`/identity/v1/${name}`],
    id: name,
    tag: "Identity",
    summary,
    description,
    security: SECURITY,
    parameters: PARAMETERS,
    body: { schema: lookUp, examples: { [name]: example } },
    answers: { ...FOUND, ...REFUSALS, ...answers },
  };
}

export const identity: readonly Operation[] = [
  lookUpOperation("identify", {
    summary: "Who is this?",
    description:
      "Finds the profile by the workspace's identity strategy and priority, adds identities that it lacks, and makes a profile when there is none. A client asks this when a session begins.",
    example: {
      summary: "A device that nobody knows yet",
      value: {
        client_sdk: CLIENT,
        environment: "development",
        request_id: "2b9f3a4c-02b1-4b77-8f0f-5a6f4f0d9c11",
        request_timestamp_ms: 1_790_000_000_000,
        previous_mpid: null,
        known_identities: { device_application_stamp: DEVICE },
      },
    },
  }),
  lookUpOperation("login", {
    summary: "Somebody logged in",
    description: "Like identify; `known_identities` describe the user that the client changes to.",
    example: {
      summary: "The customer behind the device",
      value: {
        client_sdk: CLIENT,
        environment: "development",
        known_identities: { customerid: "bw-10442", device_application_stamp: DEVICE },
      },
    },
  }),
  lookUpOperation("logout", {
    summary: "Somebody logged out",
    description: "Like login; what remains known is the device.",
    example: {
      summary: "The device alone",
      value: { client_sdk: CLIENT, environment: "development", known_identities: { device_application_stamp: DEVICE } },
    },
  }),
  lookUpOperation("search", {
    summary: "Is somebody there?",
    description: "Like identify, but makes and changes nothing, and leaves no row on the Live Stream.",
    example: {
      summary: "A customer",
      value: { client_sdk: CLIENT, environment: "development", known_identities: { customerid: "bw-10442" } },
    },
    answers: { 404: refusal("Nobody matches.", "NOT_FOUND_ERROR", "No profile matches the identities.") },
  }),
  {
    method: "post",
    path: "/v1/{mpid}/modify",
    also: ["/identity/v1/{mpid}/modify"],
    id: "modify",
    tag: "Identity",
    summary: "Change a profile's identities",
    description:
      "Adds, replaces and removes values; never makes a profile. A value of a unique type leaves every other profile. One change that can't be made refuses all.",
    security: SECURITY,
    parameters: [
      {
        name: "mpid",
        in: "path",
        description: "Whose identities.",
        schema: mpidSchema(),
        example: "7346244611012968789",
      },
      ...PARAMETERS.filter(({ name }) => name === "read_only"),
    ],
    body: {
      schema: modifySchema(),
      examples: {
        replace: {
          summary: "A new address",
          value: {
            client_sdk: CLIENT,
            environment: "development",
            identity_changes: [
              {
                identity_type: "email",
                old_value: "odile.fenwright@example.test",
                new_value: "odile@brightwharf.example",
              },
            ],
          },
        },
      },
    },
    answers: {
      200: { description: "Done.", ...COUNTED, schema: z.object({}), example: {} },
      ...REFUSALS,
    },
  },
];
