import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Where the console process listens. */
export type ConsoleAddress = { readonly socketPath: string } | { readonly host: string; readonly port: number };

/** A Unix socket's path must fit into sockaddr_un: 104 bytes on macOS, 108 on Linux. */
const MAX_SOCKET_PATH = 100;

/** Reads CONSOLE_LISTEN: a socket's path or host:port. Throws a plain sentence. */
export function parseConsoleAddress(text: string): ConsoleAddress {
  if (text.startsWith("/") || text.startsWith("\\\\.\\pipe\\")) return { socketPath: text };
  const match = /^(?:\[([0-9a-f:]+)\]|([^:]+)):(\d{1,5})$/i.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (!host || port > 65_535) throw new Error(`CONSOLE_LISTEN: ${text} is neither a socket's path nor host:port.`);
  return { host, port };
}

/** A socket of this process's own, in `dataDir` or, when that path is too long, in the system's temporary folder. */
export function ownConsoleAddress(dataDir: string): string {
  const name = `console-${process.pid}.sock`;
  if (process.platform === "win32") return `\\\\.\\pipe\\user-activity-view-${process.pid}`;
  const wanted = path.resolve(dataDir, name);
  if (Buffer.byteLength(wanted) > MAX_SOCKET_PATH) return path.join(tmpdir(), `user-activity-view-${name}`);
  mkdirSync(path.dirname(wanted), { recursive: true });
  return wanted;
}
