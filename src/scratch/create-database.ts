import { LimbeckError, messageOf } from "../diagnostic/index.js";
import { ident } from "../dialect/index.js";
import { parseTarget, withConnection } from "../driver/engines.js";

/** A database beside the one that a URL names. */
export interface CreatedDatabase {
  readonly url: string;
  /** Cuts off who is still connected. */
  drop(): Promise<void>;
}

/**
 * Makes a database on the server of `url`, empty or as a copy of another one.
 *
 * @throws {LimbeckError} `unsupported` where the role may not
 */
export async function createDatabase(
  url: string,
  options: { readonly baseDir: string; readonly name: string; readonly template?: string },
): Promise<CreatedDatabase> {
  const { baseDir, name, template = "template0" } = options;
  const run = (sql: string) =>
    withConnection(url, { baseDir }, async (admin) => void (await admin.query(sql)));
  try {
    await run(`CREATE DATABASE ${ident(name)} TEMPLATE ${ident(template)}`);
  } catch (cause) {
    const target = parseTarget(url, { baseDir });
    throw new LimbeckError(
      "unsupported",
      `no scratch database could be created: ${messageOf(cause)}`,
      {
        hint: `Give the role the right to: ALTER ROLE ${target.kind === "server" ? target.user : "…"} CREATEDB;`,
        cause,
      },
    );
  }
  return {
    url: databaseUrl(url, name),
    drop: () => run(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`),
  };
}

/** The URL of another database of the same server. */
export function databaseUrl(url: string, name: string): string {
  const inside = new URL(url);
  inside.pathname = `/${encodeURIComponent(name)}`;
  return inside.href;
}
