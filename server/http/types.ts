import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";

/** What every route of the machines' door finds in its Hono context. */
export type AppEnv = {
  Bindings: HttpBindings;
  Variables: { requestId: string; clientAddress: string };
};

export type AppContext = Context<AppEnv>;
