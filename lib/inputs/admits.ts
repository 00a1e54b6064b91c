import type { Credential } from "./find-input";

/** How a request comes beside its key: from which web page, and whether without the secret. */
export type Approach = {
  /** The Origin header of a browser; left out: there is none, or it says nothing about this door. */
  readonly origin?: string;
  readonly keyOnly: boolean;
};

/** Whether an input takes a request that comes so, by its settings as of now. */
export function admits(credential: Credential, { origin, keyOnly }: Approach): boolean {
  if (!credential.rules.enabled) return false;
  if (keyOnly && !credential.allowKeyOnly) return false;
  return origin === undefined || allowsOrigin(credential, origin);
}

/** An input without a list takes requests from pages of every origin. */
export function allowsOrigin({ allowedOrigins }: Pick<Credential, "allowedOrigins">, origin: string): boolean {
  return allowedOrigins.length === 0 || allowedOrigins.includes(origin);
}
