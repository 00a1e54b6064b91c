import { hash } from "node:crypto";
import { query } from "../db";
import type { Rules } from "./rules";

/** What a browser SDK asks before it does anything else; flags are the texts "True" and "False", or numbers as text. */
export type BrowserConfig = {
  readonly appName: string;
  readonly workspaceToken: string;
  readonly minWebviewBridgeVersion: number;
  readonly kitConfigs: readonly never[];
  readonly pixelConfigs: readonly never[];
  readonly flags: Readonly<Record<string, string>>;
};

/**
 * Batches once a second; nothing kept in the browser but what the SDK needs. `directURLRouting` must stay "False": it
 * makes the SDK put the key's prefix before every host's name. Ours, by what the SDK reads:
 * https://github.com/mParticle/mparticle-web-sdk
 */
const FLAGS: BrowserConfig["flags"] = {
  eventsV3: "100",
  eventBatchingIntervalMillis: "1000",
  reportBatching: "False",
  offlineStorage: "0",
  directURLRouting: "False",
  cacheIdentity: "False",
  audienceAPI: "True",
  captureIntegrationSpecificIds: "False",
  astBackgroundEvents: "False",
};

/** The configuration that a browser SDK loads for its workspace. There are no kits: everything is sent here. */
export async function browserConfig({ workspaceId }: Rules): Promise<BrowserConfig> {
  const [workspace] = await query<{ name: string }>(
    "SELECT name FROM workspace WHERE id = $1",
    [workspaceId],
    "browser-config",
  );
  return {
    appName: workspace?.name ?? "",
    workspaceToken: workspaceToken(workspaceId),
    minWebviewBridgeVersion: 2,
    kitConfigs: [],
    pixelConfigs: [],
    flags: FLAGS,
  };
}

/** The SDK keeps what it knows under this name, so it must stay when the key is rotated. */
export function workspaceToken(workspaceId: number): string {
  return hash("sha256", `workspace\u0000${workspaceId}`).slice(0, 8).toUpperCase();
}
