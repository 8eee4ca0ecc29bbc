import { printString } from "../literal.js";
import { columnText } from "./column-text.js";
import {
  checkText,
  foreignKeyText,
  keysOfColumn,
  primaryKeyText,
  uniqueText,
} from "./constraint-text.js";
import { type DrizzleModule, nameIn, type TableNames } from "./drizzle-module.js";
import { indexText } from "./index-text.js";
import { docComment, list } from "./layout.js";
import { camelCase, scope } from "./names.js";
import { policyText } from "./policy-text.js";
import type { TableDraft } from "./table-draft.js";

/** What a table of Drizzle's has of its own. */
const taken = ["__proto__", "enableRLS", "getSQL", "_", "$inferSelect", "$inferInsert"];

/** What a table and its columns are called in the module. */
export function namesOf(draft: TableDraft, module: DrizzleModule): TableNames {
  const names = scope(taken);
  return {
    variable: module.variable(draft.name, draft.schema, "Table"),
    columns: new Map(draft.columns.map(([name]) => [name, names.take(camelCase(name))])),
  };
}

/** `export const vales = pgTable("vales", { … }, (t) => [ … ]);` */
export function tableText(draft: TableDraft, module: DrizzleModule): string {
  const { variable, columns } = module.tables.get(nameIn(draft.schema, draft.name))!;
  const extras = extrasOf(draft, columns, module);
  const alone = extras.length === 0;
  const properties = draft.columns
    .map(([name, spec]) => {
      const keys = keysOfColumn(draft, name);
      return columnText(name, columns.get(name)!, spec, keys, module, alone ? 2 : 4);
    })
    .join("\n");
  const { comment, rowSecurity } = draft.spec;
  const maker = module.maker("Table", draft.schema);
  const start = `${docComment(comment, 0)}export const ${variable} = ${maker}(`;
  const secured = rowSecurity === true || rowSecurity === "forced";
  const end = secured && draft.policies.length === 0 ? ").enableRLS();" : ");";
  const name = printString(draft.name);
  if (alone) return `${start}${name}, {\n${properties}\n}${end}`;
  // Two tables that refer to each other: without the type, theirs would be a circle.
  const returns = draft.ahead ? `: ${module.useType("PgTableExtraConfigValue")}[]` : "";
  const more = list(`(t)${returns} => [`, extras, "]", 2, { more: 1 });
  return `${start}\n  ${name},\n  {\n${properties}\n  },\n  ${more},\n${end}`;
}

/** What stands in the table's third argument, in an order people look for it. */
function extrasOf(
  draft: TableDraft,
  columns: TableNames["columns"],
  module: DrizzleModule,
): string[] {
  const { unique, foreignKeys, checks, indexes, policies } = draft;
  const extras = [
    primaryKeyText(draft, module),
    ...unique.map(([name, key]) => uniqueText(name, key, draft, module)),
    ...foreignKeys.map(([name, key]) => foreignKeyText(name, key, draft, module)),
    ...checks.map(([name, check]) => checkText(name, check, module)),
    ...indexes.map(([name, index]) => indexText(name, index, columns, module)),
    // Policies turn row security on.
    ...(draft.spec.rowSecurity ? policies : []).map(([name, policy]) =>
      policyText(name, policy, module),
    ),
  ];
  return extras.filter((text) => text !== undefined);
}
