import { encode } from "next-auth/jwt";
import { DOOR_FLAGS, MEMORY_ENVIRONMENT } from "../../server/node-flags.mjs";
import { ensureConsoleBuilt, ensureServerBuilt } from "../build.mjs";
import { once } from "../database.mjs";
import { type BenchDatabase, DATA_DIR, openBenchDatabase } from "./database";
import { type Loader, startLoader } from "./loader";
import { freePort, type Program, postgresPid, startProgram, startTool } from "./processes";

/** Everything that the lines measure with: the filled database, the production server, the bare one, the load. */
export type World = {
  readonly db: BenchDatabase;
  readonly loader: Loader;
  /** The production server: the machines' door and, when a line needs it, the console behind it. */
  readonly server: Program & { readonly url: string };
  /** node:http around one prepared statement. */
  readonly bare: Program & { readonly url: string };
  /** The search verb in node:http. */
  readonly verb: Program & { readonly url: string };
  /** `Cookie` header of an Admin who is signed in. */
  readonly cookie: string;
  readonly postgresPid: number;
  readonly stop: () => Promise<void>;
};

export type WorldOptions = {
  readonly profiles: number;
  readonly withConsole: boolean;
  /** Folder for the server's CPU profile; null without. */
  readonly profileInto: string | null;
};

/** Tables of the limits, with the settings of every other table: logged, with a primary key. */
const LIMIT_TABLES = `
  CREATE TABLE bench_row (id bigint PRIMARY KEY, body text NOT NULL);
  CREATE TABLE bench_single (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text NOT NULL)`;

export async function openWorld({ profiles, withConsole, profileInto }: WorldOptions): Promise<World> {
  await ensureServerBuilt();
  if (withConsole) await ensureConsoleBuilt();
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of stops.reverse()) await step();
  };
  try {
    const db = await openBenchDatabase(profiles);
    stops.push(db.stop);
    await once(db.url, LIMIT_TABLES);
    const common = {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      DATABASE_URL: db.url,
      APP_SECRET: db.secret,
      DATA_DIR,
      HOST: "127.0.0.1",
      LOG_LEVEL: "warn",
    };
    const started = async (start: (environment: Record<string, string>) => Promise<Program>) => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const program = await start({ ...common, PORT: String(port), PUBLIC_URL: url, NEXTAUTH_URL: url });
      stops.push(program.stop);
      return { ...program, url };
    };
    const flags = profileInto ? ["--cpu-prof", `--cpu-prof-dir=${profileInto}`] : [];
    const server = await started((environment) =>
      startProgram([...flags, ...DOOR_FLAGS, "dist/server.mjs", ...(withConsole ? [] : ["--only", "server"])], {
        ...MEMORY_ENVIRONMENT,
        ...environment,
      }),
    );
    const bare = await started((environment) => startTool("bare.ts", [], environment));
    const verb = await started((environment) => startTool("verb.ts", [JSON.stringify(db.fixture)], environment));
    const loader = await startLoader(profiles);
    stops.push(loader.stop);
    const cookie = await sessionCookie(db);
    return { db, loader, server, bare, verb, cookie, postgresPid: postgresPid(DATA_DIR), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Signing in is not what is measured: the cookie is made as the sign-in makes it. lib reads its settings when loaded. */
async function sessionCookie({ url, secret, fixture }: BenchDatabase): Promise<string> {
  Object.assign(process.env, { DATABASE_URL: url, APP_SECRET: secret });
  const { cookieName, SESSION_SECONDS, sessionSecret } = await import("../../lib/access/session-cookie");
  const token = await encode({
    token: { sub: String(fixture.memberId), sv: 1 },
    secret: sessionSecret(),
    maxAge: SESSION_SECONDS,
  });
  return `${cookieName("session")}=${token}`;
}
