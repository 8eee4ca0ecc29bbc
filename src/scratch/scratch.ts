import { randomBytes } from "node:crypto";
import { LimbeckError } from "../diagnostic/index.js";
import { markThrowaway } from "../dialect/index.js";
import {
  type Connection,
  findExtensions,
  openConnection,
  openPglite,
  parseTarget,
  pgliteLibrary,
} from "../driver/engines.js";
import { createDatabase } from "./create-database.js";
import { keepTemplate, readTemplate } from "./pglite-template.js";

export interface ScratchOptions {
  /** What the work will create, by PostgreSQL's names. */
  readonly extensions: readonly string[];
  /** A server where databases may be created; without it an embedded one is used. */
  readonly url?: string | undefined;
  /** The database that is being migrated: never a scratch. */
  readonly notUrl?: string | undefined;
  readonly baseDir: string;
}

/** A throwaway database, until it is closed. */
export interface Scratch {
  readonly connection: Connection;
  /** Of a database on a server, for other connections. */
  readonly url?: string;
  /** Closes the connection and takes the database away. */
  close(): Promise<void>;
}

/**
 * Makes an empty throwaway database.
 *
 * The embedded one starts from a data directory that was booted before (about half a second
 * instead of two); the first start ever makes it.
 */
export async function openScratch(options: ScratchOptions): Promise<Scratch> {
  if (options.url !== undefined) return openServerScratch(options.url, options);
  const { baseDir } = options;
  const { modules, missing } = await findExtensions(options.extensions, baseDir);
  const version = pgliteLibrary(baseDir)?.version ?? "unknown";
  const template = await readTemplate(version);
  const connection = await openPglite({
    baseDir,
    extensions: modules,
    emptyExtensions: missing,
    loadDataDir: template,
  });
  if (!template) await keepTemplate(version, await connection.dumpDataDir());
  await connection.script(markThrowaway("embedded"));
  return { connection, close: () => connection.close() };
}

async function openServerScratch(
  url: string,
  { baseDir, notUrl }: ScratchOptions,
): Promise<Scratch> {
  const target = parseTarget(url, { baseDir });
  if (target.kind !== "server")
    throw new LimbeckError("config-invalid", "scratch.url must name a PostgreSQL server", {
      hint: "Leave scratch.url out to use the embedded database.",
    });
  if (notUrl !== undefined && parseTarget(notUrl, { baseDir }).label === target.label)
    throw new LimbeckError(
      "config-invalid",
      "scratch.url names the very database that is migrated",
      {
        hint: "Name another database of that server; scratch databases are made beside it.",
      },
    );
  const name = `limbeck_scratch_${randomBytes(6).toString("hex")}`;
  const database = await createDatabase(url, { baseDir, name });
  try {
    const connection = await openConnection(database.url, { baseDir });
    const close = () => connection.close().finally(database.drop);
    await connection.script(markThrowaway("server"));
    return { connection, url: database.url, close };
  } catch (error) {
    await database.drop();
    throw error;
  }
}
