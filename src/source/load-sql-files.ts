import { readFile } from "node:fs/promises";
import { LimbeckError, maskSql } from "../diagnostic/index.js";
import { mayReachBeyond } from "../dialect/postgres/reaches-beyond.js";
import { type SqlStatement, splitSql } from "../dialect/postgres/split-sql.js";
import { definedName } from "./defined-name.js";
import { shortPath } from "./find-files.js";
import { formerNames } from "./former-names.js";
import type { FileSummary, LoadedModels, ModelStatement, SourceContext } from "./model-source.js";
import { utf8Text } from "./utf8-text.js";

/**
 * Reads SQL files into statements, in the order given.
 *
 * @throws {LimbeckError} `models-invalid` for what is no part of a schema
 */
export async function loadSqlFiles(
  files: readonly string[],
  { baseDir, targetSchema }: SourceContext,
): Promise<LoadedModels> {
  const statements: ModelStatement[] = [];
  const summary: FileSummary[] = [];
  const former: Record<string, string> = {};
  const roles = new Set<string>();
  for (const path of files) {
    const file = shortPath(path, baseDir);
    const text = utf8Text(await readFile(path), file);
    const split = splitSql(text);
    const own = await readStatements(split, file, targetSchema, roles);
    Object.assign(former, formerNames(text, split, targetSchema));
    const tables = own.filter((s) => s.defines?.startsWith("table ")).length;
    summary.push({ file, tables, other: own.length - tables });
    statements.push(...own, ...searchPathReset(own, file, targetSchema));
  }
  const names = Object.keys(former).length > 0 ? { formerNames: former } : {};
  return { statements, files, summary, ...names, ...(roles.size > 0 && { roles: [...roles] }) };
}

async function readStatements(
  split: readonly SqlStatement[],
  file: string,
  targetSchema: string,
  roles: Set<string>,
): Promise<ModelStatement[]> {
  const found: ModelStatement[] = [];
  for (const { text: sql, line, psql } of split) {
    // What pg_dump writes around its output since PostgreSQL 18 (and the last 13 to 17).
    if (psql === "command" && /^\\(?:un)?restrict\b/.test(sql)) continue;
    if (psql) throw psqlOnly(sql, psql, file, line);
    // A model says what is, so the transaction around a dump means nothing here.
    if (/^(?:BEGIN|COMMIT|END|START\s+TRANSACTION)\b(?!\s+ATOMIC)/i.test(sql)) continue;
    // Files are read as UTF-8, whatever they were written for.
    if (/^SET\s+(?:SESSION\s+|LOCAL\s+)?client_encoding\b/i.test(sql)) continue;
    if (mayReachBeyond(sql)) {
      // Rare, and the compilers take time to load.
      const { remembered } = await import("../dialect/postgres/remembered.js");
      const instead = remembered(sql);
      for (const text of instead?.sql ?? [])
        found.push({ sql: text, written: maskSql(sql), file, line });
      for (const role of instead?.roles ?? []) roles.add(role);
      if (instead) continue;
    }
    const misplaced = outsideSchema.exec(sql);
    if (misplaced) throw notSchema(misplaced[0], file, line);
    const defines = definedName(sql, targetSchema);
    found.push({ sql, file, line, ...(defines === undefined ? {} : { defines }) });
  }
  return found;
}

/** What would leave the throwaway database, or the transaction it is loaded in. */
const outsideSchema =
  /^(?:(?:CREATE|ALTER|DROP)\s+(?:DATABASE|TABLESPACE|SUBSCRIPTION)|ALTER\s+SYSTEM|ROLLBACK|ABORT|SAVEPOINT|PREPARE\s+TRANSACTION)\b/i;

function notSchema(words: string, file: string, line: number): LimbeckError {
  const what = words.toUpperCase().replace(/\s+/g, " ");
  return new LimbeckError("models-invalid", `${file}:${line}: ${what} is not part of a schema`, {
    hint: "Remove the statement: models say what one database holds.",
    details: { file, line },
  });
}

function psqlOnly(sql: string, psql: "command" | "copy", file: string, line: number) {
  const what = psql === "copy" ? "COPY … FROM stdin" : sql.split(/\s/, 1)[0];
  return new LimbeckError(
    "models-invalid",
    `${file}:${line}: ${what} is ${psql === "copy" ? "data" : "a command"} for psql, not part of a schema`,
    {
      hint:
        psql === "copy"
          ? "Dump the schema alone: `pg_dump --schema-only`. Rows belong in a data step or a seed."
          : "Remove the line.",
      details: { file, line },
    },
  );
}

/** pg_dump empties the search path; the files and sources that follow must not inherit that. */
function searchPathReset(
  statements: readonly ModelStatement[],
  file: string,
  targetSchema: string,
): ModelStatement[] {
  if (!statements.some(({ sql }) => /^(?:SET|RESET|SELECT)\b[^;]*\bsearch_path\b/i.test(sql)))
    return [];
  const quoted = `"${targetSchema.replaceAll('"', '""')}"`;
  return [
    { sql: `SET search_path TO ${quoted}${targetSchema === "public" ? "" : ", public"}`, file },
  ];
}
