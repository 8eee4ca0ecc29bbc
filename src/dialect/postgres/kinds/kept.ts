import type { Statement } from "../../../operation/index.js";
import { quoteText } from "../quote.js";

/**
 * What reaches beyond a database is never made for a throwaway one, which remembers it instead: as
 * a setting of its own, an object of JSON by name.
 */
export type Remembered = "subscriptions" | "roles" | "memberships";

/** SQL for what a throwaway database remembers. */
export function keptIn(what: Remembered): string {
  return `coalesce(${databaseSetting(what)}, '{}')::json`;
}

/** SQL for what kind of throwaway database this is: `embedded`, `server`, or NULL where it is none. */
export const throwaway = databaseSetting("scratch");

/** The statement that makes a database a throwaway one. */
export function markThrowaway(place: "embedded" | "server"): string {
  return `DO $limbeck$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET limbeck.scratch TO ${place}', current_database());
  END $limbeck$`;
}

export function isKept(setting: string): boolean {
  return setting.startsWith("limbeck.");
}

/** A change of what is remembered. */
export interface Keeping {
  readonly name: string;
  readonly said?: unknown;
  /** PL/pgSQL that comes first: it refuses what the server would. */
  readonly first?: string;
  /** SQL of `name`, `said` and what was remembered, by its own word: what is from now on. */
  readonly changes: { readonly [What in Remembered]?: string };
  /** Other things that the SQL asks for. */
  readonly reads?: readonly Remembered[];
}

/** SQL that makes a throwaway database remember a change, as the server would make it. */
export function keep({ name, said = {}, first = "", changes, reads = [] }: Keeping): string {
  const changed = Object.keys(changes) as Remembered[];
  const known = [...new Set([...changed, ...reads])];
  return `DO $limbeck$ DECLARE
    name text := ${quoteText(name)};
    said jsonb := ${quoteText(JSON.stringify(said))};
    ${known.map((what) => `${what} jsonb := ${keptIn(what)};`).join("\n    ")}
  BEGIN
    ${first}
    ${changed
      .map(
        (what) =>
          `EXECUTE format('ALTER DATABASE %I SET limbeck.${what} TO %L', current_database(), ${changes[what]});`,
      )
      .join("\n    ")}
  END $limbeck$`;
}

/** Statements that reach beyond a database, and what a throwaway one is sent for all of them. */
export function outside(statements: readonly string[], instead: string): Statement[] {
  return statements.map((sql, i) => ({ sql, outside: true, ...(i === 0 && { instead }) }));
}

/** PL/pgSQL that raises an error, if `condition` holds. */
export function refuse(condition: string, message: string): string {
  return `IF ${condition} THEN RAISE EXCEPTION ${quoteText(message.replaceAll("%", "%%"))}; END IF;`;
}

function databaseSetting(what: Remembered | "scratch"): string {
  const key = `limbeck.${what}=`;
  return `(SELECT max(substr(c, ${key.length + 1})) FROM pg_db_role_setting r
    JOIN pg_database d ON d.oid = r.setdatabase AND d.datname = current_database(), unnest(r.setconfig) c
    WHERE r.setrole = 0 AND starts_with(c, '${key}'))`;
}
