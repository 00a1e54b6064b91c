import net from "node:net";

/**
 * A line to a database that a test can cut: a relay on loopback. While it is cut, open connections are gone and new
 * ones are refused, as when the server is down.
 */
export async function cutLine(url: string): Promise<{
  readonly url: string;
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
}> {
  const target = new URL(url);
  const sockets = new Set<net.Socket>();
  const track = (socket: net.Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
  };
  let isCut = false;
  const make = () =>
    net.createServer((socket) => {
      // Accepted before the cut, handed over after it.
      if (isCut) {
        socket.destroy();
        return;
      }
      const upstream = net.connect(Number(target.port), target.hostname);
      track(socket);
      track(upstream);
      socket.pipe(upstream).pipe(socket);
      socket.on("close", () => upstream.destroy());
      upstream.on("close", () => socket.destroy());
    });
  const listen = (server: net.Server, port: number) =>
    new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  let server = make();
  await listen(server, 0);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const relayed = new URL(url);
  relayed.host = `127.0.0.1:${port}`;
  return {
    url: relayed.href,
    async cut() {
      isCut = true;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async mend() {
      isCut = false;
      server = make();
      await listen(server, port);
    },
  };
}
