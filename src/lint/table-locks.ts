import { childrenOf } from "../catalog/index.js";
import { qualified } from "../dialect/index.js";
import type { ForeignKeySpec, PartitionOf } from "../operation/index.js";
import {
  brief,
  type LockContext,
  type LockRules,
  referencedTable,
  type TableLock,
  tableOf,
} from "./table-lock.js";

const aNewTable =
  "make a new table of that kind, copy the rows over in batches, then let the two change names";

export const tableLocks: LockRules = {
  createTable: ([, { partitionOf, inherits = [], foreignKeys = {} }], context) => [
    ...(partitionOf
      ? [brief(tableOf(partitionOf)), ...searched(defaultPartition(tableOf(partitionOf), context))]
      : []),
    ...inherits.map((parent) => brief(tableOf(parent), "SHARE UPDATE EXCLUSIVE")),
    ...Object.values(foreignKeys).map((key) => brief(referencedTable(key), "SHARE ROW EXCLUSIVE")),
  ],
  dropTable: ([name, { schema } = {}], context) => {
    const table = qualified(name, schema);
    const parent = partitionedTable(table, context);
    return [
      brief(table),
      ...(parent === undefined ? [] : [brief(parent), ...defaultPartition(parent, context)]),
      ...keysOf(table, context).map((key) => brief(referencedTable(key))),
    ];
  },
  renameTable: ([from, , { schema } = {}]) => [brief(qualified(from, schema))],
  moveTable: ([name, { schema }]) => [brief(qualified(name, schema))],
  alterTable: ([name, { schema, ...changes }]) => {
    const table = qualified(name, schema);
    const { unlogged, accessMethod, tablespace, rowSecurity, replicaIdentity, inherit } = changes;
    if (unlogged !== undefined || accessMethod !== undefined || tablespace !== undefined)
      return [{ ...brief(table), work: "rewrite", safer: aNewTable }];
    const strong = rowSecurity !== undefined || replicaIdentity !== undefined;
    const parents = [...(inherit ?? []), ...(changes.noInherit ?? [])];
    return [
      brief(table, strong || parents.length > 0 ? "ACCESS EXCLUSIVE" : "SHARE UPDATE EXCLUSIVE"),
      ...(inherit ?? []).map((parent) => brief(tableOf(parent), "SHARE UPDATE EXCLUSIVE")),
    ];
  },
  attachPartition: ([name, { schema, partitionOf }], context) => [
    brief(tableOf(partitionOf), "SHARE UPDATE EXCLUSIVE"),
    {
      ...brief(qualified(name, schema)),
      work: "scan",
      safer:
        "in an earlier revision give it a check that says what the bound says, then nothing is read again",
    },
    ...searched(defaultPartition(tableOf(partitionOf), context)),
  ],
  detachPartition: ([name, { schema, partitionOf, concurrently }], context) => [
    ...defaultPartition(tableOf(partitionOf), context),
    brief(tableOf(partitionOf), concurrently ? "SHARE UPDATE EXCLUSIVE" : undefined),
    brief(qualified(name, schema)),
  ],
};

/** A table's bond to the partitioned one, as the catalog has it. */
function partitionedTable(table: string, { before }: LockContext): string | undefined {
  const bond = childrenOf(before, `table ${table}`).find(({ kind }) => kind === "partition");
  return bond && tableOf(bond.data as PartitionOf);
}

/** What is in no other partition is in this one: it takes part when one comes or goes. */
function defaultPartition(parent: string, { before }: LockContext): TableLock[] {
  return [...before.objects.values()]
    .filter(({ kind, data }) => {
      if (kind !== "partition") return false;
      const bond = data as PartitionOf;
      return tableOf(bond) === parent && /^default$/i.test(bond.bound.text);
    })
    .map(({ name, schema }) => brief(qualified(name, schema)));
}

/** None of its rows may belong into the new one, so all are read. */
function searched(locks: readonly TableLock[]): TableLock[] {
  return locks.map((lock) => ({
    ...lock,
    work: "scan",
    safer: "give the default partition a check that leaves out the rows of the new one first",
  }));
}

function keysOf(table: string, { before }: LockContext): ForeignKeySpec[] {
  return childrenOf(before, `table ${table}`)
    .filter(({ kind }) => kind === "foreign key")
    .map(({ data }) => data as ForeignKeySpec);
}
