import type { Socket } from "node:net";
import { LimbeckError } from "../diagnostic/index.js";
import type { Connection } from "./connection.js";
import { loadPg } from "./load-pg.js";
import { cancelRequest, openStream, TlsFailure } from "./negotiate.js";
import type { WireClient } from "./pg-library.js";
import { serverInfo, sessionOf } from "./pg-session.js";
import { isServerError } from "./server-error.js";
import { parseServerUrl, type ServerAddress } from "./server-url.js";
import { placeOf } from "./target.js";
import { type TlsMode, type TlsPlan, tlsAttempts, tlsOptions } from "./tls.js";

export interface PostgresOptions {
  /** What relative paths of certificates start from; the working directory by default. */
  readonly baseDir?: string;
  /** Used where neither the URL nor `PGAPPNAME` names the application; `limbeck` by default. */
  readonly applicationName?: string;
  /** Milliseconds the server has to answer, where that is less than `connect_timeout`. */
  readonly connectMs?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Opens one session on a server. `sslmode` means what it means to libpq (`prefer` by default), and
 * `connect_timeout` is 10 s by default, over all attempts.
 *
 * @throws {LimbeckError} `database-unreachable`, `database-auth`, `database-missing`, `database-tls`,
 * `url-invalid`
 */
export async function openPostgres(
  url: string,
  options: PostgresOptions = {},
): Promise<Connection> {
  const given = parseServerUrl(url, options.baseDir ?? process.cwd(), options.env ?? process.env);
  const { connectMs = Number.POSITIVE_INFINITY } = options;
  const connectTimeout = Math.min(given.connectTimeout || connectMs, connectMs);
  const address = Number.isFinite(connectTimeout) ? { ...given, connectTimeout } : given;
  const modes = tlsAttempts(address.sslmode, address.host);
  const started = performance.now();
  // One deadline for everything, so that two attempts do not wait twice.
  const deadline =
    address.connectTimeout === 0 ? Number.POSITIVE_INFINITY : started + address.connectTimeout;
  for (const [index, mode] of modes.entries()) {
    try {
      return await attempt(address, mode, deadline, options.applicationName ?? "limbeck");
    } catch (error) {
      if (index + 1 < modes.length && mayTryNext(error)) continue;
      const { connectError } = await import("./connect-error.js");
      throw connectError(error, address, performance.now() - started);
    }
  }
  throw new LimbeckError("internal", "no attempt to connect was made");
}

/** As libpq: only what another TLS setting can change, a failed handshake or a rule of `pg_hba.conf`. */
function mayTryNext(error: unknown): boolean {
  return error instanceof TlsFailure || (isServerError(error) && error.code === "28000");
}

async function attempt(
  address: ServerAddress,
  mode: TlsMode,
  deadline: number,
  applicationName: string,
): Promise<Connection> {
  const plan: TlsPlan = mode === "never" ? { mode } : { mode, options: await tlsOptions(address) };
  const left = () => Math.max(1, Math.ceil(deadline - performance.now()));
  const signal = Number.isFinite(deadline) ? AbortSignal.timeout(left()) : undefined;
  const stream = await openStream(address, plan, signal);
  stream.on("error", () => {}); // pg listens from its own connect on; before that nobody would.
  const { Client } = loadPg();
  const client = new Client({
    ...sessionConfig(address, applicationName),
    stream: () => connected(stream),
    ...(Number.isFinite(deadline) && { connectionTimeoutMillis: left() }),
  });
  const wire = client as unknown as WireClient;
  let version = "";
  wire.connection?.on(
    "parameterStatus",
    (status: { parameterName: string; parameterValue: string }) => {
      if (status.parameterName === "server_version") version = status.parameterValue;
    },
  );
  try {
    await client.connect();
  } catch (error) {
    client.on("error", () => {});
    stream.destroy();
    throw error;
  }
  return sessionOf(wire, {
    driver: "pg",
    server: serverInfo(version),
    label: `${placeOf(address.host, address.port)}/${address.database}`,
    cancel: async () => {
      const { processID, secretKey } = wire;
      // The request goes the way the session went: an offer that was declined is declined again.
      if (processID && secretKey) await cancelRequest(address, plan, processID, secretKey);
    },
    close: () => wire.end(),
  });
}

function sessionConfig(address: ServerAddress, applicationName: string) {
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    database: address.database,
    password: () => passwordOf(address),
    application_name: address.applicationName ?? applicationName,
    ...(address.options !== undefined && { options: address.options }),
    enableChannelBinding: address.channelBinding,
    ssl: false, // settled before pg gets the stream
    sslnegotiation: "postgres" as const,
  };
}

/** Called only when the server asks for a password. */
async function passwordOf(address: ServerAddress): Promise<string> {
  if (address.password !== undefined) return address.password;
  const { passwordFromFile } = await import("./password-file.js");
  const password = await passwordFromFile(address);
  if (password !== undefined) return password;
  const place = placeOf(address.host, address.port);
  throw new LimbeckError(
    "database-auth",
    `${place} asks for a password of ${address.user}, and none is given`,
    { hint: "Put it into the database URL (postgresql://user:password@…), or set PGPASSWORD." },
  );
}

/** Lets pg "connect" a stream that is connected already. */
function connected(stream: Socket): Socket {
  stream.connect = () => {
    process.nextTick(() => stream.emit("connect"));
    return stream;
  };
  return stream;
}
