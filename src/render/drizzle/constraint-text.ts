import type { CheckSpec, ForeignKeySpec, KeySpec } from "../../operation/index.js";
import { printString } from "../literal.js";
import { type DrizzleModule, nameIn } from "./drizzle-module.js";
import { chain, list } from "./layout.js";
import { access } from "./property.js";
import type { TableDraft } from "./table-draft.js";

/** Where the parts of a table's third argument stand. */
const indent = 4;
/** The comma behind each. */
const more = 1;

const actions = {
  cascade: "cascade",
  restrict: "restrict",
  setNull: "set null",
  setDefault: "set default",
} as const;

/** `primaryKey({ … })`; nothing for a key that its only column says, or that says more than Drizzle can. */
export function primaryKeyText(draft: TableDraft, module: DrizzleModule): string | undefined {
  const key = draft.primaryKey;
  if (!key || !isPlain(key) || saysPrimary(draft, key.columns[0]!)) return undefined;
  const parts = [
    `name: ${printString(key.name ?? `${draft.name}_pkey`)}`,
    `columns: [${own(draft, module, key.columns)}]`,
  ];
  return list(`${module.use("primaryKey")}({`, parts, "})", indent, { more });
}

/** `unique("…").on(…)`, of several columns. */
export function uniqueText(
  name: string,
  key: KeySpec,
  draft: TableDraft,
  module: DrizzleModule,
): string | undefined {
  if (!isPlain(key) || key.columns.length === 1) return undefined;
  const calls = [
    `${module.use("unique")}(${printString(name)})`,
    `.on(${own(draft, module, key.columns)})`,
    ...(key.nullsNotDistinct ? [".nullsNotDistinct()"] : []),
  ];
  return chain(calls, indent);
}

/** What a column says of keys that are its alone. */
export function keysOfColumn(draft: TableDraft, column: string) {
  const alone = draft.unique.find(([, key]) => isAlone(key, column) && isPlain(key));
  const nulls = alone?.[1].nullsNotDistinct ? ', { nulls: "not distinct" }' : "";
  return {
    primary: saysPrimary(draft, column),
    partOfKey: draft.primaryKey?.columns.includes(column) === true,
    ...(alone && { unique: `${printString(alone[0])}${nulls}` }),
  };
}

export function checkText(
  name: string,
  { check, noInherit, notValid, notEnforced }: CheckSpec,
  module: DrizzleModule,
): string | undefined {
  if (noInherit || notValid || notEnforced) return undefined;
  const parts = [printString(name), module.expression(check)];
  return list(`${module.use("check")}(`, parts, ")", indent, { more });
}

/** `foreignKey({ … })`, where the other table is a model too. */
export function foreignKeyText(
  name: string,
  key: ForeignKeySpec,
  draft: TableDraft,
  module: DrizzleModule,
): string | undefined {
  const { table, schema, columns } = key.references;
  const target = module.tables.get(nameIn(schema, table));
  const { deferrable, onDeleteColumns, match, period, notValid, notEnforced } = key;
  if (!target || deferrable || onDeleteColumns || match || period || notValid || notEnforced)
    return undefined;
  // By its own name, its type would be a circle.
  const self = schema === draft.schema && table === draft.name;
  const foreign = columns.map((column) => `${target.variable}${access(target.columns, column)}`);
  const parts = [
    `name: ${printString(name)}`,
    `columns: [${own(draft, module, key.columns)}]`,
    `foreignColumns: [${self ? own(draft, module, columns) : foreign.join(", ")}]`,
  ];
  const calls = [
    key.onDelete && `.onDelete(${printString(actions[key.onDelete])})`,
    key.onUpdate && `.onUpdate(${printString(actions[key.onUpdate])})`,
  ];
  const close = `})${calls.filter(Boolean).join("")}`;
  return list(`${module.use("foreignKey")}({`, parts, close, indent, { more });
}

/** Columns of the table itself: `t.valeId, t.n`. */
function own(draft: TableDraft, module: DrizzleModule, names: readonly string[]): string {
  const { columns } = module.tables.get(nameIn(draft.schema, draft.name))!;
  return names.map((name) => `t${access(columns, name)}`).join(", ");
}

/** Whether `.primaryKey()` says all: a key of one column, under the name that PostgreSQL gives. */
function saysPrimary({ primaryKey: key }: TableDraft, column: string): boolean {
  return key !== undefined && key.name === undefined && isAlone(key, column) && isPlain(key);
}

function isAlone({ columns }: KeySpec, column: string): boolean {
  return columns.length === 1 && columns[0] === column;
}

/** A key that says no more than its columns. */
function isPlain({ include, deferrable, withoutOverlaps, with: storage, tablespace }: KeySpec) {
  return !include && !deferrable && !withoutOverlaps && !storage && !tablespace;
}
