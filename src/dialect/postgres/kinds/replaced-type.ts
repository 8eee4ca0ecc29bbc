import type { Catalog, CatalogObject, ObjectId } from "../../../catalog/index.js";
import type {
  Alteration,
  AnyOperation,
  DiffContext,
  EnumColumn,
  Statement,
} from "../../../operation/index.js";
import { cutName, ident, qualified } from "../quote.js";
import type { ColumnData } from "./column.js";
import { checkedDefault } from "./column-clause.js";
import { inTheWay } from "./in-the-way.js";
import { isTypeOf } from "./made-of.js";

type Column = CatalogObject<ColumnData>;

/**
 * A type that is made anew under its name, and the columns that move over to it: `make` gets them as
 * the operation names them. Whatever else knows the old type is in the way: it is put back on the new one.
 */
export function replacedType(
  type: ObjectId,
  context: DiffContext,
  make: (columns: EnumColumn[]) => AnyOperation,
): Alteration {
  const columns = typeColumns(type, context.from, context.to);
  return {
    operations: [make(columns.map((column) => typeColumn(column, context.to)))],
    touches: columns.map((column) => column.id),
    renews: () => true,
    loosens: {
      of: [type],
      who: (one, of) => one.kind === "column" && !isTypeOf(one as Column, of),
    },
    disturbs: (dependent) =>
      inTheWay(dependent) ||
      dependent.kind === "foreign key" ||
      (dependent.kind !== "column" && dependent.dependsOn.includes(type)),
  };
}

/** The columns that have the type before and after, in tables that do not have them from above. */
export function typeColumns(type: ObjectId, from: Catalog, to: Catalog): Column[] {
  const held = from.objects.get(type)!;
  const found = [...from.objects.values()].filter((object): object is Column => {
    if (object.kind !== "column" || !object.dependsOn.includes(type)) return false;
    if (!isTypeOf(object as Column, held)) return false;
    const wanted = to.objects.get(object.id);
    // One that only mentions the type, being generated from such a column, is made anew.
    const { generated, inherited } = object.data as ColumnData;
    return !generated && !inherited && wanted?.dependsOn.includes(type) === true;
  });
  // The server gives columns in no order of its own.
  return found.sort(
    (a, b) =>
      Number(a.parent! > b.parent!) - Number(a.parent! < b.parent!) || a.position! - b.position!,
  );
}

/** Its default is the one it will have: the former may be a value that goes. */
function typeColumn(column: Column, to: Catalog): EnumColumn {
  const wanted = to.objects.get(column.id)!.data as ColumnData;
  return {
    ...(column.schema && { schema: column.schema }),
    table: to.objects.get(column.parent!)!.name,
    column: column.name,
    ...(wanted.default !== undefined && { default: wanted.default }),
    ...(column.data.type.endsWith("[]") && { array: true }),
  };
}

/** The expression that turns the values of a column, or its lists of them. */
type Cast = (column: string, list: "" | "[]") => string;

/** The statements: `create` makes the new type; `hint` is for a column whose values do not all fit. */
export function replaceType(
  what: "TYPE" | "DOMAIN",
  name: string,
  schema: string | undefined,
  columns: readonly EnumColumn[],
  create: readonly Statement[],
  cast: Cast,
  hint?: (table: string, column: string) => string,
): Statement[] {
  const aside = `${cutName(name, 58)}__old`;
  const type = qualified(name, schema);
  return [
    { sql: `ALTER ${what} ${type} RENAME TO ${ident(aside)}` },
    ...create,
    ...columns.map((column) => ({
      ...retype(type, column, cast),
      ...(hint && { hint: hint(qualified(column.table, column.schema), ident(column.column)) }),
    })),
    { sql: `DROP ${what} ${qualified(aside, schema)}` },
  ];
}

function retype(
  type: string,
  { table, schema, column, default: value, array }: EnumColumn,
  cast: Cast,
): Statement {
  const name = ident(column);
  const list = array ? "[]" : "";
  const actions = [
    `ALTER COLUMN ${name} DROP DEFAULT`,
    `ALTER COLUMN ${name} TYPE ${type}${list} USING ${cast(name, list)}::${type}${list}`,
    ...(value === undefined
      ? []
      : [`ALTER COLUMN ${name} SET DEFAULT ${checkedDefault(column, value)}`]),
  ];
  return { sql: `ALTER TABLE ${qualified(table, schema)}\n  ${actions.join(",\n  ")}` };
}
