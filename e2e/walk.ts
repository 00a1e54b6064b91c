import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { Permission } from "../lib/access/permissions";
import { baseUrl } from "./demo";

/** What stands in the addresses of a walk. */
export type Things = {
  readonly workspaceId: number;
  readonly inputId: number;
  readonly mpid: string;
  readonly batchId: string;
  /** An exact identity of the person. */
  readonly value: string;
};

/** An address as the source names it, the permission that it needs (null: being signed in), and one to ask for. */
export type Stop = {
  readonly route: string;
  readonly needs: Permission | null;
  readonly address: string;
  readonly post?: unknown;
};

/** Every page of the console but those that only lead on to another. */
export function pages({ workspaceId, inputId, mpid }: Things): readonly Stop[] {
  const ws = `ws=${workspaceId}`;
  const page = (route: string, needs: Permission | null, address = route): Stop => ({
    route,
    needs,
    address: `${address}?${ws}`,
  });
  return [
    page("/activity/users", "user_activity.view"),
    page("/activity/users/[mpid]", "user_activity.view", `/activity/users/${mpid}`),
    page("/activity/users/[mpid]/events", "user_activity.view", `/activity/users/${mpid}/events`),
    page("/live-stream", "live_stream.view"),
    page("/setup/inputs", "inputs.view"),
    page("/setup/inputs/[id]", "inputs.view", `/setup/inputs/${inputId}`),
    page("/setup/inputs/[id]/connect", "inputs.view", `/setup/inputs/${inputId}/connect`),
    page("/settings/account", null),
    page("/settings/members", "members.view"),
    page("/settings/workspaces", "identity_settings.view"),
    page("/settings/identity", "identity_settings.view"),
    page("/settings/rate-limits", "identity_settings.view"),
    page("/settings/partner-identities", "identity_settings.view"),
    page("/settings/account-attributes", "identity_settings.view"),
    page("/settings/privacy", "privacy.view"),
    page("/settings/audit", "audit_configuration.view"),
    page("/settings/audit/views", "audit_profile_views.view"),
  ];
}

/** Every route of the console's own API. */
export function routes({ workspaceId, mpid, batchId, value }: Things): readonly Stop[] {
  const ws = `ws=${workspaceId}`;
  const q = encodeURIComponent(value);
  return [
    { route: "/api/live", needs: "live_stream.view", address: `/api/live?${ws}` },
    { route: "/api/live/rows", needs: "live_stream.view", address: `/api/live/rows?${ws}` },
    { route: "/api/live/devices", needs: "live_stream.view", address: "/api/live/devices" },
    { route: "/api/live/batch/:id", needs: "live_stream.view", address: `/api/live/batch/${batchId}` },
    { route: "/api/rate-limits", needs: "identity_settings.view", address: `/api/rate-limits?${ws}` },
    { route: "/api/people/search", needs: "user_activity.view", address: `/api/people/search?${ws}&q=${q}` },
    {
      route: "/api/people/lookup",
      needs: "user_activity.view",
      address: "/api/people/lookup",
      post: { workspaceId, values: [value] },
    },
    { route: "/api/people/batches/:id", needs: "user_activity.view", address: `/api/people/batches/${batchId}` },
    { route: "/api/people/:mpid/timeline", needs: "user_activity.view", address: `/api/people/${mpid}/timeline?${ws}` },
    {
      route: "/api/people/:mpid/timeline/facets",
      needs: "user_activity.view",
      address: `/api/people/${mpid}/timeline/facets?${ws}`,
    },
    {
      route: "/api/people/:mpid/provenance",
      needs: "user_activity.view",
      address: `/api/people/${mpid}/provenance?${ws}&kind=identity&key=customer_id`,
    },
    ...(["csv", "json"] as const).flatMap((format): Stop[] => [
      {
        route: "/api/audit/changes/:format",
        needs: "audit_configuration.view",
        address: `/api/audit/changes/${format}`,
      },
      {
        route: "/api/audit/profile-views/:format",
        needs: "audit_profile_views.view",
        address: `/api/audit/profile-views/${format}`,
      },
    ]),
  ];
}

const root = path.join(import.meta.dirname, "..");

/** The pages that there are, as the source tree names them. */
export function pagesInSource(): string[] {
  return readdirSync(path.join(root, "app/(console)"), { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file).split(path.sep).join("/")}`.replace(/^\/\.$/, "/"));
}

/** The routes under /api that there are. */
export function routesInSource(): string[] {
  const folder = path.join(root, "server/api");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => [...readFileSync(path.join(folder, file), "utf8").matchAll(/\.\w+\("(\/api\/[^"]*)"/g)])
    .map(([, route = ""]) => route);
}

/** The Cookie header of a page's browser. */
export async function cookiesOf(page: Page): Promise<string> {
  return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
}

export type Answer = { readonly status: number; readonly location: string | null; readonly text: string };

/** One request as that browser would make it; of a stream what is in it until it has caught up. */
export async function ask(
  cookie: string,
  { address, post }: Pick<Stop, "address" | "post">,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const stop = new AbortController();
  const response = await fetch(`${baseUrl()}${address}`, {
    method: post === undefined ? "GET" : "POST",
    headers: { cookie, origin: baseUrl(), ...headers },
    body: post === undefined ? undefined : JSON.stringify(post),
    redirect: "manual",
    signal: stop.signal,
  });
  const { status } = response;
  const location = response.headers.get("location");
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
  if (!isStream || !response.body) return { status, location, text: await response.text() };
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes("event: caught_up")) break;
  }
  stop.abort();
  return { status, location, text };
}
