import { readFile } from "node:fs/promises";
import type { ConnectionOptions } from "node:tls";
import { LimbeckError, messageOf } from "../diagnostic/index.js";
import type { ServerAddress, SslMode } from "./server-url.js";

/** How one attempt to connect treats TLS: without, with if the server offers it, or only with. */
export type TlsMode = "never" | "offered" | "must";

export interface TlsPlan {
  readonly mode: TlsMode;
  readonly options?: ConnectionOptions | undefined;
}

/** The attempts an `sslmode` allows, in order, as libpq makes them. Unix sockets never use TLS. */
export function tlsAttempts(sslmode: SslMode, host: string): TlsMode[] {
  if (host.startsWith("/") || sslmode === "disable") return ["never"];
  if (sslmode === "allow") return ["never", "must"];
  if (sslmode === "prefer") return ["offered", "never"];
  return ["must"];
}

/** What an `sslmode` checks: nothing, that an authority signed the certificate, or the name as well. */
export function tlsChecks(sslmode: SslMode, hasRoot: boolean): "nothing" | "authority" | "name" {
  if (sslmode === "verify-full") return "name";
  if (sslmode === "verify-ca") return "authority";
  return sslmode === "require" && hasRoot ? "authority" : "nothing";
}

/** Reads the certificates an address names and gives the options for `node:tls`. */
export async function tlsOptions(address: ServerAddress): Promise<ConnectionOptions> {
  const { sslrootcert: root } = address;
  const checks = tlsChecks(address.sslmode, root !== undefined);
  const [ca, cert, key] = await Promise.all([
    root === "system" ? undefined : read("sslrootcert", root),
    read("sslcert", address.sslcert),
    read("sslkey", address.sslkey),
  ]);
  return {
    rejectUnauthorized: checks !== "nothing",
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(checks === "authority" && root !== "system" && { checkServerIdentity: () => undefined }),
  };
}

async function read(setting: string, path: string | undefined): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path);
  } catch (cause) {
    throw new LimbeckError("url-invalid", `${setting} cannot be read (${messageOf(cause)})`, {
      hint: `Correct ${setting} in the database URL; a relative path starts from the configuration file's folder.`,
      cause,
    });
  }
}
