import { z } from "zod";
import { attributeValueSchema } from "@/lib/batch/attributes";
import { mpidSchema } from "@/lib/batch/inbound-schema";
import { refusal, unavailable } from "../openapi/answers";
import type { Operation, Parameter } from "../openapi/operation";

const place = (name: string, description: string): Parameter => ({
  name,
  in: "path",
  description,
  schema: z.int().positive(),
});

const changes = z
  .object({
    account_user_attributes: z.record(z.string(), attributeValueSchema()).optional(),
    deleted_account_user_attributes: z.array(z.string()).optional(),
  })
  .meta({
    id: "AccountAttributeChanges",
    description: "What to set and what to remove; at least one of both. Removed first, then set; all or none.",
  });

const values = z
  .object({
    mpid: z.bigint(),
    account_user_attributes: z.record(z.string(), attributeValueSchema()).nullable(),
  })
  .meta({ id: "AccountAttributes", description: "All account-level values of the person." });

export const accountAttributes: readonly Operation[] = [
  {
    method: "put",
    path: "/userprofile/v1/{orgId}/{accountId}/{workspaceId}/{mpid}/account_attributes",
    id: "putAccountAttributes",
    tag: "API credentials",
    summary: "Set a person's account-level values",
    description:
      "Keys have to be declared (Settings > Account attributes). A value holds in all workspaces of the account, and batches do not change it.",
    security: ["apiToken"],
    parameters: [
      place("orgId", "The organization."),
      place("accountId", "The account."),
      place("workspaceId", "A workspace that the credential is for."),
      { name: "mpid", in: "path", description: "Whose values.", schema: mpidSchema() },
    ],
    body: {
      schema: changes,
      examples: {
        set: {
          summary: "Set one, remove another",
          value: { account_user_attributes: { tier: "gold" }, deleted_account_user_attributes: ["trial"] },
        },
      },
    },
    answers: {
      200: {
        description: "The values that there are now.",
        schema: values,
        example: { mpid: 42, account_user_attributes: { tier: "gold" } },
      },
      400: refusal("A key is not declared, or a value can't be used.", "BAD_REQUEST", "The MPID is no 64-bit integer."),
      401: {
        ...refusal(
          "The token is missing or no longer valid.",
          "UNAUTHORIZED",
          "The token is missing, has expired or is not valid.",
        ),
        headers: ["WWW-Authenticate"],
      },
      403: refusal("The credential is not for this.", "FORBIDDEN", "The credential lacks this permission."),
      404: refusal("There is no such workspace or person.", "NOT_FOUND", "There is no such person."),
      503: unavailable,
    },
  },
];
