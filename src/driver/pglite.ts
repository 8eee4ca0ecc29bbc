import { readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LimbeckError, messageOf } from "../diagnostic/index.js";
import type { Connection } from "./connection.js";
import { addEmptyExtensions } from "./pglite-extensions.js";
import type { PgliteInstance } from "./pglite-instance.js";
import { pgliteLibrary } from "./pglite-library.js";
import { pgliteSession } from "./pglite-session.js";

export interface PgliteOptions {
  /** Where the data is kept; in memory without it. Opened by one process at a time: see `lockDirectory`. */
  readonly directory?: string | undefined;
  /** A data directory that `dumpDataDir` of PGlite gave, to start from. */
  readonly loadDataDir?: Blob | File | undefined;
  /** The project whose PGlite is started, if it has its own; the working directory's by default. */
  readonly baseDir?: string | undefined;
  /** PGlite extensions by name, as PGlite takes them. */
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** Extensions that PGlite does not have, by PostgreSQL's names: empty ones take their place. */
  readonly emptyExtensions?: readonly string[] | undefined;
}

/** A connection that can also write its data directory out. */
export interface EmbeddedConnection extends Connection {
  readonly driver: "pglite";
  /** The data directory as an uncompressed tar file, for `loadDataDir`. Not inside a transaction. */
  dumpDataDir(): Promise<Blob>;
}

/**
 * Starts an embedded PostgreSQL in this process.
 *
 * @throws {LimbeckError} `driver-missing` without `@electric-sql/pglite`; `database-broken` when the
 * directory cannot be opened, or holds something else
 */
export async function openPglite(options: PgliteOptions = {}): Promise<EmbeddedConnection> {
  const { directory, baseDir = process.cwd() } = options;
  const { PGlite } = await loadPglite(baseDir);
  const started = directory === undefined ? async () => {} : await beginStart(directory);
  try {
    const instance = new PGlite({
      dataDir: directory === undefined ? "memory://" : `file://${directory}`,
      ...(options.loadDataDir && { loadDataDir: options.loadDataDir }),
      ...(options.extensions && { extensions: options.extensions }),
    } as ConstructorParameters<typeof PGlite>[0]);
    await instance.waitReady;
    await started();
    addEmptyExtensions(instance, options.emptyExtensions ?? []);
    const label = directory ?? "the embedded database";
    const wire = instance as unknown as PgliteInstance;
    const session = await pgliteSession(wire, label, () => instance.close());
    return extend(session, {
      dumpDataDir: () => instance.dumpDataDir("none"),
      emptyExtensions: options.emptyExtensions ?? [],
    });
  } catch (cause) {
    const where = directory ?? "in memory";
    throw new LimbeckError(
      "database-broken",
      `the embedded database ${where} could not be started (${messageOf(cause)})`,
      {
        hint: directory
          ? `If nothing in it is needed, delete ${directory} and run the command again.`
          : "Run the command again; less memory than PostgreSQL needs is the usual cause.",
        cause,
      },
    );
  }
}

async function loadPglite(baseDir: string): Promise<typeof import("@electric-sql/pglite")> {
  const library = pgliteLibrary(baseDir)?.find("@electric-sql/pglite");
  if (library) return library.load();
  throw new LimbeckError("driver-missing", "the embedded database is not installed", {
    hint: "Run `npm install @electric-sql/pglite`, or name a server: postgresql://…",
  });
}

/**
 * The first start fills the directory over seconds. A mark beside it tells a start that was killed
 * midway, whose half-filled directory would never open and holds nothing yet.
 */
async function beginStart(directory: string): Promise<() => Promise<void>> {
  const mark = `${directory}.new`;
  if (await exists(mark)) {
    for (const entry of await readdir(directory).catch(() => [])) {
      await rm(join(directory, entry), { recursive: true, force: true });
    }
  } else if (await exists(join(directory, "PG_VERSION"))) {
    return async () => {};
  } else if ((await readdir(directory).catch(() => [])).length > 0) {
    throw strangersIn(directory);
  }
  await writeFile(mark, "");
  return () => rm(mark, { force: true });
}

/** Somebody's files: a start that is killed midway would have them deleted by the next one. */
function strangersIn(directory: string): LimbeckError {
  return new LimbeckError(
    "database-broken",
    `${directory} is no embedded database, and holds other files`,
    { hint: "Name a folder of its own, which need not be there yet: pglite:.limbeck/db" },
  );
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** Adds to a session without freezing its getters. */
function extend(
  session: Connection,
  more: Pick<EmbeddedConnection, "dumpDataDir" | "emptyExtensions">,
): EmbeddedConnection {
  return Object.assign(session, { driver: "pglite" as const, ...more });
}
