import net from "node:net";

/** A gate in front of the database: while it is shut, connections are cut and new ones refused. */
export type Gate = {
  /** The database's address, through the gate. */
  readonly url: string;
  readonly shut: () => Promise<void>;
  readonly open: () => Promise<void>;
  /** Nothing gets through the connection that was opened last, and nobody is told. */
  readonly freezeLast: () => void;
};

/** Opens a gate on a port of its own. */
export async function openGate(databaseUrl: string): Promise<Gate> {
  const target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let server: net.Server;
  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server = net.createServer((inside) => {
        const outside = net.connect(Number(target.port), target.hostname);
        for (const [one, other] of [
          [inside, outside],
          [outside, inside],
        ] as const) {
          sockets.add(one);
          one.pipe(other);
          one.on("error", () => other.destroy());
          one.on("close", () => {
            sockets.delete(one);
            other.destroy();
          });
        }
      });
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        resolve(address && typeof address === "object" ? address.port : 0);
      });
    });
  const port = await listen(0);
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    url: url.href,
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    open: async () => {
      await listen(port);
    },
    freezeLast: () => {
      for (const socket of [...sockets].slice(-2)) socket.unpipe().pause();
    },
  };
}
