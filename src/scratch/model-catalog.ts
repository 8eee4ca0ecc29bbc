import type { Catalog } from "../catalog/index.js";
import { LimbeckError, maskSql, messageOf } from "../diagnostic/index.js";
import { ident, type ReadOptions, readCatalog } from "../dialect/index.js";
import { type Connection, DatabaseError, failingPlace } from "../driver/index.js";
import type { AnyOperation } from "../operation/index.js";
import { inScratch, planStatements } from "../plan/index.js";
import type { LoadedModels, ModelStatement } from "../source/index.js";
import { extensionHint } from "./extension-hint.js";
import { searchPath } from "./frame.js";
import { refuseBrokenBodies } from "./routine-bodies.js";
import { makeStubRole, withStubRoles } from "./stub-roles.js";

/** What is still done to what the models built: renames. */
export type Settle = (catalog: Catalog) => readonly AnyOperation[];

/**
 * Loads models into an empty database, reads what they built, and takes everything back.
 *
 * @throws {LimbeckError} `models-invalid` with file, line and the server's message
 */
export function catalogOfModels(
  connection: Connection,
  models: LoadedModels,
  read: ReadOptions,
  settle?: Settle,
): Promise<Catalog> {
  return withStubRoles(connection, () => loadAll(connection, models, read, settle));
}

async function loadAll(
  connection: Connection,
  models: LoadedModels,
  read: ReadOptions,
  settle: Settle | undefined,
): Promise<Catalog> {
  const { targetSchema = "public" } = read;
  await connection.script("BEGIN; SET LOCAL check_function_bodies = off");
  try {
    // On a server the rollback takes them away again; in one order, so that none waits in a circle.
    for (const role of [...(models.roles ?? [])].sort()) await stubRole(connection, role);
    if (targetSchema !== "public")
      await connection.script(`CREATE SCHEMA IF NOT EXISTS ${ident(targetSchema)}`);
    for (const group of byFile(models.statements)) await loadFile(connection, group, targetSchema);
    await refuseBrokenBodies(connection, models.statements);
    const readAll = async (): Promise<Catalog> => {
      const catalog = await readCatalog(connection, { ...read, inTransaction: true });
      return {
        ...catalog,
        unsupported: [...catalog.unsupported, ...rowsIn(models.statements, read)],
      };
    };
    const catalog = await readAll();
    const operations = settle?.(catalog) ?? [];
    if (operations.length === 0) return catalog;
    for (const { sql } of inScratch(planStatements(operations, connection.server)))
      await connection.script(sql).catch((error: unknown) => {
        throw unsettled(error, sql);
      });
    return await readAll();
  } finally {
    await connection.script("ROLLBACK");
  }
}

/** What a file inserts gets into no database, unless a kind of the project's own compares rows. */
function rowsIn(statements: readonly ModelStatement[], { kinds = [] }: ReadOptions): string[] {
  if (kinds.some(({ rows }) => rows)) return [];
  const files = statements.filter(({ sql }) => /^insert\b/i.test(sql)).map(({ file }) => file);
  return [...new Set(files)].map((file) => `rows that ${file} inserts`);
}

function unsettled(error: unknown, sql: string): LimbeckError {
  return new LimbeckError("config-invalid", `namingConvention: ${messageOf(error)}\n  ${sql}`, {
    hint: "Two things would have one name: give one of them a name in the models.",
    cause: error,
  });
}

async function stubRole(connection: Connection, role: string): Promise<void> {
  const [known] = await connection.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
  if (!known) await makeStubRole(connection, role);
}

async function loadFile(
  connection: Connection,
  statements: readonly ModelStatement[],
  targetSchema: string,
): Promise<void> {
  // A dump may have left another search path behind.
  const texts = [searchPath(targetSchema), ...statements.map((s) => inTransaction(s.sql))];
  try {
    await connection.script(texts.join(";\n"));
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const place = failingPlace(texts, error);
    const statement = statements[place.statement - 1] ?? statements[0]!;
    throw refused(error, statement, place.below, extensionHint(connection, error));
  }
}

function refused(
  error: DatabaseError,
  statement: ModelStatement,
  below: number,
  hint: string | undefined,
): LimbeckError {
  const { file, label, sql, written = sql } = statement;
  // Lines of what was compiled from a model, or stands in for it, are none of its file.
  const own = label === undefined && written === sql;
  const line = own && statement.line ? statement.line + below : statement.line;
  const at = [line === undefined ? file : `${file}:${line}`, label && `(${label})`].filter(Boolean);
  const said = [error.message, error.server.detail, error.server.hint].filter(Boolean).join(" · ");
  return new LimbeckError(
    "models-invalid",
    `${at.join(" ")}: ${said}\n  ${maskSql(written).replaceAll("\n", "\n  ")}`,
    {
      hint: hint ?? (/^drop\b/i.test(written) ? dropHint : undefined),
      cause: error,
      details: { file, line, sqlState: error.server.sqlState },
    },
  );
}

const dropHint =
  "Models are loaded into an empty database: leave it out, or say IF EXISTS, as `pg_dump --clean --if-exists` does.";

function inTransaction(sql: string): string {
  return sql.replace(/^(create\s+(?:unique\s+)?index)\s+concurrently\b/i, "$1");
}

function byFile(statements: readonly ModelStatement[]): ModelStatement[][] {
  const groups: ModelStatement[][] = [];
  for (const statement of statements) {
    const current = groups.at(-1);
    if (current && current[0]!.file === statement.file) current.push(statement);
    else groups.push([statement]);
  }
  return groups;
}
