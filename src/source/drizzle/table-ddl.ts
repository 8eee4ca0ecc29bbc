import type { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { LimbeckError } from "../../diagnostic/index.js";
import { placeOf } from "../duplicate-model.js";
import type { ModelStatement } from "../model-source.js";
import { columnDefinition, identitySequence } from "./column-definition.js";
import { type DdlContext, statementOf } from "./ddl-context.js";
import { parenthesized } from "./expression.js";
import type { FoundModel } from "./found-model.js";
import { quoted, quotedList, quotedPath } from "./quoted.js";

export type TableConfig = ReturnType<typeof getTableConfig>;

/** A table that was found, with what Drizzle says of it. */
export interface TableModel {
  readonly model: FoundModel;
  readonly config: TableConfig;
  /** Quoted, with its schema if it has one. */
  readonly path: string;
}

/** Runs the table's own callbacks, so it may throw what they throw. */
export function tableModel(model: FoundModel, { library }: DdlContext): TableModel {
  const config = tableConfig(model.object as PgTable, library);
  return { model, config, path: quotedPath(config.name, config.schema) };
}

const configs = new WeakMap<object, TableConfig>();

/**
 * Asked for once per table: the callback for indexes changes the column objects it is given, so a
 * second run may say something else.
 */
export function tableConfig(table: PgTable, library: DdlContext["library"]): TableConfig {
  const known = configs.get(table);
  if (known) return known;
  const config = library.getTableConfig(table);
  configs.set(table, config);
  return config;
}

/** `CREATE TABLE` with its columns, primary key, unique and check constraints. */
export function tableDdl(table: TableModel, context: DdlContext): ModelStatement {
  const { model, config, path } = table;
  const defines = context.objectName("table", config.name, config.schema);
  context.names.claim(context.relations(config.schema), config.name, { ...model, defines });
  const lines = [...columnLines(table, context), ...constraintLines(table, context)];
  const body = lines.length > 0 ? `\n  ${lines.join(",\n  ")}\n` : "";
  return statementOf(model, `CREATE TABLE ${path} (${body})`, defines);
}

/** Takes a constraint's name: it is the table's own, whatever the kind of constraint. */
export function claimConstraint(table: TableModel, name: string, context: DdlContext): string {
  return context.names.claim(`constraint ${table.path}`, name, {
    ...table.model,
    defines: `constraint ${name} on ${table.config.name}`,
  });
}

function columnLines({ model, config, path }: TableModel, context: DdlContext): string[] {
  const keys = config.columns.filter((column) => column.primary).map((c) => context.columnName(c));
  if (keys.length > 1)
    throw new LimbeckError(
      "models-invalid",
      `the table ${config.name} marks ${keys.length} columns with .primaryKey(): ${keys.join(", ")} (${placeOf(model)})`,
      {
        hint: `A key of several columns is primaryKey({ columns: [${keys.map((k) => `t.${k}`).join(", ")}] }).`,
      },
    );
  return config.columns.map((column) => {
    const name = context.columnName(column);
    const defines = `column ${config.name}.${name}`;
    context.names.claim(`column ${path}`, name, { ...model, defines });
    const sequence = identitySequence(column);
    if (sequence)
      context.names.claim(context.relations(config.schema), sequence, {
        ...model,
        defines: context.objectName("sequence", sequence, config.schema),
      });
    return columnDefinition(column, context);
  });
}

function constraintLines(table: TableModel, context: DdlContext): string[] {
  const { model, config } = table;
  const lines: string[] = [];
  /** Primary keys and unique constraints are kept up by an index of their name. */
  const claimIndexed = (name: string) => {
    claimConstraint(table, name, context);
    return context.names.claim(context.relations(config.schema), name, {
      ...model,
      defines: context.objectName("index", name, config.schema),
    });
  };
  for (const key of config.primaryKeys) {
    const columns = key.columns.map((column) => context.columnName(column));
    const name = claimIndexed(cased(key.getName(), key.columns, context));
    lines.push(`CONSTRAINT ${quoted(name)} PRIMARY KEY ${quotedList(columns)}`);
  }
  const addUnique = (name: string, columns: string[], nullsNotDistinct: boolean) => {
    const nulls = nullsNotDistinct ? " NULLS NOT DISTINCT" : "";
    lines.push(`CONSTRAINT ${quoted(claimIndexed(name))} UNIQUE${nulls} ${quotedList(columns)}`);
  };
  for (const column of config.columns)
    if (column.isUnique)
      addUnique(
        column.uniqueName ?? `${config.name}_${column.name}_unique`,
        [context.columnName(column)],
        column.uniqueType === "not distinct",
      );
  for (const unique of config.uniqueConstraints)
    addUnique(
      unique.getName() ?? "",
      unique.columns.map((column) => context.columnName(column)),
      unique.nullsNotDistinct,
    );
  for (const check of config.checks) {
    const name = quoted(claimConstraint(table, check.name, context));
    lines.push(`CONSTRAINT ${name} CHECK ${parenthesized(context.write.qualified(check.value))}`);
  }
  return lines;
}

/**
 * A derived name holds the columns' property names; under a casing drizzle-kit puts the column
 * names in their place, and unique names stay as they are.
 */
export function cased(
  name: string,
  columns: readonly { readonly name: string; readonly keyAsName: boolean }[],
  context: DdlContext,
): string {
  if (context.casing === undefined) return name;
  return columns.reduce((text, c) => text.replace(c.name, () => context.columnName(c)), name);
}
