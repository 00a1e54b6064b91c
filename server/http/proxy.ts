import type { IncomingMessage, ServerResponse } from "node:http";
import { Agent } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createProxyServer, type ProxyServer } from "httpxy";
import { env } from "@/lib/env";
import type { ConsoleAddress } from "../console-address";
import { addressOf } from "./client-address";
import { log } from "./log";
import { COMMON_HEADERS, contentSecurityPolicy, newNonce } from "./security-headers";

const RESTARTING = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>One moment</title>
<p style="font:16px/1.5 system-ui;max-width:32rem;margin:20vh auto;padding:0 1rem">The console is starting. This page tries again by itself.</p>
`;

/** Answers in place of the console while it is away. */
export function answerRestarting(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(503, {
    "content-type": "text/html; charset=utf-8",
    "retry-after": "2",
    "cache-control": "no-store",
  });
  response.end(RESTARTING);
}

/** Headers that only a proxy may set; what a client claims is replaced by what is so. */
function setForwarded(request: IncomingMessage, publicUrl: URL): void {
  request.headers["x-forwarded-for"] = addressOf(request);
  request.headers["x-forwarded-host"] = publicUrl.host;
  request.headers["x-forwarded-proto"] = publicUrl.protocol.slice(0, -1);
  request.headers["x-forwarded-port"] = publicUrl.port || (publicUrl.protocol === "https:" ? "443" : "80");
  delete request.headers.forwarded;
}

export type ConsoleProxy = {
  /** Passes a request on; answers 503 itself when the console can't be reached. */
  readonly web: (request: IncomingMessage, response: ServerResponse, requestId: string) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => void;
};

/** Passes on to the console whatever the machines' door does not answer itself. */
export function consoleProxy(address: ConsoleAddress): ConsoleProxy {
  const publicUrl = new URL(env().PUBLIC_URL);
  const development = env().NODE_ENV === "development";
  const agent = new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 32 });
  const proxy: ProxyServer = createProxyServer({ target: { protocol: "http:", ...address }, agent, xfwd: false });
  proxy.on("error", (error, request, response) => {
    const code = "code" in error ? error.code : error.name;
    if (response && "writeHead" in response) {
      if (!request?.socket.destroyed) log().warn({ reason: code }, "the console did not answer");
      answerRestarting(response);
    } else {
      response?.destroy();
    }
  });
  proxy.on("proxyRes", (answer) => {
    // The policy is ours: Next sends none, and a page must not loosen it.
    delete answer.headers["content-security-policy"];
  });
  return {
    web: (request, response, requestId) => {
      const nonce = newNonce();
      const policy = contentSecurityPolicy(nonce, development);
      setForwarded(request, publicUrl);
      request.headers["x-request-id"] = requestId;
      request.headers["x-request-path"] = request.url ?? "/";
      request.headers["x-nonce"] = nonce;
      request.headers["content-security-policy"] = policy;
      for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
      response.setHeader("content-security-policy", policy);
      void proxy.web(request, response).catch(() => answerRestarting(response));
    },
    upgrade: (request, socket, head) => {
      if (!(socket instanceof Socket)) return void socket.destroy();
      setForwarded(request, publicUrl);
      proxy.ws(request, socket, {}, head).catch(() => socket.destroy());
    },
    close: () => agent.destroy(),
  };
}
