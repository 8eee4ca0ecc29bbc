import { type AnyOperation, operation } from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  inSchemaOf,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
  unlessEmpty,
} from "../kind.js";
import { ident, qualified, quoteText } from "../quote.js";
import { replacedType, replaceType } from "./replaced-type.js";

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
  renaming: {
    rename: (type, name) => [operation("renameEnum", type.name, name, ...inSchemaOf(type))],
    parts: {
      names: ({ data }) => data.values,
      rename: (type, from, to) =>
        operation("renameEnumValue", type.name, from, to, ...inSchemaOf(type)),
    },
  },
  drop: (object) => [operation("dropEnum", object.name, ...inSchemaOf(object))],
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
          return operation("addEnumValue", to.name, value, ...unlessEmpty(at));
        }),
      );
      return { operations };
    }
    const gone = from.data.values.filter((value) => !to.data.values.includes(value));
    return {
      ...replacedType(to.id, context, (columns) =>
        operation("replaceEnum", to.name, { ...inSchema, ...to.data, columns }),
      ),
      ...(gone.length > 0 && { loses: `values ${gone.join(", ")}` }),
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
    { sql: `DROP TYPE ${ifExists(options)}${qualified(name, options?.schema)}` },
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
    return [
      ...replaceType(
        "TYPE",
        name,
        schema,
        columns,
        [{ sql: createType(type, values) }],
        (column, list) => `${column}::text${list}`,
        (table, column) =>
          `A row with a value that goes stands in the way. Give it another one first: op.execute(sql\`UPDATE ${table} SET ${column} = … WHERE ${column} = …\`).`,
      ),
      ...commentOn(`TYPE ${type}`, comment),
    ];
  },
};

function createType(type: string, values: readonly string[]): string {
  return `CREATE TYPE ${type} AS ENUM (${values.map(quoteText).join(", ")})`;
}
