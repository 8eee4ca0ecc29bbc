import { once } from "node:events";
import { connect as connectSocket, isIP, type Socket } from "node:net";
import type { TlsPlan } from "./tls.js";

/** TLS could not be had: not offered, the handshake failed, or the certificate was not accepted. */
export class TlsFailure extends Error {
  override readonly name = "TlsFailure";
}

const sslRequest = message(80_877_103);

/**
 * Connects and settles TLS, all on one TCP connection: where the server has no TLS and the plan
 * only asks for it if offered, the same connection goes on plain.
 *
 * @throws {TlsFailure}
 */
export async function openStream(
  to: { host: string; port: number },
  plan: TlsPlan,
  signal?: AbortSignal,
): Promise<Socket> {
  const wait = signal ? { signal } : {};
  const socket = to.host.startsWith("/")
    ? connectSocket({ path: `${to.host}/.s.PGSQL.${to.port}` })
    : connectSocket({ host: to.host, port: to.port, noDelay: true });
  try {
    await once(socket, "connect", wait);
    if (plan.mode === "never") return socket;
    socket.write(sslRequest);
    const answer = await firstAnswer(socket, signal);
    if (answer === "S") return await secured(socket, to.host, plan, wait);
    if (answer !== "N") throw new Error("what answers there is not a PostgreSQL server");
    if (plan.mode === "offered") return socket;
    throw new TlsFailure("the server does not offer TLS");
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function firstAnswer(socket: Socket, signal: AbortSignal | undefined): Promise<string> {
  const settled = new AbortController();
  const either = { signal: signal ? AbortSignal.any([signal, settled.signal]) : settled.signal };
  const closed = once(socket, "close", either).then(() => {
    throw Object.assign(new Error("the server closed the connection"), { code: "ECONNRESET" });
  });
  closed.catch(() => {});
  try {
    const [answer] = (await Promise.race([once(socket, "data", either), closed])) as [Buffer];
    // One byte and no more: what came with it unencrypted is not the server's.
    return answer.length === 1 ? answer.toString("latin1") : "";
  } finally {
    settled.abort();
  }
}

async function secured(
  socket: Socket,
  host: string,
  plan: TlsPlan,
  wait: { signal?: AbortSignal },
) {
  const { connect } = await import("node:tls");
  const name = isIP(host) === 0 ? { servername: host } : {};
  const secure = connect({ ...plan.options, ...name, host, socket });
  try {
    await once(secure, "secureConnect", wait);
    return secure;
  } catch (cause) {
    secure.destroy();
    if (wait.signal?.aborted) throw cause;
    throw new TlsFailure(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Asks a server, over a connection of its own, to cancel what a session is running. */
export async function cancelRequest(
  to: { host: string; port: number },
  plan: TlsPlan,
  processId: number,
  secretKey: number,
): Promise<void> {
  const stream = await openStream(to, plan);
  // The server answers by closing, and closing may look like a reset.
  stream.on("error", () => {}).resume();
  const closed = new Promise((resolve) => stream.once("close", resolve));
  stream.end(message(80_877_102, processId, secretKey));
  await closed;
}

function message(...words: number[]): Buffer {
  const buffer = Buffer.alloc(4 + 4 * words.length);
  buffer.writeInt32BE(buffer.length);
  for (const [index, word] of words.entries()) buffer.writeInt32BE(word, 4 + 4 * index);
  return buffer;
}
