import { z } from "zod";
import { ENVIRONMENTS } from "@/lib/batch/enums";
import { mpidSchema } from "@/lib/batch/inbound-schema";
import { COUNTED, tooManyRequests, unavailable } from "../openapi/answers";
import type { Answer, Operation } from "../openapi/operation";

const request = z
  .object({
    request_id: z.string().optional(),
    request_type: z.literal("alias").optional(),
    environment: z.enum(ENVIRONMENTS),
    api_key: z.string().optional().describe("The browser SDK sends it; the one in the path counts."),
    data: z.object({
      source_mpid: mpidSchema().describe("Whose events are shown, too."),
      destination_mpid: mpidSchema().describe("At whom they are shown."),
      start_unixtime_ms: z.int().optional().describe("Of events from this time on; 90 days before the request."),
      end_unixtime_ms: z.int().optional().describe("Of events until this time; the time of the request."),
      scope: z.literal("device").optional(),
      device_application_stamp: z.string().optional(),
    }),
  })
  .meta({ id: "AliasRequest", description: "That two profiles are one person." });

const refusalBody = z
  .object({ code: z.string(), message: z.string() })
  .meta({ id: "AliasRefusal", description: "Why an alias request was refused." });

const refused = (description: string, code: string, message: string): Answer => ({
  description,
  schema: refusalBody,
  example: { code, message },
});

export const aliases: readonly Operation[] = [
  {
    method: "post",
    path: "/v1/identity/{key}/Alias",
    also: ["/webevents/v1/identity/{key}/Alias"],
    id: "alias",
    tag: "Identity",
    summary: "Unite two histories",
    description:
      "Shows the source's events of a window (at most 90 days) at the destination, too. It is done later, 24 hours as a rule, and can't be undone. Identities, attributes and consent are not copied. A request that an earlier one contradicts is accepted and not executed; the Live Stream says so.",
    security: [],
    parameters: [
      {
        name: "key",
        in: "path",
        description: "The key of a platform input, alone where the input allows that, else with Basic credentials.",
        schema: z.string(),
      },
    ],
    body: {
      schema: request,
      examples: {
        alias: {
          summary: "A visitor who became a customer",
          value: {
            request_id: "8e3b5c52-2b1c-4b1e-8d43-0f4a3e7f9a01",
            request_type: "alias",
            environment: "development",
            data: {
              source_mpid: "-8921341234567890123",
              destination_mpid: "7346244611012968789",
            },
          },
        },
      },
    },
    answers: {
      202: { description: "It is scheduled. The body is empty.", ...COUNTED },
      400: refused(
        "It can't be read, or a profile does not exist.",
        "BAD_REQUEST",
        "One of the profiles is not known.",
      ),
      401: refused(
        "The key is unknown or not enough.",
        "UNAUTHORIZED",
        "The key is not enough, or not that of an active input.",
      ),
      403: refused(
        "The workspace's identity strategy has no aliases, or the input is a feed.",
        "FORBIDDEN",
        "The identity strategy of this workspace does not alias profiles.",
      ),
      429: tooManyRequests,
      503: unavailable,
    },
  },
];
