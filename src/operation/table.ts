import type { ColumnSpec } from "./column.js";
import type { CheckSpec, ForeignKeySpec, KeySpec } from "./constraint.js";
import type { Sql } from "./sql.js";

/** Where an object lives. Left out: the target schema. */
export interface InSchema {
  readonly schema?: string;
}

/** Of a drop: what is not there is passed over. */
export interface IfExists {
  readonly ifExists?: boolean;
}

/** Of a creation: what is there, whatever it is like, is passed over. */
export interface IfNotExists {
  readonly ifNotExists?: boolean;
}

/**
 * Others go on reading and writing meanwhile. It takes longer, and runs outside a transaction: the
 * revision is committed up to there, and goes on in another one.
 */
export interface Concurrently {
  readonly concurrently?: boolean;
}

/** A comment; `null` takes it away. */
export interface Commented {
  readonly comment?: string | null;
}

/** Storage parameters: `{ fillfactor: "70" }`. */
export interface StorageParameters {
  readonly [parameter: string]: string;
}

/** `null` is back to the default. */
export interface StorageParameterChanges {
  readonly [parameter: string]: string | null;
}

/** What logical replication identifies a row by, where that is not the primary key. */
export type ReplicaIdentity = "full" | "nothing" | { readonly index: string };

/** What `createTable` makes. `Column` is the names of its columns, so that a typo in a key is a type error. */
/**
 * Policies decide which rows are seen; `"forced"`: for the owner too. The two are switches of their
 * own, so that the second can wait for the first: `"forced when enabled"`.
 */
export type RowSecurity = boolean | "forced" | "forced when enabled";

export interface TableSpec<Column extends string = string> extends InSchema {
  /**
   * By name, in order. An array of `{ name, … }` where keys cannot carry the order. A partition has
   * its table's.
   */
  readonly columns?: { readonly [name in Column]: ColumnSpec } | readonly NamedColumn[];
  /** Columns, or `{ name, columns, … }` when it is not called `<table>_pkey`. */
  readonly primaryKey?: readonly Column[] | (KeySpec<Column> & { readonly name?: string });
  /** By constraint name. */
  readonly unique?: { readonly [name: string]: readonly Column[] | KeySpec<Column> };
  readonly checks?: { readonly [name: string]: CheckSpec | CheckSpec["check"] };
  readonly foreignKeys?: { readonly [name: string]: ForeignKeySpec<Column> };
  /** How rows are spread over partitions: `RANGE (created_at)`, `LIST (region)`, `HASH (id)`. */
  readonly partitionBy?: Sql;
  readonly partitionOf?: PartitionOf;
  /** Tables whose columns it has too, the older kind of inheritance. */
  readonly inherits?: readonly TableName[];
  readonly unlogged?: boolean;
  readonly rowSecurity?: RowSecurity;
  /** Storage parameters; those of its TOAST table as `"toast.autovacuum_enabled"`. */
  readonly with?: StorageParameters;
  /** Default `heap`. */
  readonly accessMethod?: string;
  readonly tablespace?: string;
  readonly replicaIdentity?: ReplicaIdentity;
  /** The index that `CLUSTER` sorts by. */
  readonly clusterOn?: string;
  readonly comment?: string;
}

/** A table, with its schema where that is not the target schema. */
export interface TableName extends InSchema {
  readonly table: string;
}

export interface PartitionOf extends TableName {
  /** `FOR VALUES FROM (…) TO (…)`, `FOR VALUES IN (…)`, `DEFAULT`. */
  readonly bound: Sql;
}

export interface NamedColumn extends ColumnSpec {
  readonly name: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createTable: [name: string, table: TableSpec & IfNotExists];
    dropTable: [name: string, options?: InSchema & IfExists];
    renameTable: [from: string, to: string, options?: InSchema];
    /** To another schema, with its indexes and the sequences that belong to it. */
    moveTable: [name: string, options: InSchema & { readonly to: string }];
    alterTable: [
      name: string,
      changes: InSchema &
        Commented & {
          readonly unlogged?: boolean;
          readonly rowSecurity?: RowSecurity;
          readonly with?: StorageParameterChanges;
          readonly accessMethod?: string | null;
          readonly tablespace?: string | null;
          readonly replicaIdentity?: ReplicaIdentity | null;
          readonly clusterOn?: string | null;
          readonly inherit?: readonly TableName[];
          readonly noInherit?: readonly TableName[];
        },
    ];
    /** Makes a table that stands on its own a partition; its rows are checked against the bound. */
    attachPartition: [name: string, options: InSchema & { readonly partitionOf: PartitionOf }];
    /** A partition becomes a table of its own, with its rows. */
    detachPartition: [
      name: string,
      options: InSchema & Concurrently & { readonly partitionOf: TableName },
    ];
  }
}
