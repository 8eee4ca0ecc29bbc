import { isAbsolute, relative, resolve } from "node:path";
import { LimbeckError } from "../diagnostic/index.js";
import type { GivenConnection } from "./given.js";
import { hideUrl, parseServerUrl } from "./server-url.js";

/** A database on a server. */
export interface ServerTarget {
  readonly kind: "server";
  /** Carries the password: for connecting, never for printing. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** For people: `db.example.com:5432/app as ana`. */
  readonly label: string;
}

/** A database inside this process. */
export interface EmbeddedTarget {
  readonly kind: "embedded";
  /** Absolute, or `:memory:`. */
  readonly directory: string;
  /** For people: `embedded .limbeck/db`. */
  readonly label: string;
}

/** A database that the application is connected to already. */
export interface GivenTarget {
  readonly kind: "given";
  readonly connection: GivenConnection;
  readonly label: string;
}

export type Target = ServerTarget | EmbeddedTarget | GivenTarget;

export interface TargetOptions {
  /** What relative paths start from: the configuration file's folder. */
  readonly baseDir: string;
  /** Stands in for what a URL leaves out (`PGHOST`, `PGUSER` …); `process.env` by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the name of a database: `postgresql://…` (or `postgres://…`), `pglite:PATH`,
 * `pglite::memory:`. Nothing is opened.
 *
 * @throws {LimbeckError} `url-invalid`
 * @example
 * parseTarget("pglite:.limbeck/db", { baseDir: "/app" }).label; // "embedded .limbeck/db"
 */
export function parseTarget(url: string, options: TargetOptions): ServerTarget | EmbeddedTarget {
  const text = url.trim();
  if (/^pglite:/i.test(text)) return embedded(text.slice("pglite:".length), options.baseDir);
  if (!/^postgres(ql)?:\/\//i.test(text)) {
    throw new LimbeckError(
      "url-invalid",
      `${described(text)} is not a database URL Limbeck knows`,
      {
        hint: accepted,
      },
    );
  }
  const { host, port, database, user } = parseServerUrl(
    text,
    options.baseDir,
    options.env ?? process.env,
  );
  const label = `${placeOf(host, port)}/${database} as ${user}`;
  return { kind: "server", url: text, host, port, database, user, label };
}

/** `host:port`, an IPv6 address in brackets. */
export function placeOf(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

const accepted =
  "Use postgresql://user:password@host:5432/database for a server, pglite:PATH for a database in a folder, or pglite::memory: for one that is gone when the process ends.";

function embedded(path: string, baseDir: string): EmbeddedTarget {
  if (path === ":memory:") return { kind: "embedded", directory: path, label: `embedded ${path}` };
  if (path.trim() === "" || /^\/\/(?!\/)/.test(path)) {
    const why = path.trim() === "" ? "names no folder" : "has slashes as a URL has";
    throw new LimbeckError("url-invalid", `"pglite:${path}" ${why}`, {
      hint: "Write the path right after the colon: pglite:.limbeck/db, or pglite::memory:.",
    });
  }
  const directory = resolve(baseDir, path);
  const inside = relative(baseDir, directory);
  const near = inside !== "" && !inside.startsWith("..") && !isAbsolute(inside);
  const shown = near ? inside.replaceAll("\\", "/") : directory;
  return { kind: "embedded", directory, label: `embedded ${shown}` };
}

function described(text: string): string {
  return text === "" ? "an empty text" : `"${hideUrl(text)}"`;
}
