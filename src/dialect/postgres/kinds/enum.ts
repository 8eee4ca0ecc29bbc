import type { Catalog, CatalogObject, ObjectId } from "../../../catalog/index.js";
import {
  type AnyOperation,
  type EnumColumn,
  operation,
  type Statement,
} from "../../../operation/index.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { cutName, ident, qualified, quoteText } from "../quote.js";
import type { ColumnData } from "./column.js";
import { checkedDefault } from "./column-clause.js";

export interface EnumData {
  readonly values: readonly string[];
  readonly comment?: string;
}

interface Row {
  oid: number;
  array: number;
  schema: string;
  name: string;
  values: string[];
  comment: string | null;
}

export const enumKind: PostgresKind<EnumData, Row> = {
  name: "enum",
  rank: 2,
  claims: (type) => [`type ${type.schema ?? ""}.${type.name}`],
  read: {
    query: () => `SELECT t.oid, t.typarray AS array, n.nspname AS schema, t.typname AS name,
        (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) AS values,
        obj_description(t.oid, 'pg_type') AS comment
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typtype = 'e' AND ${ownSchema("n.nspname")} AND ${notOwned("pg_type", "t.oid")}`,
    object(row, context) {
      const id = `enum ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_type", row.oid);
      context.at(id, "pg_type", row.array);
      return {
        id,
        kind: "enum",
        ...context.schema(row.schema),
        name: row.name,
        data: spec<EnumData>({ values: row.values ?? [], comment: row.comment }),
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createEnum", name, { ...(schema && { schema }), ...data }),
  ],
  drop: ({ name, schema }) => [
    schema ? operation("dropEnum", name, { schema }) : operation("dropEnum", name),
  ],
  alter(from, to, context) {
    const inSchema = { ...(to.schema && { schema: to.schema }) };
    const comment = commentChange(from.data, to.data);
    const operations: AnyOperation[] =
      "comment" in comment ? [operation("alterEnum", to.name, { ...inSchema, ...comment })] : [];
    const additions = additionsBetween(from.data.values, to.data.values);
    if (additions) {
      operations.push(
        ...additions.map(({ value, place }) => {
          const at = { ...inSchema, ...place };
          return Object.keys(at).length > 0
            ? operation("addEnumValue", to.name, value, at)
            : operation("addEnumValue", to.name, value);
        }),
      );
      return { operations };
    }
    const columns = columnsOf(to.id, context.from, context.to);
    const replace = operation("replaceEnum", to.name, {
      ...inSchema,
      ...to.data,
      columns: columns.map((column) => enumColumn(column, context.to)),
    });
    // Whatever else knows the old type is in the way: it is put back on the new one.
    return {
      operations: [replace],
      touches: columns.map((column) => column.id),
      disturbs: (dependent) =>
        dependent.kind === "column"
          ? (dependent.data as ColumnData).generated !== undefined
          : dependent.kind === "foreign key" || dependent.dependsOn.includes(to.id),
    };
  },
};

/** The values to add, in order, when that alone leads from one list to the other. */
function additionsBetween(from: readonly string[], to: readonly string[]) {
  const kept = to.filter((value) => from.includes(value));
  if (kept.length !== from.length || kept.some((value, i) => value !== from[i])) return undefined;
  const additions: { value: string; place: { before?: string; after?: string } }[] = [];
  const present = new Set(from);
  to.forEach((value, i) => {
    if (present.has(value)) return;
    const next = to.slice(i + 1).find((v) => present.has(v));
    additions.push({
      value,
      place: next === undefined ? {} : i > 0 ? { after: to[i - 1]! } : { before: next },
    });
    present.add(value);
  });
  return additions;
}

/** The columns that have the type before and after. */
function columnsOf(type: ObjectId, from: Catalog, to: Catalog): CatalogObject<ColumnData>[] {
  return [...from.objects.values()].filter((object): object is CatalogObject<ColumnData> => {
    if (object.kind !== "column" || !object.dependsOn.includes(type)) return false;
    const wanted = to.objects.get(object.id);
    // One that only mentions the type, being generated from such a column, is made anew.
    const { generated: computed, inherited } = object.data as ColumnData;
    return !computed && !inherited && wanted?.dependsOn.includes(type) === true;
  });
}

/** Its default is the one it will have: the former may be a value that goes. */
function enumColumn(column: CatalogObject<ColumnData>, to: Catalog): EnumColumn {
  const wanted = to.objects.get(column.id)!.data as ColumnData;
  return {
    ...(column.schema && { schema: column.schema }),
    table: to.objects.get(column.parent!)!.name,
    column: column.name,
    ...(wanted.default !== undefined && { default: wanted.default }),
    ...(column.data.type.endsWith("[]") && { array: true }),
  };
}

export const enumCompilers: Compilers<
  | "createEnum"
  | "dropEnum"
  | "renameEnum"
  | "alterEnum"
  | "addEnumValue"
  | "renameEnumValue"
  | "replaceEnum"
> = {
  createEnum: ({ args: [name, { schema, values, comment }] }) => [
    { sql: createType(qualified(name, schema), values) },
    ...commentOn(`TYPE ${qualified(name, schema)}`, comment),
  ],
  dropEnum: ({ args: [name, options] }) => [
    { sql: `DROP TYPE ${qualified(name, options?.schema)}` },
  ],
  renameEnum: ({ args: [from, to, options] }) => [
    { sql: `ALTER TYPE ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  alterEnum: ({ args: [name, changes] }) =>
    commentOn(`TYPE ${qualified(name, changes.schema)}`, changes.comment),
  addEnumValue: ({ args: [name, value, place] }) => {
    const position =
      place?.before !== undefined
        ? ` BEFORE ${quoteText(place.before)}`
        : place?.after !== undefined
          ? ` AFTER ${quoteText(place.after)}`
          : "";
    const type = qualified(name, place?.schema);
    return [
      {
        sql: `ALTER TYPE ${type} ADD VALUE IF NOT EXISTS ${quoteText(value)}${position}`,
        commitAfter: true,
      },
    ];
  },
  renameEnumValue: ({ args: [name, from, to, options] }) => [
    {
      sql: `ALTER TYPE ${qualified(name, options?.schema)} RENAME VALUE ${quoteText(from)} TO ${quoteText(to)}`,
    },
  ],
  replaceEnum: ({ args: [name, { schema, values, columns, comment }] }) => {
    const type = qualified(name, schema);
    const aside = `${cutName(name, 58)}__old`;
    return [
      { sql: `ALTER TYPE ${type} RENAME TO ${ident(aside)}` },
      { sql: createType(type, values) },
      ...columns.flatMap((column) => retype(type, column)),
      { sql: `DROP TYPE ${qualified(aside, schema)}` },
      ...commentOn(`TYPE ${type}`, comment),
    ];
  },
};

function createType(type: string, values: readonly string[]): string {
  return `CREATE TYPE ${type} AS ENUM (${values.map(quoteText).join(", ")})`;
}

function retype(type: string, column: EnumColumn): Statement[] {
  const name = ident(column.column);
  const list = column.array ? "[]" : "";
  const actions = [
    `ALTER COLUMN ${name} DROP DEFAULT`,
    `ALTER COLUMN ${name} TYPE ${type}${list} USING ${name}::text${list}::${type}${list}`,
    ...(column.default === undefined
      ? []
      : [`ALTER COLUMN ${name} SET DEFAULT ${checkedDefault(column.column, column.default)}`]),
  ];
  const table = qualified(column.table, column.schema);
  return [{ sql: `ALTER TABLE ${table}\n  ${actions.join(",\n  ")}` }];
}
