import type { Role } from "./permissions";

export type WorkspaceRef = {
  readonly id: number;
  readonly name: string;
  readonly identityScopeId: number;
  /** IANA name. */
  readonly timeZone: string;
};

export type Theme = "system" | "light" | "dark";

/**
 * Who asks: made by a door for each request, from the session, with role and workspaces
 * read again from the database. Every verb of a signed-in person takes it first.
 */
export type Context = {
  readonly member: {
    readonly id: number;
    readonly name: string;
    readonly email: string;
    readonly theme: Theme;
    /** In whose zone times are shown; see lib/format/zone.ts. */
    readonly timeZone: "browser" | "utc" | "workspace";
  };
  readonly orgId: number;
  readonly accountId: number;
  readonly accountName: string;
  readonly role: Role;
  /** All workspaces of the account, by id. */
  readonly workspaces: readonly WorkspaceRef[];
  readonly requestId: string;
};
