import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http";
import net from "node:net";
import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cutLine } from "../../tests/cut-line";
import { testDatabase } from "../../tests/database";
import { makeOrganization } from "../../tests/factory";

const db = await testDatabase();
const line = await cutLine(db.url);
Object.assign(process.env, {
  DATABASE_URL: line.url,
  PUBLIC_URL: "http://127.0.0.1:3000",
  METRICS_TOKEN: "scrape-scrape-scrape",
});

const { createApp } = await import("../app");
const { doorListener } = await import("./door");
const { consoleProxy } = await import("./proxy");
const { BUDGET_BYTES, heldBytes, hold } = await import("./body-budget");
const { readBody } = await import("./body");
const { startMetrics } = await import("./metrics");

const organization = await makeOrganization();
const { authorization } = organization.inputs.custom;

type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

let port = 0;
let server: Server;
let consoleServer: Server;
let consolePort = 0;

const listening = (started: Server) =>
  new Promise<number>((resolve) => {
    started.listen(0, "127.0.0.1", () => {
      const address = started.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
const closed = (running: Server) =>
  new Promise<void>((resolve) => {
    running.close(() => resolve());
    running.closeAllConnections();
  });

beforeAll(async () => {
  startMetrics();
  consoleServer = createServer((request, response) => {
    response.setHeader("content-security-policy", "default-src *");
    response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  });
  consoleServer.on("upgrade", (request, socket) => {
    socket.end(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\nhello from ${request.url}`,
    );
  });
  consolePort = await listening(consoleServer);
  const app = createApp();
  app.route(
    "/v2/test",
    new Hono()
      .post("/echo", async (c) => c.text((await readBody(c as never, 1024)).toString("utf8")))
      .get("/fail", () => {
        throw new Error("secret of db.internal.example");
      }),
  );
  const proxy = consoleProxy({ host: "127.0.0.1", port: consolePort });
  server = createServer(doorListener(app, proxy));
  server.on("upgrade", proxy.upgrade);
  port = await listening(server);
});

afterAll(async () => {
  await closed(server);
  if (consoleServer.listening) await closed(consoleServer);
  await (await import("../../lib/ingest")).drain();
  await db.close();
  await line.cut();
});

/** `fetch` would add headers of its own and forbids some of ours. */
function ask(
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: "127.0.0.1", port, method, path, headers: { host: "127.0.0.1:3000", ...headers } },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

const batch = (id: string) =>
  JSON.stringify({
    environment: "development",
    user_identities: { customer_id: id },
    events: [{ event_type: "custom_event", data: { event_name: "Opened", custom_event_type: "navigation" } }],
  });

describe("POST /v2/events", () => {
  test("answers 202 with an empty body, with and without a trailing slash", async () => {
    for (const path of ["/v2/events", "/v2/events/"]) {
      const answer = await ask("POST", path, { headers: { authorization }, body: batch("quill-1") });
      expect([answer.status, answer.text]).toEqual([202, ""]);
    }
  });

  test("answers 202 to a gzip body", async () => {
    const headers = { authorization, "content-encoding": "gzip" };
    expect((await ask("POST", "/v2/events", { headers, body: gzipSync(batch("quill-2")) })).status).toBe(202);
  });

  test("answers 401 without an Authorization header and asks for it", async () => {
    const answer = await ask("POST", "/v2/events", { body: batch("quill-3") });
    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toMatch(/^Basic/);
    expect(JSON.parse(answer.text).errors[0].code).toBe("UNAUTHORIZED");
  });

  test.each([
    ["a wrong secret", `Basic ${Buffer.from(`${organization.inputs.custom.key}:wrong`).toString("base64")}`],
    ["an unknown key", `Basic ${Buffer.from("us1-none:wrong").toString("base64")}`],
    ["another scheme", "Bearer x"],
  ])("answers 403 to %s", async (_, header) => {
    expect(
      (await ask("POST", "/v2/events", { headers: { authorization: header }, body: batch("quill-4") })).status,
    ).toBe(403);
  });

  test("answers 400 to malformed JSON, with a code and a message", async () => {
    const answer = await ask("POST", "/v2/events", { headers: { authorization }, body: "{" });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text).errors[0]).toMatchObject({ code: "BAD_REQUEST", message: expect.any(String) });
  });

  test.each([
    [256 * 1024, 202],
    [256 * 1024 + 1, 400],
  ])("takes a request of 256 KB and no more: %i bytes, %i", async (bytes, status) => {
    const body = batch(`quill-${bytes}`).padEnd(bytes);
    expect((await ask("POST", "/v2/events", { headers: { authorization }, body })).status).toBe(status);
  });

  test("reads a body of 10 MB to its end and answers 400, then goes on", async () => {
    const body = Buffer.alloc(10 * 1024 * 1024, " ");
    expect((await ask("POST", "/v2/events", { headers: { authorization }, body })).status).toBe(400);
    expect((await ask("POST", "/v2/events", { headers: { authorization }, body: batch("quill-5") })).status).toBe(202);
  });
});

describe("a body", () => {
  test("that inflates beyond the limit is too large: 400", async () => {
    const headers = { "content-encoding": "gzip" };
    const answer = await ask("POST", "/v2/test/echo", { headers, body: gzipSync(Buffer.alloc(1_000_000)) });
    expect([answer.status, JSON.parse(answer.text).errors[0].message]).toEqual([400, "The body is larger than 1 KB."]);
  });

  test("that is no gzip although it says so is bad: 400", async () => {
    const answer = await ask("POST", "/v2/test/echo", { headers: { "content-encoding": "gzip" }, body: "plain" });
    expect(answer.status).toBe(400);
  });

  test("of an unknown encoding is bad: 400", async () => {
    expect((await ask("POST", "/v2/test/echo", { headers: { "content-encoding": "br" }, body: "x" })).status).toBe(400);
  });

  test("is let go of when its request is over", async () => {
    expect((await ask("POST", "/v2/test/echo", { body: "hello" })).text).toBe("hello");
    await expect.poll(heldBytes).toBe(0);
  });

  test("beyond the budget of all requests answers 503 with Retry-After, and the next one is taken", async () => {
    const holder = await new Promise<{ release: () => void }>((resolve) => {
      const other = createServer((_, response) => {
        hold(response, BUDGET_BYTES);
        resolve({ release: () => void response.end(() => other.close()) });
      });
      void listening(other).then((otherPort) =>
        httpRequest({ port: otherPort, host: "127.0.0.1" })
          .on("error", () => {})
          .end(),
      );
    });
    const refused = await ask("POST", "/v2/test/echo", { body: "hello" });
    expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "1"]);
    holder.release();
    await expect.poll(heldBytes).toBe(0);
    expect((await ask("POST", "/v2/test/echo", { body: "hello" })).status).toBe(200);
  });

  test("that ends early harms nobody", async () => {
    await new Promise<void>((resolve) => {
      const socket = net.connect(port, "127.0.0.1", () => {
        socket.write("POST /v2/test/echo HTTP/1.1\r\nhost: 127.0.0.1:3000\r\ncontent-length: 100\r\n\r\nhalf");
        socket.end();
      });
      socket
        .on("error", () => {})
        .on("close", () => resolve())
        .resume();
    });
    expect((await ask("POST", "/v2/test/echo", { body: "hello" })).text).toBe("hello");
    await expect.poll(heldBytes).toBe(0);
  });
});

describe("an error that nobody foresaw", () => {
  test("answers 500 and shows nothing but the request's id", async () => {
    const answer = await ask("GET", "/v2/test/fail");
    expect(answer.status).toBe(500);
    expect(answer.text).toContain(String(answer.headers["x-request-id"]));
    expect(answer.text).not.toContain("secret");
  });
});

describe("an unknown machine path", () => {
  test("answers 404 in the APIs' form", async () => {
    const answer = await ask("GET", "/v2/nothing");
    expect([answer.status, JSON.parse(answer.text).errors[0].code]).toEqual([404, "NOT_FOUND"]);
  });
});

describe("/api/*", () => {
  test("answers 403 to another origin", async () => {
    const answer = await ask("GET", "/api/live", { headers: { origin: "https://evil.example" } });
    expect(answer.status).toBe(403);
  });

  test("answers 401 to its own pages without a session", async () => {
    const answer = await ask("GET", "/api/live?ws=1", { headers: { origin: "http://127.0.0.1:3000" } });
    expect(answer.status).toBe(401);
  });
});

describe("GET /metrics", () => {
  test("answers 403 without the token", async () => {
    expect((await ask("GET", "/metrics")).status).toBe(403);
  });

  test("names routes by their pattern, never keys", async () => {
    await ask("POST", `/v3/JS/${organization.inputs.web.key}/nothing`, { body: "{}" });
    const { status, text } = await ask("GET", "/metrics", {
      headers: { authorization: "Bearer scrape-scrape-scrape" },
    });
    expect(status).toBe(200);
    expect(text).toContain('route="/v2/events"');
    expect(text).not.toContain(organization.inputs.web.key);
  });
});

describe("the console's paths", () => {
  test("reach the console with a policy, a nonce and forwarded headers that are true", async () => {
    const answer = await ask("GET", "/activity/users?q=x", {
      headers: { "x-forwarded-for": "6.6.6.6", "x-forwarded-host": "evil.example", "x-nonce": "mine" },
    });
    const seen = JSON.parse(answer.text);
    expect(seen.url).toBe("/activity/users?q=x");
    expect(seen.headers).toMatchObject({
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "127.0.0.1:3000",
      "x-forwarded-proto": "http",
    });
    expect(seen.headers["x-nonce"]).not.toBe("mine");
    expect(answer.headers["content-security-policy"]).toContain(`'nonce-${seen.headers["x-nonce"]}'`);
    expect(answer.headers["x-frame-options"]).toBe("DENY");
  });

  test("take a socket's upgrade, as reloading needs it in development", async () => {
    const text = await new Promise<string>((resolve) => {
      let received = "";
      const socket = net.connect(port, "127.0.0.1", () => {
        socket.write(
          "GET /_next/hmr HTTP/1.1\r\nhost: 127.0.0.1:3000\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        );
      });
      socket.on("data", (chunk) => {
        received += chunk;
      });
      socket.on("close", () => resolve(received));
    });
    expect(text).toMatch(/^HTTP\/1\.1 101 [\s\S]+hello from \/_next\/hmr$/);
  });

  test("include next-auth's", async () => {
    expect(JSON.parse((await ask("GET", "/api/auth/session")).text).url).toBe("/api/auth/session");
  });

  test("lead from another name of this machine to the right one", async () => {
    const answer = await ask("GET", "/login", { headers: { host: "localhost:3000" } });
    expect([answer.status, answer.headers.location]).toEqual([307, "http://127.0.0.1:3000/login"]);
  });

  test("answer 421 under a foreign name", async () => {
    expect((await ask("GET", "/login", { headers: { host: "evil.example" } })).status).toBe(421);
  });
});

describe("while the database is away", () => {
  test("/healthz, /v2/events and the identity API answer 503 with Retry-After and without its name; afterwards all is well again", async () => {
    expect((await ask("GET", "/healthz")).status).toBe(200);
    // Its credential is known to this process from now on.
    const web = { authorization: organization.inputs.web.authorization };
    const asked = JSON.stringify({ environment: "development", known_identities: { customerid: "quill-8" } });
    const modification = JSON.stringify({ environment: "development", identity_changes: [] });
    expect((await ask("POST", "/v1/identify", { headers: web, body: asked })).status).toBe(200);
    await line.cut();
    const answers = [
      await ask("GET", "/healthz"),
      await ask("POST", "/v2/events", { headers: { authorization }, body: batch("quill-6") }),
      await ask("POST", "/v2/events", { headers: { authorization: "Basic dW5rbm93bjprZXk=" }, body: batch("quill-6") }),
      await ask("POST", "/v1/identify", { headers: web, body: asked }),
      await ask("POST", "/v1/search", { headers: web, body: asked }),
      await ask("POST", "/v1/42/modify", { headers: web, body: modification }),
    ];
    for (const { status, headers, text } of answers) {
      expect([status, headers["retry-after"]]).toEqual([503, "1"]);
      expect(text).not.toMatch(/127\.0\.0\.1|ECONN|\s+at \S+:\d/);
    }
    await line.mend();
    await expect.poll(async () => (await ask("GET", "/healthz")).status).toBe(200);
    expect((await ask("POST", "/v2/events", { headers: { authorization }, body: batch("quill-6") })).status).toBe(202);
  });
});

describe("while the console is away", () => {
  test("its paths answer 503 with Retry-After and the machines go on", async () => {
    await closed(consoleServer);
    const page = await ask("GET", "/login");
    expect([page.status, page.headers["retry-after"]]).toEqual([503, "2"]);
    expect((await ask("POST", "/v2/events", { headers: { authorization }, body: batch("quill-7") })).status).toBe(202);
  });
});
