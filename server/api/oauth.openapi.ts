import { z } from "zod";
import { tooManyRequests, unavailable } from "../openapi/answers";
import { type Answer, EXAMPLE_ORIGIN, type Operation } from "../openapi/operation";

const tokenRequest = z
  .object({
    client_id: z.string(),
    client_secret: z.string(),
    audience: z.string().describe("This server's own address, or the one that clients of the documented API name."),
    grant_type: z.literal("client_credentials"),
  })
  .meta({ id: "TokenRequest", description: "An API credential (Settings > API credentials) asks for a token." });

const token = z
  .object({ access_token: z.string(), expires_in: z.int().describe("Seconds."), token_type: z.literal("Bearer") })
  .meta({ id: "Token", description: "For the Authorization header of what needs a token." });

const oauthError = z
  .object({ error: z.string(), error_description: z.string() })
  .meta({ id: "OAuthError", description: "Why there is no token, in the form of RFC 6749." });

const refused = (description: string, error: string, text: string): Answer => ({
  description,
  schema: oauthError,
  example: { error, error_description: text },
});

export const oauth: readonly Operation[] = [
  {
    method: "post",
    path: "/oauth/token",
    id: "token",
    tag: "API credentials",
    summary: "Get a token",
    description: "A token lasts eight hours, or until its credential is deactivated.",
    security: [],
    body: {
      schema: tokenRequest,
      examples: {
        credential: {
          summary: "A credential of the account",
          value: {
            client_id: "brightwharf-crm",
            client_secret: "shown-once-when-it-is-made",
            audience: EXAMPLE_ORIGIN,
            grant_type: "client_credentials",
          },
        },
      },
    },
    answers: {
      200: {
        description: "The token.",
        schema: token,
        example: { access_token: "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl", expires_in: 28_800, token_type: "Bearer" },
      },
      400: refused(
        "A field is missing, or the grant is another one.",
        "unsupported_grant_type",
        "Only client_credentials is supported.",
      ),
      401: refused(
        "The client is wrong, unknown or deactivated.",
        "access_denied",
        "The client is not known, or its secret is wrong.",
      ),
      403: refused("The audience is another one.", "invalid_target", "The audience is not this API."),
      429: { ...tooManyRequests, description: "Too many wrong secrets; wait.", headers: ["Retry-After"] },
      503: unavailable,
    },
  },
];
