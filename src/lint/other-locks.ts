import { qualified } from "../dialect/index.js";
import type { EnumColumn, OnTable } from "../operation/index.js";
import { brief, type LockRules, type TableLock, tableOf } from "./table-lock.js";

const alone = ([, , on]: readonly [unknown, unknown, OnTable]) => [brief(tableOf(on))];
const onTable = ([, on]: readonly [unknown, OnTable]) => [brief(tableOf(on))];

/** Of what hangs on a table or is held by its columns. */
export const otherLocks: LockRules = {
  createTrigger: ([, trigger]) => [brief(tableOf(trigger), "SHARE ROW EXCLUSIVE")],
  dropTrigger: onTable,
  renameTrigger: alone,
  alterTrigger: ([, changes]) => [
    brief(
      tableOf(changes),
      changes.enabled === undefined ? "SHARE UPDATE EXCLUSIVE" : "SHARE ROW EXCLUSIVE",
    ),
  ],
  createPolicy: onTable,
  dropPolicy: onTable,
  renamePolicy: alone,
  alterPolicy: onTable,
  createRule: onTable,
  replaceRule: onTable,
  dropRule: onTable,
  renameRule: alone,
  alterRule: ([, changes]) => [
    brief(
      tableOf(changes),
      changes.enabled === undefined ? "SHARE UPDATE EXCLUSIVE" : "SHARE ROW EXCLUSIVE",
    ),
  ],
  createStatistics: ([, { table, schema }]) => [
    brief(
      typeof table === "string" ? qualified(table, schema) : tableOf(table),
      "SHARE UPDATE EXCLUSIVE",
    ),
  ],
  alterOwner: ([{ of }]) => ("table" in of ? [brief(qualified(of.table, of.schema))] : []),
  createPublication: ([, { tables = [] }]) =>
    tables.map((table) => brief(tableOf(table), "SHARE UPDATE EXCLUSIVE")),

  replaceView: ([name, { schema }]) => [brief(qualified(name, schema))],
  dropView: ([name, { schema } = {}]) => [brief(qualified(name, schema))],
  renameView: ([from, , { schema } = {}]) => [brief(qualified(from, schema))],
  dropMaterializedView: ([name, { schema } = {}]) => [brief(qualified(name, schema))],
  renameMaterializedView: ([from, , { schema } = {}]) => [brief(qualified(from, schema))],
  refreshMaterializedView: ([name, { schema, concurrently } = {}]) => [
    concurrently
      ? { ...brief(qualified(name, schema), "EXCLUSIVE"), work: "scan" }
      : {
          ...brief(qualified(name, schema)),
          work: "rewrite",
          safer: "with a unique index on it, concurrently: true lets readers go on",
        },
  ],

  replaceEnum: ([, { columns }]) => remade(columns),
  replaceDomain: ([, { columns }]) => remade(columns),
  replaceCompositeType: ([, { columns }]) => remade(columns),

  bulkInsert: ([table, , { schema } = {}]) => [brief(qualified(table, schema), "ROW EXCLUSIVE")],
};

/** Columns of a type that is made anew go through a cast, row by row. */
function remade(columns: readonly EnumColumn[]): TableLock[] {
  return columns.map((column) => ({
    ...brief(tableOf(column)),
    work: "rewrite",
    safer: "make the new type beside the old one, and take columns over one by one",
  }));
}
