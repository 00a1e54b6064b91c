import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);

const variables = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  DATABASE_URL: z.string().min(1),
  /** At least 32 characters; keys for sessions, tokens and input secrets derive from it. */
  APP_SECRET: z.string().min(32),
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(3000),
  /** The only origin: links, cookies and origin checks derive from it. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Where the console process listens: a Unix socket's path or host:port. */
  CONSOLE_LISTEN: z.string().optional(),
  DATA_DIR: z.string().default(".data"),
  /** Comma-separated CIDRs whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z.string().default(""),
  METRICS_PORT: port.optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  /** Plain http only on this machine. */
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine((url) => url.startsWith("https:") || ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname), {
      message: "must be https, unless it is on this machine",
    })
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default("Single sign-on"),
  /** How long an accepted alias request waits before it is executed, ms; default 24 hours. */
  ALIAS_DELAY_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(30 * 86_400_000)
    .default(86_400_000),
  /** How long the bytes of requests are kept as they were received, days. */
  RAW_REQUEST_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

const schema = variables.refine(({ OIDC_ISSUER, OIDC_CLIENT_ID }) => !OIDC_ISSUER || OIDC_CLIENT_ID, {
  path: ["OIDC_CLIENT_ID"],
  message: "is needed with OIDC_ISSUER",
});

export type Env = z.infer<typeof schema> & { PUBLIC_URL: string };

let cached: Env | undefined;

/** The settings of this process, read once. Throws one plain sentence per wrong variable, without its value. */
export function env(): Env {
  if (cached) return cached;
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The environment is not usable. ${lines.join("; ")}`);
  }
  const { HOST, PORT } = parsed.data;
  const host = HOST.includes(":") ? `[${HOST}]` : HOST;
  const url = parsed.data.PUBLIC_URL ?? `http://${host}:${PORT}`;
  cached = { ...parsed.data, PUBLIC_URL: new URL(url).origin };
  // next-auth takes the origin of its addresses from nowhere else.
  process.env.NEXTAUTH_URL = cached.PUBLIC_URL;
  return cached;
}

/** The variables for a process that this one starts: the same, with some of its own. */
export function childEnv(own: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...own };
}
