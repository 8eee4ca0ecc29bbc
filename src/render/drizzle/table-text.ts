import type { ForeignKeySpec, KeySpec } from "../../operation/index.js";
import { printString } from "../literal.js";
import { columnText } from "./column-text.js";
import { type DrizzleModule, nameIn, type TableNames } from "./drizzle-module.js";
import { indexText } from "./index-text.js";
import { chain, docComment, list } from "./layout.js";
import { camelCase, scope } from "./names.js";
import { policyText } from "./policy-text.js";
import { access } from "./property.js";
import type { TableDraft } from "./table-draft.js";

const actions = {
  cascade: "cascade",
  restrict: "restrict",
  setNull: "set null",
  setDefault: "set default",
} as const;

/** The names of a table's columns as properties. */
export function namesOf(draft: TableDraft, module: DrizzleModule): TableNames {
  const names = scope(["__proto__", "enableRLS", "getSQL", "_", "$inferSelect", "$inferInsert"]);
  return {
    variable: module.variable(draft.name, draft.schema, "Table"),
    columns: new Map(draft.columns.map(([name]) => [name, names.take(camelCase(name))])),
  };
}

/** `export const vales = pgTable("vales", { … }, (t) => [ … ]);` */
export function tableText(draft: TableDraft, module: DrizzleModule): string {
  const { variable, columns } = module.tables.get(nameIn(draft.schema, draft.name))!;
  const extras = extrasOf(draft, module);
  const hugged = extras.length === 0;
  const indent = hugged ? 2 : 4;
  const properties = draft.columns.map(([name, spec]) =>
    columnText(name, columns.get(name)!, spec, keysOf(draft, name), module, indent),
  );
  const start = `${docComment(draft.spec.comment, 0)}export const ${variable} = ${module.maker("Table", draft.schema)}(`;
  const secured = draft.spec.rowSecurity === true || draft.spec.rowSecurity === "forced";
  const end = secured && draft.policies.length === 0 ? ").enableRLS();" : ");";
  const name = printString(draft.name);
  if (hugged) return `${start}${name}, {\n${properties.join("\n")}\n}${end}`;
  const returns = draft.ahead ? `(t): ${module.useType("PgTableExtraConfigValue")}[] =>` : "(t) =>";
  const body = `  {\n${properties.join("\n")}\n  },\n  ${list(`${returns} [`, extras, "]", 2, { more: 1 })},`;
  return `${start}\n  ${name},\n${body}\n${end}`;
}

function keysOf({ primaryKey, unique }: TableDraft, column: string) {
  const own = unique.find(([, key]) => single(key, column) && plainKey(key));
  return {
    primary: primaryKey !== undefined && ownKey(primaryKey) && single(primaryKey, column),
    partOfKey: primaryKey?.columns.includes(column) === true,
    ...(own && {
      unique: [
        printString(own[0]),
        ...(own[1].nullsNotDistinct ? ['{ nulls: "not distinct" }'] : []),
      ].join(", "),
    }),
  };
}

/** What stands in the table's third argument, in an order people look for it. */
function extrasOf(draft: TableDraft, module: DrizzleModule): string[] {
  const { primaryKey, unique, checks, foreignKeys, indexes, policies } = draft;
  const { columns } = module.tables.get(nameIn(draft.schema, draft.name))!;
  const refer = (names: readonly string[]) => names.map((name) => `t${access(columns, name)}`);
  const extras: (string | undefined)[] = [];
  if (
    primaryKey &&
    plainKey(primaryKey) &&
    !(ownKey(primaryKey) && primaryKey.columns.length === 1)
  )
    extras.push(
      list(
        `${module.use("primaryKey")}({`,
        [
          `name: ${printString(primaryKey.name ?? `${draft.name}_pkey`)}`,
          `columns: [${refer(primaryKey.columns).join(", ")}]`,
        ],
        "})",
        4,
        { more: 1 },
      ),
    );
  for (const [name, unique_] of unique)
    if (plainKey(unique_) && unique_.columns.length > 1)
      extras.push(
        chain(
          [
            `${module.use("unique")}(${printString(name)})`,
            `.on(${refer(unique_.columns).join(", ")})`,
            ...(unique_.nullsNotDistinct ? [".nullsNotDistinct()"] : []),
          ],
          4,
        ),
      );
  for (const [name, foreignKey] of foreignKeys)
    extras.push(foreignKeyText(name, foreignKey, draft, module, refer));
  for (const [name, { check, noInherit, notValid, notEnforced }] of checks)
    if (!noInherit && !notValid && !notEnforced)
      extras.push(
        list(`${module.use("check")}(`, [printString(name), module.expression(check)], ")", 4, {
          more: 1,
        }),
      );
  for (const [name, index] of indexes) extras.push(indexText(name, index, columns, module));
  if (draft.spec.rowSecurity)
    for (const [name, policy] of policies) extras.push(policyText(name, policy, module));
  return extras.filter((text) => text !== undefined);
}

function foreignKeyText(
  name: string,
  key: ForeignKeySpec,
  draft: TableDraft,
  module: DrizzleModule,
  refer: (names: readonly string[]) => string[],
): string | undefined {
  const { table, schema, columns } = key.references;
  const target = module.tables.get(nameIn(schema, table));
  const { deferrable, onDeleteColumns, match, period, notValid, notEnforced } = key;
  if (!target || deferrable || onDeleteColumns || match || period || notValid || notEnforced)
    return undefined;
  const self = schema === draft.schema && table === draft.name;
  const foreign = self
    ? refer(columns)
    : columns.map((column) => `${target.variable}${access(target.columns, column)}`);
  const calls = [
    key.onDelete && `.onDelete(${printString(actions[key.onDelete])})`,
    key.onUpdate && `.onUpdate(${printString(actions[key.onUpdate])})`,
  ].filter(Boolean);
  const parts = [
    `name: ${printString(name)}`,
    `columns: [${refer(key.columns).join(", ")}]`,
    `foreignColumns: [${foreign.join(", ")}]`,
  ];
  const close = `})${calls.join("")}`;
  return list(`${module.use("foreignKey")}({`, parts, close, 4, { more: 1 });
}

function single({ columns }: KeySpec, column: string): boolean {
  return columns.length === 1 && columns[0] === column;
}

/** A key that says no more than its columns. */
function plainKey(key: KeySpec): boolean {
  const { include, deferrable, withoutOverlaps, with: parameters, tablespace } = key;
  return !include && !deferrable && !withoutOverlaps && !parameters && !tablespace;
}

/** A primary key that PostgreSQL names. */
function ownKey(primaryKey: NonNullable<TableDraft["primaryKey"]>): boolean {
  return plainKey(primaryKey) && primaryKey.name === undefined;
}
