import type {
  ColumnChanges,
  ColumnCompression,
  ColumnSpec,
  ColumnStorage,
  CompileContext,
  Statement,
} from "../../../operation/index.js";
import { optionActions, optionsOf, settingChange, spec } from "../kind.js";
import { ident, quoteText } from "../quote.js";

/** How a column's values are kept and looked at: nothing a query would show. */
export type ColumnStorageData = Pick<
  ColumnSpec,
  "storage" | "compression" | "statistics" | "options"
>;

export interface StorageRow {
  storage: keyof typeof storages | null;
  compression: keyof typeof compressions | "";
  statistics: number | null;
  options: string[] | null;
}

const storages = { p: "plain", e: "external", x: "extended", m: "main" } as const;
const compressions = { p: "pglz", l: "lz4" } as const;

/** What to select of an attribute `a` whose type is `t`. */
export function storageColumns(major: number): string {
  return `CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage END AS storage,
        ${major >= 14 ? "a.attcompression" : "''"} AS compression,
        CASE WHEN a.attstattarget >= 0 THEN a.attstattarget::integer END AS statistics, a.attoptions AS options`;
}

export function storageData(row: StorageRow): ColumnStorageData {
  return spec<ColumnStorageData>({
    storage: row.storage && (storages[row.storage] as ColumnStorage),
    compression: row.compression !== "" && (compressions[row.compression] as ColumnCompression),
    ...(row.statistics !== null && { statistics: row.statistics }),
    options: optionsOf(row.options),
  });
}

/** What changes from one to the other; another type brings its own storage and compression. */
export function storageChange(
  from: ColumnStorageData,
  to: ColumnStorageData,
  retyped: boolean,
): ColumnChanges {
  const former = retyped ? { ...from, storage: undefined, compression: undefined } : from;
  const options = settingChange(from.options, to.options);
  return {
    ...(former.storage !== to.storage && { storage: to.storage ?? null }),
    ...(former.compression !== to.compression && { compression: to.compression ?? null }),
    ...(former.statistics !== to.statistics && { statistics: to.statistics ?? null }),
    ...(options && { options }),
  };
}

/** One `ALTER TABLE` for all of it, if there is any. */
export function storageStatements(
  table: string,
  column: string,
  changes: ColumnChanges | ColumnStorageData,
  context?: CompileContext,
): Statement[] {
  const { storage, compression, statistics, options } = changes;
  const actions = [
    ...(storage ? [`SET STORAGE ${storage.toUpperCase()}`] : []),
    ...(storage === null && !lacksDefault(context) ? ["SET STORAGE DEFAULT"] : []),
    ...(compression === undefined ? [] : [`SET COMPRESSION ${compression ?? "DEFAULT"}`]),
    ...(statistics === undefined ? [] : [`SET STATISTICS ${statistics ?? -1}`]),
    ...optionActions(options),
  ].map((action) => `ALTER COLUMN ${ident(column)} ${action}`);
  const text = actions.length > 1 ? `\n  ${actions.join(",\n  ")}` : ` ${actions[0]}`;
  return [
    ...(storage === null && lacksDefault(context) ? [usualStorage(table, column)] : []),
    ...(actions.length > 0 ? [{ sql: `ALTER TABLE ${table}${text}` }] : []),
  ];
}

/** `SET STORAGE DEFAULT` comes with PostgreSQL 16. */
function lacksDefault(context?: CompileContext): boolean {
  return context !== undefined && context.major < 16;
}

/** Before it, the storage of the column's type has to be looked up by the server. */
function usualStorage(table: string, column: string): Statement {
  const where = `attrelid = ${quoteText(table)}::regclass AND attname = ${quoteText(column)}`;
  const words = `CASE t.typstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END`;
  const alter = `ALTER TABLE ${table} ALTER COLUMN ${ident(column)} SET STORAGE %s`;
  return {
    sql: `DO $limbeck$ BEGIN EXECUTE format(${quoteText(alter)}, (SELECT ${words} FROM pg_attribute JOIN pg_type t ON t.oid = atttypid WHERE ${where})); END $limbeck$`,
  };
}
