import type { AuthOptions, CookieOption } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "../env";
import { oidcClaims } from "./oidc-claims";
import { signInWithOidc } from "./oidc-sign-in";
import { cookieName, isSecure, SESSION_SECONDS, sessionSecret } from "./session-cookie";
import { signInWithPassword } from "./sign-in";

/** The whole of next-auth's configuration; nothing else knows that library but the route and the sign-in form. */
export function authOptions(): AuthOptions {
  const oidc = oidcProvider();
  return {
    secret: sessionSecret(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    jwt: { maxAge: SESSION_SECONDS },
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: cookie("session"),
      callbackUrl: cookie("callback"),
      csrfToken: cookie("csrf"),
      pkceCodeVerifier: cookie("pkce"),
      state: cookie("state"),
      nonce: cookie("nonce"),
    },
    pages: { signIn: "/login", error: "/login" },
    providers: oidc ? [passwordProvider(), oidc] : [passwordProvider()],
    callbacks: {
      // False would lose which of the reasons it was.
      signIn: ({ user }) => isMemberId(user.id) || `/login?error=${user.id}`,
      // Only who and which version: the rest is read at each request.
      jwt: ({ token, user }) => (user ? { sub: user.id, sv: Number(user.name) } : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => (new URL(url, baseUrl).origin === baseUrl ? new URL(url, baseUrl).href : baseUrl),
    },
    // What it would log may name people.
    logger: {
      error: (code) => console.error(JSON.stringify({ level: "error", auth: code })),
      warn: () => {},
      debug: () => {},
    },
  };
}

/** What next-auth hands from a provider to the jwt callback: the member's id, and the session version as the name. */
function signedIn({ memberId, sessionVersion }: { memberId: number; sessionVersion: number }) {
  return { id: String(memberId), name: String(sessionVersion) };
}

/** Why single sign-on leads to no member, in place of a member's id: what `profile` throws, next-auth swallows. */
const NO_MEMBER = { notInvited: "NotInvited", failed: "Failed" } as const;

const isMemberId = (id: string) => /^\d+$/.test(id);

function passwordProvider() {
  return CredentialsProvider({
    credentials: { email: {}, password: {} },
    async authorize(credentials, request) {
      const forwarded: unknown = request.headers?.["x-forwarded-for"];
      const address = typeof forwarded === "string" ? forwarded : "";
      const result = await signInWithPassword(credentials, address, Date.now());
      if (result.ok) return signedIn(result);
      if (result.reason === "wait") throw new Error(`wait:${Math.ceil(result.waitMs / 1000)}`);
      return null;
    },
  });
}

/** Single sign-on by OpenID Connect, when it is configured. The ID token is verified with PKCE, state and nonce. */
function oidcProvider(): OAuthConfig<Record<string, unknown>> | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID) return null;
  return {
    id: "oidc",
    name: OIDC_NAME,
    type: "oauth",
    wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    userinfo: {
      request: ({ tokens, client }) =>
        oidcClaims(tokens.id_token ?? "", () => client.userinfo(tokens.access_token ?? "")),
    },
    checks: ["pkce", "state", "nonce"],
    async profile(claims) {
      try {
        const member = await signInWithOidc(claims, Date.now());
        return member ? signedIn(member) : { id: NO_MEMBER.notInvited };
      } catch (error) {
        console.error(JSON.stringify({ level: "error", auth: "OIDC_MEMBER_ERROR", name: nameOf(error) }));
        return { id: NO_MEMBER.failed };
      }
    },
  };
}

/** An error's message may hold what the provider said of a person; its name does not. */
const nameOf = (error: unknown) => (error instanceof Error ? error.name : "unknown");

function cookie(purpose: string): CookieOption {
  return {
    name: cookieName(purpose),
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() },
  };
}
