// Verbs over plain node:http: permission, scope, rows and what is made of them, without React.
import { createServer } from "node:http";
import pg from "pg";
import { contextOf } from "../../lib/access/session";
import { getPerson, search, timeline } from "../../lib/profile";
import type { Fixture } from "./prepare";

let statements = 0;
const send = pg.Client.prototype.query;
pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
  statements += 1;
  return Reflect.apply(send, this, args);
};

const fixture: Fixture = JSON.parse(process.argv[2] ?? "{}");
const { workspaceId } = fixture;
const ctx = await contextOf({ memberId: fixture.memberId, sessionVersion: 1 }, "bench", workspaceId);
if (!ctx) throw new Error("The bench's member is not in the database.");
const reader = ctx;

function answer({ pathname, searchParams }: URL): Promise<unknown> {
  const mpid = searchParams.get("mpid") ?? "";
  switch (pathname) {
    case "/search":
      return search(reader, { workspaceId, q: searchParams.get("q") ?? "" });
    case "/timeline":
      return timeline(reader, { workspaceId, mpid });
    case "/person":
      return countStatements(() => getPerson(reader, { workspaceId, mpid }));
    default:
      throw new Error(`There is no ${pathname}.`);
  }
}

async function countStatements(work: () => Promise<unknown>): Promise<{ statements: number }> {
  const before = statements;
  await work();
  return { statements: statements - before };
}

createServer((request, response) => {
  answer(new URL(request.url ?? "/", "http://127.0.0.1")).then(
    (result) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(process.env.PORT), "127.0.0.1", () => process.send?.("ready"));
process.on("SIGTERM", () => process.exit(0));
process.on("disconnect", () => process.exit(0));
