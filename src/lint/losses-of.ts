import type { Catalog } from "../catalog/index.js";
import { qualified, queryText, splitSql } from "../dialect/index.js";
import type { AnyOperation, OperationArguments, OperationKind } from "../operation/index.js";
import { plainName, sqlName } from "./sql-name.js";

interface Loss {
  /** `rows of table vales`. */
  readonly what: string;
  readonly table?: string;
}

type LossRules = {
  readonly [K in OperationKind]?: (args: OperationArguments[K], before: Catalog) => readonly Loss[];
};

const rules = {
  dropTable: ([name, { schema } = {}]) => [rowsOf(qualified(name, schema))],
  dropColumn([name, column, { schema } = {}], before) {
    const table = qualified(name, schema);
    const id = `column ${table}.${qualified(column)}`;
    const data = before.objects.get(id)?.data as { generated?: unknown } | undefined;
    return data?.generated ? [] : [{ what: `values of ${id}`, table }];
  },
  replaceEnum([name, { schema, values }], before) {
    const id = `enum ${qualified(name, schema)}`;
    const data = before.objects.get(id)?.data as { values?: readonly string[] } | undefined;
    const gone = data?.values?.filter((value) => !values.includes(value)) ?? [];
    return gone.length > 0 ? [{ what: `values ${gone.join(", ")} of ${id}` }] : [];
  },
  execute: ([statement]) =>
    splitSql(queryText(statement).text).flatMap(({ text }) => lossOfText(text)),
} satisfies LossRules;

type Rule = (args: readonly unknown[], before: Catalog) => readonly Loss[];
const ruleFor = rules as Readonly<Record<string, unknown>> as Readonly<Record<string, Rule>>;

/**
 * What goes when operations run: `rows of table vales`. Of SQL that a person wrote, what its first
 * words tell.
 *
 * @param fresh tables that are as new: they hold nothing
 */
export function lossesOf(
  operations: readonly AnyOperation[],
  before: Catalog,
  fresh: ReadonlySet<string> = new Set(),
): string[] {
  const losses = operations.flatMap(({ kind, args }) => ruleFor[kind]?.(args, before) ?? []);
  const real = losses.filter(({ table }) => table === undefined || !fresh.has(table));
  return [...new Set(real.map(({ what }) => what))];
}

function rowsOf(table: string): Loss {
  return { what: `rows of table ${table}`, table };
}

const drops = new RegExp(
  `^(?:truncate(?: table)?|drop table(?: if exists)?)(?: only)? ${sqlName}`,
  "i",
);
const deletes = new RegExp(`^delete from(?: only)? ${sqlName}`, "i");
const dropsColumn = new RegExp(
  `^alter table (?:if exists )?(?:only )?${sqlName} .*?drop column (?:if exists )?${sqlName}`,
  "i",
);

function lossOfText(text: string): Loss[] {
  const sql = text.replace(/\s+/g, " ");
  const dropped = drops.exec(sql)?.[1];
  if (dropped !== undefined) return [rowsOf(plainName(dropped))];
  const deleted = deletes.exec(sql)?.[1];
  if (deleted !== undefined)
    return [
      { what: `rows that are deleted from ${plainName(deleted)}`, table: plainName(deleted) },
    ];
  const [, table, column] = dropsColumn.exec(sql) ?? [];
  if (table === undefined || column === undefined) return [];
  return [
    { what: `values of column ${plainName(table)}.${plainName(column)}`, table: plainName(table) },
  ];
}
