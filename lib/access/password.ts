import { hash, verify } from "@node-rs/argon2";

/**
 * Argon2id with the library's defaults, which are OWASP's: 19 MiB, two passes.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
 */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password);
}

/** False for a wrong password and for a hash that can't be read. */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return await verify(passwordHash, password).catch(() => false);
}
