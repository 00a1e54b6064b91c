import { encode } from "next-auth/jwt";
import { afterEach, describe, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

/** A running copy of the product: modules of its own, with its own secret. */
async function copyWith(secret: string) {
  vi.resetModules();
  vi.stubEnv("APP_SECRET", secret);
  vi.stubEnv("DATABASE_URL", "postgresql://127.0.0.1/none");
  const copy = await import("./session-cookie");
  const name = copy.cookieName("session");
  const token = await encode({ token: { sub: "7", sv: 1 }, secret: copy.sessionSecret(), maxAge: 60 });
  return { ...copy, name, cookie: `${name}=${token}` };
}

describe("two running copies in one browser", () => {
  test("have cookies of different names, and each reads its own", async () => {
    const first = await copyWith("a".repeat(64));
    const second = await copyWith("b".repeat(64));
    expect(first.name).not.toBe(second.name);
    const both = `${first.cookie}; ${second.cookie}`;
    expect(await second.readSession(both)).toEqual({ memberId: 7, sessionVersion: 1 });
    expect(await second.readSession(first.cookie)).toBeNull();
    expect(await second.readSession(first.cookie.replace(first.name, second.name))).toBeNull();
  });

  test("of the same installation have the same names", async () => {
    const first = await copyWith("a".repeat(64));
    const again = await copyWith("a".repeat(64));
    expect(again.name).toBe(first.name);
    expect(await again.readSession(first.cookie)).toEqual({ memberId: 7, sessionVersion: 1 });
  });
});
