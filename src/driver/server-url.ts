import { homedir, userInfo } from "node:os";
import { resolve } from "node:path";
import { LimbeckError } from "../diagnostic/index.js";

export const sslModes = [
  "disable",
  "allow",
  "prefer",
  "require",
  "verify-ca",
  "verify-full",
  "no-verify",
] as const;

export type SslMode = (typeof sslModes)[number];

/** Where a server is and how to enter it: a URL, completed from the environment. Holds a password. */
export interface ServerAddress {
  /** A name, an address, or the directory of a Unix socket (starts with `/`). */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password: string | undefined;
  readonly sslmode: SslMode;
  /** Absolute paths; `system` as a root certificate means those that Node trusts. */
  readonly sslrootcert: string | undefined;
  readonly sslcert: string | undefined;
  readonly sslkey: string | undefined;
  readonly channelBinding: boolean;
  /** Milliseconds; 0 waits for ever. */
  readonly connectTimeout: number;
  readonly applicationName: string | undefined;
  /** Command line options for the session, as `-c name=value`. */
  readonly options: string | undefined;
  /** Where the passwords of `~/.pgpass` are kept. */
  readonly passwordFile: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const shape =
  /^postgres(?:ql)?:\/\/(?:([^:/?@]*)(?::([^@/]*))?@)?(\[[^\]]*\]|[^:/?@]*)(?::([^/?@]*))?(?:\/([^?]*))?(?:\?(.*))?$/is;

/**
 * Reads a PostgreSQL URL as libpq does, the environment (`PGHOST`, `PGUSER` …) standing in for what
 * it leaves out. Settings that other tools put into the query (`schema`, `pgbouncer`) are ignored.
 *
 * @param baseDir what the paths of certificates are relative to
 * @throws {LimbeckError} `url-invalid`, with all before the host hidden
 */
export function parseServerUrl(url: string, baseDir: string, env: Environment): ServerAddress {
  const match = shape.exec(url.trim());
  if (!match) {
    throw invalid(
      url,
      "is not written as postgresql://user:password@host:port/database",
      "In a password, write @ as %40, / as %2F, : as %3A and % as %25.",
    );
  }
  if (/:\*\*\*@|[?&]password=\*\*\*(?:&|$)/.test(url)) {
    throw invalid(
      url,
      "has *** where the password was: none is ever shown",
      'Put the password in its place, or name a variable that holds the whole: `--url "$DATABASE_URL"`.',
    );
  }
  const [user, password, host, port, database] = match
    .slice(1, 6)
    .map((part) => (part === undefined ? undefined : decode(url, part)));
  const query = readQuery(url, match[6] ?? "");
  const pick = (name: string, part: string | undefined, variable: string) =>
    query.get(name) || part || env[variable] || undefined;
  const path = (name: string, variable: string) => {
    const value = pick(name, undefined, variable);
    return value === undefined || value === "system" ? value : resolve(baseDir, value);
  };
  const sslrootcert = path("sslrootcert", "PGSSLROOTCERT");
  const who = pick("user", user, "PGUSER") ?? systemUser();
  return {
    host: pick("host", host?.replace(/^\[(.*)\]$/, "$1"), "PGHOST") ?? "localhost",
    port: readPort(url, pick("port", port, "PGPORT") ?? "5432"),
    user: who,
    database: pick("dbname", database, "PGDATABASE") ?? who,
    password: pick("password", password, "PGPASSWORD"),
    sslmode: readSslMode(
      url,
      pick("sslmode", undefined, "PGSSLMODE") ?? sslFlag(query),
      sslrootcert,
    ),
    sslrootcert,
    sslcert: path("sslcert", "PGSSLCERT"),
    sslkey: path("sslkey", "PGSSLKEY"),
    channelBinding: pick("channel_binding", undefined, "PGCHANNELBINDING") === "require",
    connectTimeout: readTimeout(url, pick("connect_timeout", undefined, "PGCONNECT_TIMEOUT")),
    applicationName: pick("application_name", undefined, "PGAPPNAME"),
    options: pick("options", undefined, "PGOPTIONS"),
    passwordFile: env.PGPASSFILE ?? resolve(homedir(), ".pgpass"),
  };
}

const knownSsl =
  /^(ssl|sslmode|sslrootcert|sslcert|sslkey|sslnegotiation|sslcompression|sslcrl|sslsni)$/;

function readQuery(url: string, text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.split("&").filter((each) => each !== "")) {
    const [name = "", ...value] = pair.split("=");
    const key = decode(url, name);
    // A misspelt setting about security must not be passed over in silence.
    if (/^ssl/i.test(key) && !knownSsl.test(key)) {
      throw invalid(
        url,
        `has a setting that is not known, ${key}`,
        "Use sslmode, sslrootcert, sslcert, sslkey.",
      );
    }
    query.set(key, decode(url, value.join("=")));
  }
  return query;
}

/** `ssl=true` is how other drivers write `sslmode=require`. */
function sslFlag(query: Map<string, string>): string | undefined {
  const flag = query.get("ssl");
  if (flag === undefined || flag === "no-verify") return flag;
  return flag === "true" || flag === "1" || flag === "" ? "require" : "disable";
}

function readSslMode(url: string, text: string | undefined, root: string | undefined): SslMode {
  const mode = text ?? (root === "system" ? "verify-full" : "prefer");
  const known = sslModes.find((each) => each === mode);
  if (!known)
    throw invalid(
      url,
      `asks for sslmode=${mode}`,
      `Use one of ${sslModes.slice(0, 6).join(", ")}.`,
    );
  if (known === "verify-ca" && (root === undefined || root === "system")) {
    throw invalid(
      url,
      "asks for sslmode=verify-ca without sslrootcert",
      "Name the certificate of your authority with sslrootcert=FILE, or use sslmode=verify-full.",
    );
  }
  return known;
}

function readPort(url: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) {
    throw invalid(
      url,
      "has a port that is not a number from 1 to 65535",
      "In a password, write @ as %40, / as %2F and : as %3A.",
    );
  }
  return port;
}

function readTimeout(url: string, text: string | undefined): number {
  if (text === undefined) return 10_000;
  const seconds = Number(text);
  if (!Number.isFinite(seconds)) {
    throw invalid(
      url,
      "has a connect_timeout that is not a number of seconds",
      "Write connect_timeout=10.",
    );
  }
  return Math.max(0, seconds * 1000);
}

function decode(url: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(
      url,
      "has a % that is not followed by two hexadecimal digits",
      "Write a plain % as %25.",
    );
  }
}

function systemUser(): string {
  return process.env.USER || process.env.USERNAME || userInfo().username;
}

function invalid(url: string, why: string, hint: string): LimbeckError {
  return new LimbeckError("url-invalid", `the database URL ${hideUrl(url)} ${why}`, { hint });
}

/** Hides more than the password: where a URL is malformed, nobody can tell where a password ends. */
export function hideUrl(url: string): string {
  return url
    .trim()
    .replace(/:\/\/.*@/s, "://***@")
    .replace(/\?.*$/s, "?…");
}
