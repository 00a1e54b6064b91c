import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { createServer, request as httpRequest, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import path from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { newDataDir } from "./product";

/** What the shop passes to the SDK: the input's key, and what its documentation calls the configuration. */
export type ShopSettings = { readonly key: string; readonly config: Readonly<Record<string, unknown>> };

export type Running = { readonly host: string; readonly stop: () => Promise<void> };

const SDK = path.join(import.meta.dirname, "../node_modules/@mparticle/web-sdk/dist/mparticle.js");
const PAGE = path.join(import.meta.dirname, "web-shop.html");

async function listening(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  return {
    host: `127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A shop with an origin of its own: one page, and the SDK's file as the registry has it. */
export async function startShop(settings: ShopSettings): Promise<Running> {
  const [sdk, page] = await Promise.all([readFile(SDK), readFile(PAGE, "utf8")]);
  const html = page.replace("/* SETTINGS */ null", JSON.stringify(settings).replaceAll("<", "\\u003c"));
  return await listening(
    createServer((request, response) => {
      const isSdk = request.url === "/mparticle.js";
      response.setHeader("content-type", isSdk ? "text/javascript" : "text/html");
      response.end(isSdk ? sdk : html);
    }),
  );
}

/** Puts TLS in front of a server, with a certificate that nobody vouches for: some calls of the SDK are always https. */
export async function startTls(target: string): Promise<Running> {
  const folder = await newDataDir();
  const [keyFile, certFile] = [path.join(folder, "key.pem"), path.join(folder, "cert.pem")];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"];
  const files = ["-nodes", "-keyout", keyFile, "-out", certFile];
  await promisify(execFile)("openssl", ["req", "-x509", ...curve, ...subject, ...files]);
  const [key, cert] = await Promise.all([readFile(keyFile), readFile(certFile)]);
  await rm(folder, { recursive: true });
  return await listening(
    createTlsServer({ key, cert }, (request, response) => {
      const { method, headers, url } = request;
      const passed = httpRequest(`${target}${url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      passed.on("error", () => response.destroy());
      request.pipe(passed);
    }),
  );
}

/** Calls a function of the shop's page. */
export async function inShop<Result = void>(page: Page, name: string, ...args: readonly unknown[]): Promise<Result> {
  const list = args.map((arg) => JSON.stringify(arg)).join(", ");
  return (await page.evaluate(`shop.${name}(${list})`)) as Result;
}

export type Calls = {
  /** Status and path of every call to the server so far, preflights apart. */
  readonly answers: readonly { readonly status: number; readonly path: string }[];
  /** Resolves when a batch that holds the text has been answered. */
  readonly uploaded: (text: string) => Promise<void>;
};

/** Listens to what the SDK of a page sends to a host. */
export function listen(page: Page, host: string): Calls {
  const answers: { status: number; path: string }[] = [];
  const bodies: string[] = [];
  const waiting = new Map<string, () => void>();
  page.on("response", (response) => {
    const request = response.request();
    const url = new URL(request.url());
    if (url.host !== host || request.method() === "OPTIONS") return;
    answers.push({ status: response.status(), path: url.pathname });
    const body = request.postData() ?? "";
    bodies.push(body);
    for (const [text, done] of waiting) if (body.includes(text)) done();
  });
  return {
    answers,
    uploaded: (text) =>
      new Promise((resolve) => {
        if (bodies.some((body) => body.includes(text))) resolve();
        else waiting.set(text, resolve);
      }),
  };
}
