import type { Catalog, CatalogObject } from "../../../catalog/index.js";
import {
  type AnyOperation,
  operation,
  type ReplicaIdentity,
  type TableSpec,
} from "../../../operation/index.js";
import { notOwned, ownSchema, type PostgresKind, type ReadContext, withSpec } from "../kind.js";
import { plainTable } from "./table.js";

type Choice = Pick<TableSpec, "replicaIdentity"> | Pick<TableSpec, "clusterOn">;

interface Row {
  schema: string;
  table: string;
  relkind: "r" | "p" | "m";
  identity: "f" | "n" | "i";
  index: string | null;
  /** The constraint that the index is of, or else the index itself: of the partitioned table, where it is attached. */
  owner: { kind: "constraint" | "index"; schema: string; names: string[] } | null;
}

/** The tables `c` with the index `i` they chose, by what the index comes with. */
function choiceQuery(chosen: string): string {
  return `SELECT n.nspname AS schema, c.relname AS table, c.relkind, c.relreplident AS identity, x.relname AS index,
      CASE WHEN x.oid IS NULL THEN NULL
        WHEN k.oid IS NULL THEN json_build_object('kind', 'index', 'schema', rn.nspname, 'names', json_build_array(r.relname))
        ELSE json_build_object('kind', 'constraint', 'schema', rn.nspname, 'names', json_build_array(kc.relname, k.conname)) END AS owner
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indrelid = c.oid AND ${chosen}
    LEFT JOIN pg_class x ON x.oid = i.indexrelid
    LEFT JOIN pg_class r ON r.oid = coalesce(pg_partition_root(x.oid), x.oid)
    LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
    LEFT JOIN pg_constraint k ON k.conindid = r.oid AND k.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_class kc ON kc.oid = k.conrelid
    WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_class", "c.oid")}`;
}

function choice(row: Row, kind: string, data: Choice, context: ReadContext): CatalogObject<Choice> {
  const name = context.name(row.schema, row.table);
  const { owner } = row;
  return {
    id: `${kind} ${name}`,
    kind,
    parent: `${row.relkind === "m" ? "materialized view" : "table"} ${name}`,
    ...context.schema(row.schema),
    name: row.table,
    data,
    dependsOn: owner ? [`${owner.kind} ${context.name(owner.schema, ...owner.names)}`] : [],
  };
}

/**
 * What a table says of its indexes. Apart from the table, since an index needs the table first and
 * the choice needs the index; it travels inside the creation of the table where it can.
 */
function choiceKind(
  name: string,
  query: string,
  data: (row: Row) => Choice,
  none: { readonly replicaIdentity: null } | { readonly clusterOn: null },
): PostgresKind<Choice, Row> {
  const set = (object: CatalogObject<Choice>, chosen: Choice | typeof none): AnyOperation[] => {
    const changes = { ...(object.schema && { schema: object.schema }), ...chosen };
    return object.parent!.startsWith("materialized view ")
      ? [operation("alterMaterializedView", object.name, changes)]
      : [operation("alterTable", object.name, changes)];
  };
  return {
    name,
    rank: 12,
    read: {
      query: () => query,
      object: (row, context) => choice(row, name, data(row), context),
    },
    create: (object) => set(object, object.data),
    // With its index the choice goes by itself; one for another index need not wait for that.
    drop: (object, { to }) =>
      to.objects.has(object.id) && goes(object, to) ? [] : set(object, none),
    alter: (from, to, context) =>
      goes(from, context.to) ? undefined : { operations: set(to, to.data) },
    inline: {
      separable: true,
      add: (create, object) => withSpec(create, (table) => ({ ...table, ...object.data })),
    },
  };
}

function goes({ dependsOn }: CatalogObject, { objects }: Catalog): boolean {
  return dependsOn.some((index) => !objects.has(index));
}

/** `"i"` without an index: the index has gone, which is as much as nothing. */
export const replicaIdentity = choiceKind(
  "replica identity",
  `${choiceQuery("i.indisreplident AND c.relreplident = 'i'")} AND ${plainTable("c")} AND c.relreplident <> 'd'`,
  ({ identity, index }) => ({
    replicaIdentity: (identity === "f"
      ? "full"
      : index === null
        ? "nothing"
        : { index }) satisfies ReplicaIdentity,
  }),
  { replicaIdentity: null },
);

export const clustering = choiceKind(
  "clustering",
  `${choiceQuery("i.indisclustered")} AND (${plainTable("c")} OR c.relkind = 'm') AND x.oid IS NOT NULL`,
  ({ index }) => ({ clusterOn: index! }),
  { clusterOn: null },
);
