import type { SQL } from "drizzle-orm";
import type { IndexedColumn } from "drizzle-orm/pg-core";
import { LimbeckError } from "../../diagnostic/index.js";
import { placeOf } from "../duplicate-model.js";
import type { ModelStatement } from "../model-source.js";
import { type DdlContext, statementOf } from "./ddl-context.js";
import { isExpression } from "./expression.js";
import { quoted } from "./quoted.js";
import { storageOptions } from "./storage-options.js";
import type { TableModel } from "./table-ddl.js";

type Key = Partial<IndexedColumn | SQL>;

/**
 * The indexes of a table. `concurrently` is about how an index is built, and `only` (which
 * `using()` sets too) about partitions, which Drizzle's tables have none of: both are left out.
 */
export function indexDdl(table: TableModel, context: DdlContext): ModelStatement[] {
  const { model, config, path } = table;
  return config.indexes.map(({ config: index }) => {
    const full = index.name ?? derivedName(table, index.columns, context);
    const defines = context.objectName("index", full, config.schema);
    const name = context.names.claim(context.relations(config.schema), full, { ...model, defines });
    const keys = index.columns.map((key) => keyText(key, context)).join(", ");
    const method = index.method && index.method !== "btree" ? ` USING ${quoted(index.method)}` : "";
    const where = index.where ? ` WHERE ${context.write.qualified(index.where)}` : "";
    const create = index.unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX";
    return statementOf(
      model,
      `${create} ${quoted(name)} ON ${path}${method} (${keys})${storageOptions(index.with)}${where}`,
      defines,
    );
  });
}

function derivedName({ model, config }: TableModel, keys: readonly Key[], context: DdlContext) {
  if (keys.some(isExpression))
    throw new LimbeckError(
      "models-invalid",
      `an index on an expression of the table ${config.name} has no name (${placeOf(model)})`,
      { hint: 'Name it: index("name").on(sql`…`).' },
    );
  const names = keys.map((key) => context.columnName(key as IndexedColumn));
  return `${config.name}_${names.join("_")}_index`;
}

/** An expression is written as it is: it may carry its own operator class and order. */
function keyText(key: Key, context: DdlContext): string {
  if (isExpression(key)) return context.write.bare(key);
  const column = key as IndexedColumn;
  const { order, nulls, opClass } = (column.indexConfig ?? {}) as {
    order?: string;
    nulls?: string;
    opClass?: string;
  };
  const descending = order === "desc";
  const parts = [quoted(context.columnName(column))];
  if (opClass) parts.push(opClass);
  if (descending) parts.push("DESC");
  // Drizzle's own default is NULLS LAST, both ways; PostgreSQL's is FIRST for DESC.
  if (nulls === "first" && !descending) parts.push("NULLS FIRST");
  if (nulls !== "first" && descending) parts.push("NULLS LAST");
  return parts.join(" ");
}
