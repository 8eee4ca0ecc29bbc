import type { Sql } from "./sql.js";
import type {
  Commented,
  Concurrently,
  IfExists,
  IfNotExists,
  InSchema,
  StorageParameterChanges,
  StorageParameters,
} from "./table.js";

/** One key of an index: a column's name, an expression, or either with its options. */
export type IndexKey = string | Sql | IndexKeySpec;

export interface IndexKeySpec {
  readonly column?: string;
  readonly expression?: Sql;
  readonly order?: "asc" | "desc";
  /** Left out: last when ascending, first when descending, as PostgreSQL has it. */
  readonly nulls?: "first" | "last";
  /** Operator class, with its options if any: `gin_trgm_ops`. */
  readonly opclass?: string;
  readonly collation?: string;
  /** Of an expression: how finely `ANALYZE` looks. */
  readonly statistics?: number;
}

export interface IndexSpec extends InSchema {
  readonly table: string;
  readonly columns: readonly IndexKey[];
  readonly unique?: boolean;
  /** Default `btree`. */
  readonly method?: string;
  readonly include?: readonly string[];
  /** Unique only: two NULLs are equal (PostgreSQL 15). */
  readonly nullsNotDistinct?: boolean;
  /** Only rows for which this holds. */
  readonly where?: Sql;
  /** Storage parameters: `{ fillfactor: "70" }`. */
  readonly with?: StorageParameters;
  readonly tablespace?: string;
  /** Of a partitioned table alone: its partitions' indexes are attached one by one. */
  readonly only?: boolean;
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createIndex: [name: string, index: IndexSpec & IfNotExists & Concurrently];
    dropIndex: [name: string, options?: InSchema & IfExists & Concurrently];
    renameIndex: [from: string, to: string, options?: InSchema];
    alterIndex: [
      name: string,
      changes: InSchema &
        Commented & {
          readonly with?: StorageParameterChanges;
          readonly tablespace?: string | null;
          /** Of its expressions, by their place among the keys: `{ 1: 500 }`. */
          readonly statistics?: { readonly [place: number]: number | null };
        },
    ];
  }
}
