// The limits over HTTP: plain node:http around one prepared statement each, on the product's driver.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16, application_name: "bench" });

function insert(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    const text = Buffer.concat(chunks).toString();
    await pool.query({ name: "insert", text: "INSERT INTO bench_single (body) VALUES ($1)", values: [text] });
    response.writeHead(202).end();
  });
}

async function lookUp(url: string, response: ServerResponse): Promise<void> {
  const value = decodeURIComponent(url.slice(url.indexOf("=") + 1));
  const { rows } = await pool.query({
    name: "look-up",
    text: "SELECT mpid FROM identity WHERE scope_id = 1 AND environment = 'production' AND type = 'customer_id' AND value = $1",
    values: [value],
  });
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(rows));
}

createServer((request, response) => {
  if (request.method === "POST") insert(request, response);
  else void lookUp(request.url ?? "", response);
}).listen(Number(process.env.PORT), "127.0.0.1", () => process.send?.("ready"));
process.on("SIGTERM", () => process.exit(0));
process.on("disconnect", () => process.exit(0));
