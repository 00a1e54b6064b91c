import { createServer, request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { createApp } from "../server/app";
import { doorListener } from "../server/http/door";

export type DoorAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };
export type Asked = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};
export type Door = {
  readonly port: number;
  /** Sends the headers and bytes exactly as they are given: `fetch` would add some of its own. */
  ask(path: string, asked?: Asked): Promise<DoorAnswer>;
  close(): Promise<void>;
};

/** The machines' door on a free port of loopback, in this process, without a console. */
export async function openDoor(): Promise<Door> {
  const server = createServer(doorListener(createApp(), null));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    ask: (path, { method = "POST", headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const sent = httpRequest({ host: "127.0.0.1", port, method, path, headers }, (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (chunk) => {
            text += chunk;
          });
          response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
        });
        sent.on("error", reject);
        sent.end(body);
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
