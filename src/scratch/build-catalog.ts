import type { Catalog } from "../catalog/index.js";
import { emptyCatalog } from "../catalog/index.js";
import { LimbeckError } from "../diagnostic/index.js";
import { kindsFor, type ReadOptions } from "../dialect/index.js";
import { diff } from "../diff/index.js";
import type { Connection } from "../driver/index.js";
import { type AnyOperation, spelledOut } from "../operation/index.js";
import { inScratch, planStatements } from "../plan/index.js";
import type { LoadedModels } from "../source/index.js";
import { extensionsOf } from "./extensions.js";
import { catalogOfModels } from "./model-catalog.js";
import { replay } from "./replay.js";
import type { ScratchPool } from "./scratch-pool.js";

/** Builds what a catalog holds in an empty database: another server's state, made here. */
export async function buildCatalog(
  connection: Connection,
  catalog: Catalog,
  read: ReadOptions,
): Promise<void> {
  const operations = spelledOut(wholeOf(catalog, connection.server.major, read));
  const run = (op: Record<string, (...args: unknown[]) => void>) => {
    for (const { kind, args } of operations) op[kind]!(...args);
  };
  await replay(
    connection,
    [{ revision: "the database", run: run as never }],
    read.targetSchema ?? "public",
  );
}

/**
 * The same state in the words of scratch: servers of two majors may write one thing differently.
 *
 * @throws {LimbeckError} `rebuild-failed` for what scratch cannot hold
 */
export async function rebuiltCatalog(
  scratch: ScratchPool,
  catalog: Catalog,
  read: ReadOptions,
  label: string,
): Promise<Catalog> {
  const connection = await scratch.empty(extensionsOf(catalog));
  const { major } = connection.server;
  if (major === catalog.major) return catalog;
  const planned = inScratch(planStatements(wholeOf(catalog, major, read), { major }));
  const statements = planned.map(({ sql }) => ({ sql, file: label }));
  const models: LoadedModels = { statements, files: [], summary: [] };
  try {
    const rebuilt = await catalogOfModels(connection, models, read);
    // What cannot be compared cannot be made either, but must still be named.
    return { ...rebuilt, unsupported: catalog.unsupported };
  } catch (error) {
    if (!(error instanceof LimbeckError) || error.code !== "models-invalid") throw error;
    throw new LimbeckError(
      "rebuild-failed",
      `PostgreSQL ${catalog.major} cannot be made again in the throwaway PostgreSQL ${major}: ${error.message}`,
      {
        hint: rebuildHint(error, catalog),
        cause: error,
        details: error.details,
      },
    );
  }
}

/** Where the database lacks what it has, it was made in the wrong order: nobody but us can mend that. */
function rebuildHint({ message, details }: LimbeckError, { objects }: Catalog): string {
  const server = `Name a server of the same version for throwaway databases, in limbeck.config.ts: scratch: { url: env("SCRATCH_URL") }`;
  const [said = ""] = message.split("\n");
  const names = [...said.matchAll(/"([^"]+)"|function ([\w.]+)\(/g)].map(
    ([, quoted, routine]) => (quoted ?? routine)!.split(".").at(-1)!,
  );
  const wanted = [...objects.values()].find(
    ({ name, parent }) => parent === undefined && names.includes(name.replace(/\(.*/, "")),
  );
  if (!undefinedObject.has(String(details?.sqlState)) || !wanted) return server;
  return `${wanted.id} is in the database: Limbeck made things in the wrong order, which is a bug worth a report.\n${server}\nNothing has to be made again there.`;
}

/** What PostgreSQL calls a table, function, type, column or schema that is not there. */
const undefinedObject = new Set(["42P01", "42883", "42704", "42703", "3F000"]);

function wholeOf(catalog: Catalog, major: number, read: ReadOptions): readonly AnyOperation[] {
  return diff(emptyCatalog(major), catalog, kindsFor(read)).operations;
}
