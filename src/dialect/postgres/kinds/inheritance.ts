import {
  type CatalogObject,
  childrenOf,
  type Json,
  type ObjectId,
} from "../../../catalog/index.js";
import {
  type AnyOperation,
  type CheckSpec,
  type DiffContext,
  operation,
  type PartitionOf,
  sql,
  type TableName,
} from "../../../operation/index.js";
import { inSchemaOf, ownSchema, type PostgresKind, type ReadContext, withSpec } from "../kind.js";
import { ident } from "../quote.js";
import {
  type AttachedIndex,
  type HandedDown,
  handedDown,
  keptAlone,
  parentOf,
  sameDefinition,
} from "./handed-down.js";
import { plainTable } from "./table.js";

interface Row {
  schema: string;
  table: string;
  place: number;
  bound: string | null;
  of_schema: string;
  of_table: string;
  columns: string[] | null;
  constraints: string[] | null;
  indexes: { schema: string; name: string }[] | null;
  attached:
    | {
        name: string;
        schema: string;
        root: string;
        constraint: { table: string; name: string } | null;
      }[]
    | null;
}

/** Bonds, with what of the table above has to be there for one to be made and until it is undone. */
function bondQuery(partitions: boolean): string {
  return `SELECT n.nspname AS schema, c.relname AS table, h.inhseqno AS place, pg_get_expr(c.relpartbound, c.oid) AS bound,
      pn.nspname AS of_schema, p.relname AS of_table,
      (SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
      (SELECT json_agg(k.conname ORDER BY k.conname) FROM pg_constraint k
        WHERE k.conrelid = p.oid AND k.conparentid = 0 AND k.coninhcount = 0
          AND (k.contype = 'c' AND NOT k.connoinherit OR p.relkind = 'p' AND k.contype IN ('p', 'u', 'x', 'f'))) AS constraints,
      (SELECT json_agg(json_build_object('schema', xn.nspname, 'name', x.relname) ORDER BY x.relname)
        FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace xn ON xn.oid = x.relnamespace
        WHERE i.indrelid = p.oid AND p.relkind = 'p' AND i.indisvalid AND NOT x.relispartition
          AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x'))) AS indexes,
      (SELECT json_agg(json_build_object('name', x.relname, 'schema', rn.nspname, 'root', r.relname,
          'constraint', CASE WHEN k.oid IS NOT NULL THEN json_build_object('table', kc.relname, 'name', k.conname) END) ORDER BY x.relname)
        FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid AND x.relispartition
        JOIN pg_class r ON r.oid = pg_partition_root(x.oid) JOIN pg_namespace rn ON rn.oid = r.relnamespace
        LEFT JOIN pg_constraint k ON k.conindid = r.oid AND k.contype IN ('p', 'u', 'x') LEFT JOIN pg_class kc ON kc.oid = k.conrelid
        WHERE i.indrelid = c.oid) AS attached
    FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
    WHERE ${plainTable("c")} AND c.relispartition = ${partitions} AND ${ownSchema("n.nspname")}`;
}

function bond(row: Row, id: ObjectId, kind: string, context: ReadContext) {
  const table = context.name(row.schema, row.table);
  const above = context.name(row.of_schema, row.of_table);
  const attached = (row.attached ?? []).map(({ name, schema, root, constraint }) => ({
    name,
    of: constraint
      ? `constraint ${context.name(schema, constraint.table, constraint.name)}`
      : `index ${context.name(schema, root)}`,
  })) satisfies AttachedIndex[];
  return {
    id,
    kind,
    parent: `table ${table}`,
    ...context.schema(row.schema),
    name: row.table,
    position: row.place,
    ...(attached.length > 0 && { incidental: attached as Json }),
    dependsOn: [
      `table ${above}`,
      ...(row.columns ?? []).flatMap((name) => [
        `column ${table}.${ident(name)}`,
        `column ${above}.${ident(name)}`,
      ]),
      ...(row.constraints ?? []).map((name) => `constraint ${above}.${ident(name)}`),
      ...(row.indexes ?? []).map(({ schema, name }) => `index ${context.name(schema, name)}`),
    ],
  };
}

const inSchema = ({ schema }: CatalogObject) => ({ ...(schema && { schema }) });

/** Only the table above is held on to; its columns, constraints and indexes may come and go. */
const release = (_: CatalogObject, dependencies: readonly CatalogObject[]) =>
  dependencies.some(({ kind }) => kind === "table") ? undefined : { before: [], after: [] };

/** What changes in one of two bound tables would be refused, or arrive in the other. */
function frozen(bond: CatalogObject<TableName>, { from, to }: DiffContext): ObjectId[] {
  return [from, to].flatMap((catalog) =>
    [bond.parent!, parentOf(bond)]
      .flatMap((table) => childrenOf(catalog, table))
      .filter(({ kind }) => kind === "column")
      .map(({ id }) => id),
  );
}

/** The checks that a table must have before it can be bound. */
function missingChecks(bond: CatalogObject, { from, to }: DiffContext): AnyOperation[] {
  const { name: table } = to.objects.get(bond.parent!)!;
  const has = (name: string) =>
    from.objects.has(bond.parent!) &&
    (from.objects.has(`constraint ${bond.parent!.slice("table ".length)}.${ident(name)}`) ||
      handedDown(bond.parent!, from).some(
        (other) => other.kind === "check" && other.name === name,
      ));
  return handedDown(bond.parent!, to)
    .filter(({ kind, name }) => kind === "check" && !has(name))
    .map(({ name, data }) => {
      const { comment: _, ...check } = data as CheckSpec;
      return operation("createCheckConstraint", name, { table, ...inSchema(bond), ...check });
    });
}

/** What stays on a table that is on its own again, and should not. */
function leftovers(bond: CatalogObject, context: DiffContext): AnyOperation[] {
  const { from, to } = context;
  const table = bond.parent!;
  const wanted = to.objects.get(table);
  if (!wanted) return [];
  const above = handedDown(table, to);
  const kept = new Map([...keptAlone(table, context)].map(([own, left]) => [left.name, own.name]));
  return handedDown(table, from).flatMap((left): AnyOperation[] => {
    const name = kept.get(left.name);
    if (name !== undefined) return name === left.name ? [] : renameLeft(left, name, wanted);
    if (above.some((o) => o.kind === left.kind && sameDefinition(o.data, left.data))) return [];
    return left.kind === "index"
      ? [operation("dropIndex", left.name, ...inSchemaOf(bond))]
      : [operation("dropConstraint", left.name, { table: wanted.name, ...inSchema(bond) })];
  });
}

function renameLeft(left: HandedDown, name: string, table: CatalogObject): AnyOperation[] {
  return [
    left.kind === "index"
      ? operation("renameIndex", left.name, name, ...inSchemaOf(table))
      : operation("renameConstraint", left.name, name, { table: table.name, ...inSchema(table) }),
  ];
}

export const partition: PostgresKind<PartitionOf, Row> = {
  name: "partition",
  rank: 4,
  // Bounds must not overlap: who leaves a table leaves it before others come.
  claims: ({ data: { table, schema = "" } }) => [`partition of ${schema}.${table}`],
  read: {
    query: () => bondQuery(true),
    object: (row, context) => ({
      ...bond(row, `partition ${context.name(row.schema, row.table)}`, "partition", context),
      data: {
        ...context.schema(row.of_schema),
        table: row.of_table,
        bound: sql.raw(row.bound!),
      },
    }),
  },
  create: (object, context) => [
    ...missingChecks(object, context),
    operation("attachPartition", object.name, { ...inSchema(object), partitionOf: object.data }),
  ],
  drop(object, context) {
    const { bound: _, ...partitionOf } = object.data;
    return [
      operation("detachPartition", object.name, { ...inSchema(object), partitionOf }),
      ...leftovers(object, context),
    ];
  },
  alter: () => undefined,
  release,
  frozen,
  inline: {
    separable: false,
    add: (create, { data }) => withSpec(create, (table) => ({ ...table, partitionOf: data })),
  },
};

export const inheritance: PostgresKind<TableName, Row> = {
  name: "inheritance",
  rank: 4,
  read: {
    query: () => bondQuery(false),
    object(row, context) {
      const child = context.name(row.schema, row.table);
      const above = context.name(row.of_schema, row.of_table);
      return {
        ...bond(row, `inheritance ${child} of ${above}`, "inheritance", context),
        data: { ...context.schema(row.of_schema), table: row.of_table },
      };
    },
  },
  create: (object, context) => [
    ...missingChecks(object, context),
    operation("alterTable", object.name, { ...inSchema(object), inherit: [object.data] }),
  ],
  drop: (object, context) => [
    operation("alterTable", object.name, { ...inSchema(object), noInherit: [object.data] }),
    ...leftovers(object, context),
  ],
  alter: () => undefined,
  release,
  frozen,
  inline: {
    separable: false,
    add: (create, { data }) =>
      withSpec(create, (table) => ({
        ...table,
        inherits: [...((table.inherits as TableName[]) ?? []), data],
      })),
  },
};
