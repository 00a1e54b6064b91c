import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { freePort, newDataDir, startProduct } from "./product";

/**
 * Starts the product as a user does, with a demo seed in a DATA_DIR of its own. Tests find it by E2E_URL and
 * E2E_DATA_DIR (its demo.json has the accounts and keys). With E2E_URL set already, that one is used; it must have been
 * started with the same OIDC_ variables as the tests.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_URL) return undefined;
  const dataDir = await newDataDir();
  // The tests run the provider themselves.
  const oidc = {
    OIDC_ISSUER: `http://127.0.0.1:${await freePort()}`,
    OIDC_CLIENT_ID: "console",
    OIDC_CLIENT_SECRET: randomUUID(),
  };
  const environment = { ...oidc, SEED: "demo", ALIAS_DELAY_MS: "1500" };
  const product = await startProduct({ dataDir, port: await freePort(), environment });
  Object.assign(process.env, oidc, { E2E_URL: product.url, E2E_DATA_DIR: dataDir });
  return async () => {
    await product.signal("SIGTERM");
    await rm(dataDir, { recursive: true, force: true });
  };
}
