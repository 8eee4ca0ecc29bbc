import {
  type AttributeSpec,
  type OperationArguments,
  operation,
  type Statement,
} from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  commentsOn,
  inSchemaOf,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { collationName, collationText, ident, qualified } from "../quote.js";
import { shortType } from "../type-name.js";
import { isMadeOf } from "./made-of.js";
import { replacedType, replaceType, typeColumns } from "./replaced-type.js";

export interface CompositeTypeData {
  readonly attributes: { readonly [name: string]: AttributeSpec };
  readonly comment?: string;
}

interface Row {
  oid: number;
  array: number;
  rel: number;
  schema: string;
  name: string;
  attributes:
    | { name: string; type: string; collation: string | null; comment: string | null }[]
    | null;
  comment: string | null;
}

export const compositeType: PostgresKind<CompositeTypeData, Row> = {
  name: "composite type",
  rank: 3,
  claims: (type) => [
    `type ${type.schema ?? ""}.${type.name}`,
    `relation ${type.schema ?? ""}.${type.name}`,
  ],
  read: {
    query:
      () => `SELECT t.oid, t.typarray AS array, c.oid AS rel, n.nspname AS schema, t.typname AS name,
        (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
            'collation', CASE WHEN a.attcollation <> at.typcollation THEN a.attcollation::regcollation::text END,
            'comment', col_description(c.oid, a.attnum)) ORDER BY a.attnum)
          FROM pg_attribute a JOIN pg_type at ON at.oid = a.atttypid
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS attributes,
        obj_description(t.oid, 'pg_type') AS comment
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_class c ON c.oid = t.typrelid
      WHERE c.relkind = 'c' AND ${ownSchema("n.nspname")} AND ${notOwned("pg_type", "t.oid")}`,
    object(row, context) {
      const id = `composite type ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_type", row.oid);
      context.at(id, "pg_type", row.array);
      context.at(id, "pg_class", row.rel);
      const attributes = (row.attributes ?? []).map(
        ({ name, type, collation, comment }) =>
          [
            name,
            spec<AttributeSpec>({
              type: shortType(type),
              collation: collation === null ? null : collationName(collation),
              comment,
            }),
          ] as const,
      );
      return {
        id,
        kind: "composite type",
        ...context.schema(row.schema),
        name: row.name,
        data: {
          attributes: Object.fromEntries(attributes),
          ...spec<{ comment?: string }>({ comment: row.comment }),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createCompositeType", name, { ...(schema && { schema }), ...data }),
  ],
  drop: (object) => [operation("dropCompositeType", object.name, ...inSchemaOf(object))],
  alter(from, to, context) {
    const former = from.data.attributes;
    const wanted = to.data.attributes;
    const names = Object.keys(wanted);
    const pick = (chosen: readonly string[]) =>
      chosen.length > 0 ? Object.fromEntries(chosen.map((n) => [n, wanted[n]!])) : undefined;
    const drop = Object.keys(former).filter((n) => !wanted[n]);
    const retypedOnes = names.filter((n) => former[n] && retyped(former[n], wanted[n]!));
    const used = retypedOnes.length > 0 && typeColumns(to.id, context.from, context.to).length > 0;
    const changes = spec({
      schema: to.schema,
      drop: drop.length > 0 ? drop : undefined,
      add: pick(names.filter((n) => !former[n])),
      alter: used ? undefined : pick(retypedOnes),
      comments: commentsChanged(former, wanted),
    });
    const all = { ...changes, ...(used ? {} : commentChange(from.data, to.data)) };
    const inPlace =
      Object.keys(all).length > (to.schema ? 1 : 0)
        ? [operation("alterCompositeType", to.name, all)]
        : [];
    // Columns may hold it by way of what is made of it, and then let go of that.
    if (!used)
      return {
        operations: inPlace,
        disturbs: (dependent) => retypedOnes.length > 0 && isMadeOf(dependent, to),
      };
    // Its text is read again attribute by attribute: they have to come in the order they are in.
    const order = orderAfter(Object.keys(former), names);
    const attributes = Object.fromEntries(order.map((n) => [n, wanted[n]!]));
    const replaced = replacedType(to.id, context, (columns) =>
      operation("replaceCompositeType", to.name, {
        ...(to.schema && { schema: to.schema }),
        ...to.data,
        attributes,
        columns,
      }),
    );
    return { ...replaced, operations: [...inPlace, ...replaced.operations] };
  },
};

function createType(
  name: string,
  { schema, attributes, comment }: OperationArguments["createCompositeType"][1],
): Statement[] {
  const target = qualified(name, schema);
  const list = Object.entries(attributes).map(([n, a]) => `${ident(n)} ${attributeText(a)}`);
  return [
    { sql: `CREATE TYPE ${target} AS (${list.join(", ")})` },
    ...commentOn(`TYPE ${target}`, comment),
    ...attributeComments(target, attributes),
  ];
}

export const compositeTypeCompilers: Compilers<
  | "createCompositeType"
  | "dropCompositeType"
  | "renameCompositeType"
  | "renameAttribute"
  | "alterCompositeType"
  | "replaceCompositeType"
> = {
  createCompositeType: ({ args: [name, type] }) => createType(name, type),
  replaceCompositeType: ({ args: [name, { columns, ...type }] }) =>
    replaceType(
      "TYPE",
      name,
      type.schema,
      columns,
      createType(name, type),
      (column) => `${column}::text`,
    ),
  dropCompositeType: ({ args: [name, options] }) => [
    { sql: `DROP TYPE ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameCompositeType: ({ args: [from, to, options] }) => [
    { sql: `ALTER TYPE ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  renameAttribute: ({ args: [type, from, to, options] }) => [
    {
      sql: `ALTER TYPE ${qualified(type, options?.schema)} RENAME ATTRIBUTE ${ident(from)} TO ${ident(to)}`,
    },
  ],
  alterCompositeType: ({ args: [name, changes] }) => {
    const target = qualified(name, changes.schema);
    const { add = {}, alter = {}, drop = [], comments } = changes;
    const actions = [
      ...drop.map((n) => `DROP ATTRIBUTE ${ident(n)}`),
      ...Object.entries(add).map(([n, a]) => `ADD ATTRIBUTE ${ident(n)} ${attributeText(a)}`),
      ...Object.entries(alter).map(
        ([n, a]) => `ALTER ATTRIBUTE ${ident(n)} TYPE ${attributeText(a)}`,
      ),
    ];
    return [
      ...(actions.length > 0 ? [{ sql: `ALTER TYPE ${target} ${actions.join(", ")}` }] : []),
      ...attributeComments(target, add),
      ...commentsOn(target, comments),
      ...commentOn(`TYPE ${target}`, changes.comment),
    ];
  },
};

function retyped(from: AttributeSpec, to: AttributeSpec): boolean {
  return from.type !== to.type || from.collation !== to.collation;
}

type Attributes = CompositeTypeData["attributes"];

/** The names of attributes as changes in place leave them: new ones last. */
export function orderAfter(former: readonly string[], wanted: readonly string[]): string[] {
  const kept = former.filter((name) => wanted.includes(name));
  return [...kept, ...wanted.filter((name) => !former.includes(name))];
}

/** Those of attributes that were there before; a new one brings its own. */
function commentsChanged(
  from: Attributes,
  to: Attributes,
): { [name: string]: string | null } | undefined {
  const changed = Object.keys(to).filter((n) => from[n] && from[n].comment !== to[n]!.comment);
  if (changed.length === 0) return undefined;
  return Object.fromEntries(changed.map((n) => [n, to[n]!.comment ?? null]));
}

function attributeText(attribute: AttributeSpec): string {
  const collate = attribute.collation ? ` COLLATE ${collationText(attribute.collation)}` : "";
  return `${attribute.type}${collate}`;
}

function attributeComments(target: string, attributes: Attributes) {
  return Object.entries(attributes).flatMap(([name, { comment }]) =>
    commentOn(`COLUMN ${target}.${ident(name)}`, comment),
  );
}
