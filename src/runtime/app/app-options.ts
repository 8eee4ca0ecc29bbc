// The file, not the index: most starts of an application need nothing else of it.
import { type GivenConnection, openGiven } from "../../driver/given.js";
import type { Connection } from "../../driver/index.js";
import { refused } from "../refused.js";
import type { VersionTable } from "../version-table.js";
import type { Revisions } from "./revisions.js";

/** What every function of `limbeck/runtime` takes. */
export interface AppOptions {
  /** A `Pool` or a connected `Client` of `pg`, or a PGlite instance. Stays open. */
  readonly connection: GivenConnection;
  /** The list that `limbeck bundle` writes, or `folder("./dist/migrations")`. */
  readonly revisions: Revisions;
  /** The table that records which revisions are applied. Default `limbeck_version`. */
  readonly versionTable?: string | undefined;
  /** The schema of the version table. Default: the target schema. */
  readonly versionSchema?: string | undefined;
  /** The target schema: what a name without a schema stands for. Default `public`. */
  readonly schema?: string | undefined;
}

export function versionTableOf(options: AppOptions): VersionTable {
  return {
    name: options.versionTable ?? "limbeck_version",
    schema: options.versionSchema ?? targetSchemaOf(options),
  };
}

export function targetSchemaOf({ schema }: AppOptions): string {
  return schema ?? "public";
}

/** Runs on the application's connection and gives it back, whatever happens. */
export async function withGiven<Result>(
  given: GivenConnection,
  run: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await openGiven(given);
  try {
    return await run(connection);
  } catch (error) {
    throw refused(error, "the database");
  } finally {
    await connection.close();
  }
}
