import type { PgSchema, PgSequence } from "drizzle-orm/pg-core";
import { rememberedOperations } from "../../dialect/postgres/remembered.js";
import { operation } from "../../operation/index.js";
import type { ModelStatement } from "../model-source.js";
import { enumOf } from "./column-type.js";
import { type DdlContext, placeOfModel, statementOf } from "./ddl-context.js";
import type { EnumModel } from "./entity.js";
import { foreignKeyDdl } from "./foreign-key-ddl.js";
import type { FoundModel, ModelKind } from "./found-model.js";
import { guarded } from "./guarded.js";
import { indexDdl } from "./index-ddl.js";
import { linkedPolicyDdl, policyDdl } from "./policy-ddl.js";
import { quoted, quotedPath } from "./quoted.js";
import { sequenceOptions } from "./sequence-options.js";
import { type TableModel, tableDdl, tableModel } from "./table-ddl.js";
import { valueLiteral } from "./value-literal.js";
import { viewDdl } from "./view-ddl.js";

/** The DDL of Drizzle models, in an order that an empty database can run. */
export interface CompiledModels {
  readonly statements: readonly ModelStatement[];
  /** The roles that are exported or that policies name. */
  readonly roles: readonly string[];
}

/**
 * @throws {LimbeckError} models-duplicate, or models-invalid for what cannot be written as DDL
 */
export function compileModels(models: readonly FoundModel[], context: DdlContext): CompiledModels {
  const of = (...kinds: ModelKind[]) => models.filter((model) => kinds.includes(model.kind));
  const roles = new Set(of("role").map((model) => (model.object as RoleModel).name));
  const tables = of("table").map((model) => guarded(model, () => tableModel(model, context)));
  const each = (write: (table: TableModel) => ModelStatement | ModelStatement[]) =>
    tables.flatMap((table) => guarded(table.model, () => write(table)));
  const enums = withEnumsOfColumns(of("enum"), tables);
  const views = of("view", "materialized view");
  const policies = of("policy").filter((model) => !isListed(model, tables));

  const statements = [
    ...roleDdl(of("role")),
    ...enums.map((model) => guarded(model, () => enumDdl(model, context))),
    ...of("sequence").map((model) => guarded(model, () => sequenceDdl(model, context))),
    ...each((table) => tableDdl(table, context)),
    ...each((table) => indexDdl(table, context)),
    ...each((table) => foreignKeyDdl(table, context)),
    ...viewDdl(views, context),
    ...each((table) => policyDdl(table, context, roles)),
    ...policies.map((model) => guarded(model, () => linkedPolicyDdl(model, context, roles))),
  ];
  return {
    statements: [...schemaDdl(models, enums, tables, context), ...statements],
    roles: [...roles],
  };
}

/**
 * Every schema that is exported or used. A source before this one may have made it, so it is made
 * where missing and is nobody's duplicate.
 */
function schemaDdl(
  models: readonly FoundModel[],
  enums: readonly FoundModel[],
  tables: readonly TableModel[],
  context: DdlContext,
): ModelStatement[] {
  const wanted = new Map<string, FoundModel>();
  const want = (schema: string | undefined, model: FoundModel) => {
    if (schema !== undefined && !wanted.has(schema)) wanted.set(schema, model);
  };
  for (const model of models) {
    if (model.kind === "schema") want((model.object as PgSchema).schemaName, model);
    if (model.kind === "sequence") want((model.object as PgSequence).schema, model);
    if (model.kind === "view" || model.kind === "materialized view")
      want(viewSchema(model, context), model);
  }
  for (const model of enums) want((model.object as unknown as EnumModel).schema, model);
  for (const { model, config } of tables) want(config.schema, model);
  // Without an origin: another source may need the schema though it shares the model.
  return [...wanted].map(([schema, model]) => ({
    sql: `CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`,
    ...placeOfModel(model),
  }));
}

function viewSchema(model: FoundModel, { library }: DdlContext): string | undefined {
  const config = library.getViewConfig(model.object as never);
  return config.isExisting ? undefined : config.schema;
}

/** An enum need not be exported to be used. */
function withEnumsOfColumns(exported: readonly FoundModel[], tables: readonly TableModel[]) {
  const found = new Map<unknown, FoundModel>(exported.map((model) => [model.object, model]));
  for (const { model, config } of tables)
    for (const column of config.columns) {
      const own = enumOf(column);
      if (own && !found.has(own))
        found.set(own, { kind: "enum", object: own, label: own.enumName, file: model.file });
    }
  return [...found.values()];
}

/** What Drizzle keeps to itself. */
interface RoleModel {
  readonly name: string;
  readonly _existing?: boolean;
  readonly createDb?: boolean;
  readonly createRole?: boolean;
  readonly inherit?: boolean;
}

/**
 * A throwaway database remembers them; what is `.existing()` is somebody else's. Several modules may
 * name one, each by an object of its own: together they say what it is like.
 */
function roleDdl(models: readonly FoundModel[]): ModelStatement[] {
  const found = new Map<string, { readonly model: FoundModel; readonly said: object }>();
  for (const model of models) {
    const role = model.object as RoleModel;
    if (role._existing) continue;
    const before = found.get(role.name);
    const said = { ...before?.said, ...saidOf(role) };
    found.set(role.name, { model: before?.model ?? model, said });
  }
  return [...found].flatMap(([name, { model, said }]) =>
    rememberedOperations([operation("createRole", name, said)]).sql.map((sql) =>
      statementOf(model, sql),
    ),
  );
}

function saidOf({ createDb, createRole, inherit }: RoleModel) {
  return {
    ...(createDb && { createDatabase: true }),
    ...(createRole && { createRole: true }),
    ...(inherit === false && { inherit: false }),
  };
}

function enumDdl(model: FoundModel, context: DdlContext): ModelStatement {
  const { enumName, enumValues, schema } = model.object as unknown as EnumModel;
  const defines = context.objectName("type", enumName, schema);
  context.names.claim(`type ${schema ?? context.targetSchema}`, enumName, { ...model, defines });
  const values = enumValues.map((value) => valueLiteral(value)).join(", ");
  const sql = `CREATE TYPE ${quotedPath(enumName, schema)} AS ENUM (${values})`;
  return statementOf(model, sql, defines);
}

function sequenceDdl(model: FoundModel, context: DdlContext): ModelStatement {
  const { seqName = "", schema, seqOptions } = model.object as PgSequence;
  const defines = context.objectName("sequence", seqName, schema);
  context.names.claim(context.relations(schema), seqName, { ...model, defines });
  const sql = ["CREATE SEQUENCE", quotedPath(seqName, schema), ...sequenceOptions(seqOptions)];
  return statementOf(model, sql.join(" "), defines);
}

function isListed(model: FoundModel, tables: readonly TableModel[]): boolean {
  return tables.some(({ config }) => config.policies.some((policy) => policy === model.object));
}
