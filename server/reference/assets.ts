import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

export type Asset = { readonly type: string; readonly bytes: Buffer; readonly gzipped: Buffer | null };

const { resolve } = createRequire(import.meta.url);
const swaggerUi = (file: string) => path.join(path.dirname(resolve("swagger-ui-dist/package.json")), file);
const font = (file: string) => path.join(path.dirname(resolve("geist/font/sans")), "fonts", file);

const JAVASCRIPT = "text/javascript; charset=utf-8";
const CSS = "text/css; charset=utf-8";
const WOFF2 = "font/woff2";

/** The page's files by name. Whatever a browser asks for is looked up here, never on the disk. */
const FILES: ReadonlyMap<string, { type: string; read: () => Promise<Buffer> | Buffer }> = new Map([
  ["swagger-ui.js", { type: JAVASCRIPT, read: () => readFile(swaggerUi("swagger-ui-bundle.js")) }],
  ["swagger-ui.css", { type: CSS, read: () => readFile(swaggerUi("swagger-ui.css")) }],
  ["page.js", { type: JAVASCRIPT, read: () => Buffer.from(SCRIPT) }],
  ["page.css", { type: CSS, read: () => Buffer.from(STYLE) }],
  ["geist.woff2", { type: WOFF2, read: () => readFile(font("geist-sans/Geist-Variable.woff2")) }],
  ["geist-mono.woff2", { type: WOFF2, read: () => readFile(font("geist-mono/GeistMono-Variable.woff2")) }],
]);

const loaded = new Map<string, Promise<Asset>>();
const compress = promisify(gzip);

/** One of the page's files, read and compressed once per process; null when there is none of that name. */
export async function assetOf(name: string): Promise<Asset | null> {
  const file = FILES.get(name);
  if (!file) return null;
  const known = loaded.get(name);
  if (known) return await known;
  const loading = load(file);
  loaded.set(name, loading);
  loading.catch(() => loaded.delete(name));
  return await loading;
}

async function load({ type, read }: { type: string; read: () => Promise<Buffer> | Buffer }): Promise<Asset> {
  const bytes = await read();
  return { type, bytes, gzipped: type === WOFF2 ? null : await compress(bytes) };
}

/** All of the page's files, in the order of the table. */
export async function allAssets(): Promise<Asset[]> {
  const assets = await Promise.all([...FILES.keys()].map(assetOf));
  return assets.filter((asset) => asset !== null);
}
