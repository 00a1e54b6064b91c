import type { z } from "zod";

/** Ways in which a request says who it is; see SECURITY in document.ts. */
export type Security = "keyAndSecret" | "signature" | "keyAlone" | "metricsToken" | "apiToken";

export type HeaderName =
  | "Retry-After"
  | "WWW-Authenticate"
  | "X-mp-rate-limit-exceeded"
  | "X-mp-rate-limit-percentage-used";

export type Parameter = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description: string;
  readonly schema: z.ZodType;
  /** Path parameters are always required. */
  readonly required?: boolean;
  readonly example?: unknown;
};

/** Stands in examples for the address of this server. */
export const EXAMPLE_ORIGIN = "{origin}";

/** One example of a request's body. */
export type Example = { readonly summary: string; readonly value: unknown };

export type Answer = {
  readonly description: string;
  readonly headers?: readonly HeaderName[];
  readonly schema?: z.ZodType;
  /** `application/json` unless told otherwise. */
  readonly mediaType?: string;
  readonly example?: unknown;
};

/** One operation of the HTTP API, as the file beside its route describes it. */
export type Operation = {
  readonly method: "get" | "post" | "put" | "delete";
  /** With parameters in braces: `/v1/{mpid}/modify`. */
  readonly path: string;
  /** Other addresses of the same operation. */
  readonly also?: readonly string[];
  /** The operation's id in generated clients. */
  readonly id: string;
  readonly tag: TagName;
  readonly summary: string;
  readonly description: string;
  /** Any one of them is enough. None: open to everybody, or to who knows the key in the path. */
  readonly security: readonly Security[];
  readonly parameters?: readonly Parameter[];
  readonly body?: {
    readonly schema: z.ZodType;
    /** `application/json` unless told otherwise. */
    readonly mediaTypes?: readonly string[];
    readonly examples: Readonly<Record<string, Example>>;
  };
  readonly answers: Readonly<Record<number, Answer>>;
};

/** The document's chapters, in their order. */
export const TAGS = {
  Events: "Batches of what users did and what is known of them, from servers and feeds.",
  Identity: "Who a user is: look-ups and changes of identities by client SDKs and servers.",
  Browser: "What the browser SDK calls. These answer any origin unless the input lists its own.",
  "API credentials": "What is called with credentials of the account instead of an input's key.",
  Operation: "For whoever runs this server.",
} as const;
export type TagName = keyof typeof TAGS;
