import type { ModelStatement } from "../model-source.js";
import { objectName } from "../object-name.js";
import { withOrigin } from "../statement-origin.js";
import { type Casing, columnName, type NamedColumn } from "./column-casing.js";
import type { DrizzleLibrary } from "./drizzle-library.js";
import { type ExpressionWriter, expressionWriter } from "./expression.js";
import type { FoundModel } from "./found-model.js";
import { cutName, type NameRegistry, nameRegistry } from "./name-registry.js";

/** What every part of the compiler needs. */
export interface DdlContext {
  readonly library: DrizzleLibrary;
  readonly targetSchema: string;
  readonly casing: Casing | undefined;
  readonly write: ExpressionWriter;
  readonly names: NameRegistry;
  columnName(column: NamedColumn): string;
  /** The name space of tables, views, sequences and indexes. */
  relations(schema: string | undefined): string;
  /** As messages and duplicates have it: `table vales`. */
  objectName(kind: string, name: string, schema: string | undefined): string;
}

export function ddlContext(
  library: DrizzleLibrary,
  targetSchema: string,
  casing: Casing | undefined,
): DdlContext {
  return {
    library,
    targetSchema,
    casing,
    write: expressionWriter(casing),
    names: nameRegistry(),
    columnName: (column) => columnName(column, casing),
    relations: (schema) => `relation ${schema ?? targetSchema}`,
    objectName: (kind, name, schema) => objectName(kind, cutName(name), schema, targetSchema),
  };
}

export function statementOf(model: FoundModel, sql: string, defines?: string): ModelStatement {
  const statement = { sql, ...placeOfModel(model), ...(defines === undefined ? {} : { defines }) };
  return withOrigin(statement, model.object);
}

export function placeOfModel({ file, line, label }: FoundModel) {
  return { file, label, ...(line === undefined ? {} : { line }) };
}
