import { createHash } from "node:crypto";
import { allAssets } from "./assets";
import { referencePage } from "./page";

export { assetOf } from "./assets";

let page: string | undefined;

/** The page's HTML; its files' addresses carry a hash of all of them. */
export async function pageOf(): Promise<string> {
  if (page !== undefined) return page;
  const hash = createHash("sha256");
  for (const { bytes } of await allAssets()) hash.update(bytes);
  page = referencePage(hash.digest("hex").slice(0, 16));
  return page;
}
