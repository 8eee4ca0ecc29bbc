import { connect, createServer } from "node:net";

/**
 * Puts a server at a distance: what either side sends arrives so many milliseconds later.
 * Gives the port to connect to instead.
 */
export async function atDistance(port, ms) {
  const sockets = new Set();
  const proxy = createServer({ noDelay: true }, (near) => {
    const far = connect({ host: "127.0.0.1", port, noDelay: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(from);
      from.on("data", (chunk) => setTimeout(() => to.write(chunk), ms));
      from.on("end", () => setTimeout(() => to.end(), ms));
      from.on("error", () => to.destroy());
      from.on("close", () => sockets.delete(from));
    }
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => proxy.once("listening", resolve));
  return {
    port: proxy.address().port,
    stop() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}
