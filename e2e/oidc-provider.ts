import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

type Claims = Readonly<Record<string, unknown>>;

/** Whom the provider says is there, and what is wrong with its answer. */
export type Answer = {
  readonly claims: Claims;
  /** The ID token's claims as they are sent. */
  readonly token?: (claims: Claims) => Claims;
  /** Signed by a key that the provider does not publish, or not signed at all. */
  readonly signature?: "foreign" | "none";
  /** The state that comes back, in place of the one that was sent. */
  readonly state?: string;
};

export type OidcProvider = {
  /** Everybody who comes from now on is answered like this. */
  readonly answer: (answer: Answer) => void;
  readonly stop: () => Promise<void>;
};

type Grant = { readonly answer: Answer; readonly challenge: string; readonly nonce: string; readonly redirect: string };

const newKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const base64 = (data: unknown) => Buffer.from(JSON.stringify(data)).toString("base64url");
const KEY_ID = "one";

function jwt(claims: Claims, key: KeyObject, isSigned: boolean): string {
  const head = base64(isSigned ? { alg: "RS256", typ: "JWT", kid: KEY_ID } : { alg: "none" });
  const text = `${head}.${base64(claims)}`;
  return `${text}.${isSigned ? sign("sha256", Buffer.from(text), key).toString("base64url") : ""}`;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return new URLSearchParams(text);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

/**
 * An OpenID provider on loopback, at which everybody is signed in already. Insists on what a client must send: code
 * flow, PKCE with S256, state, nonce, its secret; https://openid.net/specs/openid-connect-core-1_0.html. The answers
 * may be wrong in one point.
 */
export async function startProvider(
  issuer: string,
  client: { readonly id: string; readonly secret: string },
): Promise<OidcProvider> {
  const [own, foreign] = [newKey(), newKey()];
  const grants = new Map<string, Grant>();
  const users = new Map<string, Claims>();
  let answer: Answer | undefined;

  function authorize(query: URLSearchParams, response: ServerResponse): void {
    const asked = Object.fromEntries(query);
    const { redirect_uri: redirect, code_challenge: challenge, state, nonce } = asked;
    const isSound =
      asked.client_id === client.id &&
      asked.response_type === "code" &&
      asked.code_challenge_method === "S256" &&
      asked.scope?.split(" ").includes("openid");
    if (!answer || !isSound || !redirect || !challenge || !state || !nonce) {
      json(response, 400, { error: "invalid_request", asked });
      return;
    }
    const code = randomUUID();
    grants.set(code, { answer, challenge, nonce, redirect });
    const back = new URL(redirect);
    back.searchParams.set("code", code);
    back.searchParams.set("state", answer.state ?? state);
    response.writeHead(302, { location: back.href }).end();
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await formOf(request);
    const code = form.get("code") ?? "";
    const grant = grants.get(code);
    grants.delete(code);
    const basic = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}`;
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (request.headers.authorization !== basic || !grant || grant.challenge !== challenge) {
      json(response, 400, { error: "invalid_grant" });
      return;
    }
    const now = Math.floor(Date.now() / 1_000);
    const { claims, token: change = (same) => same, signature } = grant.answer;
    const usual = { iss: issuer, aud: client.id, iat: now, exp: now + 300, nonce: grant.nonce, ...claims };
    const idToken = jwt(
      change(usual),
      signature === "foreign" ? foreign.privateKey : own.privateKey,
      signature !== "none",
    );
    const accessToken = randomUUID();
    users.set(`Bearer ${accessToken}`, claims);
    json(response, 200, { access_token: accessToken, token_type: "Bearer", expires_in: 300, id_token: idToken });
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", issuer);
    if (pathname === "/.well-known/openid-configuration") {
      json(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ["code"],
        subject_types_supported: ["public"],
        id_token_signing_alg_values_supported: ["RS256"],
      });
    } else if (pathname === "/jwks") {
      const jwk = own.publicKey.export({ format: "jwk" });
      json(response, 200, { keys: [{ ...jwk, kid: KEY_ID, use: "sig", alg: "RS256" }] });
    } else if (pathname === "/authorize") authorize(searchParams, response);
    else if (pathname === "/token") await token(request, response);
    else if (pathname === "/userinfo") {
      const user = users.get(request.headers.authorization ?? "");
      json(response, user ? 200 : 401, user ?? {});
    } else json(response, 404, {});
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(Number(new URL(issuer).port), "127.0.0.1", resolve);
  });
  return {
    answer: (next) => {
      answer = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
