import type { ColumnSpec } from "./column.js";
import type { Parameterized } from "./data.js";
import type { OperationArguments, OwnOperationArguments } from "./operation.js";
import type { Sql } from "./sql.js";
import type { IfNotExists, NamedColumn, PartitionOf, TableSpec } from "./table.js";

type Own = {
  readonly [K in keyof OwnOperationArguments]: OwnOperationArguments[K] extends readonly unknown[]
    ? (...args: OwnOperationArguments[K]) => void
    : never;
};

type Directives = {
  readonly [K in keyof OperationArguments]: (...args: OperationArguments[K]) => void;
};

/**
 * What a revision's `upgrade` and `downgrade` get. Directives are recorded and sent in order, so
 * nothing needs `await`; only `query` does, since it reads.
 */
export interface Operations extends Omit<Directives, "createTable">, Own {
  /**
   * Creates a table with its columns and constraints.
   *
   * @example
   * op.createTable("vales", {
   *   columns: {
   *     id: { type: "bigint", identity: "always" },
   *     folio: { type: "varchar(20)", notNull: true },
   *   },
   *   primaryKey: ["id"],
   *   unique: { vales_folio_key: ["folio"] },
   * });
   */
  createTable<const Columns extends { readonly [name: string]: ColumnSpec }>(
    name: string,
    table: Omit<TableSpec<keyof Columns & string>, "columns"> &
      IfNotExists & { readonly columns: Columns },
  ): void;
  createTable(
    name: string,
    table: TableSpec & IfNotExists & { readonly columns: readonly NamedColumn[] },
  ): void;
  /** A partition has the columns of its table. */
  createTable(
    name: string,
    table: Omit<TableSpec, "columns"> & IfNotExists & { readonly partitionOf: PartitionOf },
  ): void;
  /**
   * What is written inside runs outside a transaction, one statement after the other: the revision
   * is committed up to there, and goes on in another transaction. The function may not be `async`.
   *
   * @example
   * op.autocommitBlock(() => {
   *   op.execute("VACUUM (ANALYZE) vales");
   * });
   */
  autocommitBlock(body: () => void): void;
  /** Sends what is pending, then reads. */
  query<Row extends object = Record<string, unknown>>(query: Sql | Parameterized): Promise<Row[]>;
}
