import type { Sql } from "./sql.js";
import type {
  Commented,
  IfExists,
  IfNotExists,
  InSchema,
  StorageParameterChanges,
  StorageParameters,
} from "./table.js";

export interface ViewSpec extends InSchema {
  /** The query, without `CREATE VIEW … AS`. */
  readonly as: Sql;
  /** Column names, where they are not those of the query. */
  readonly columns?: readonly string[];
  /** Refuse rows that the view would not show, on INSERT and UPDATE through it. */
  readonly checkOption?: "local" | "cascaded";
  readonly securityBarrier?: boolean;
  /** Access to the tables below is checked for who asks, not for the view's owner (PostgreSQL 15). */
  readonly securityInvoker?: boolean;
  /** What its columns have in an INSERT through the view that leaves them out. */
  readonly defaults?: { readonly [column: string]: Sql };
  readonly comment?: string;
  /** Of its columns. */
  readonly comments?: { readonly [column: string]: string };
}

export interface MaterializedViewSpec extends InSchema {
  readonly as: Sql;
  readonly columns?: readonly string[];
  /** Default `heap`. */
  readonly accessMethod?: string;
  /** Storage parameters: `{ fillfactor: "70" }`. */
  readonly with?: StorageParameters;
  /** The index that `CLUSTER` sorts by. */
  readonly clusterOn?: string;
  /** `false` leaves it empty until it is refreshed. Default `true`. */
  readonly data?: boolean;
  readonly comment?: string;
  /** Of its columns. */
  readonly comments?: { readonly [column: string]: string };
}

/** Comments; `null` takes one away. */
interface ViewComments extends Commented {
  /** Of its columns. */
  readonly comments?: { readonly [column: string]: string | null };
}

declare module "./operation.js" {
  interface OperationArguments {
    createView: [name: string, view: ViewSpec];
    /** Puts another query into a view; its columns stay, more may follow them. */
    replaceView: [name: string, view: ViewSpec];
    dropView: [name: string, options?: InSchema & IfExists];
    renameView: [from: string, to: string, options?: InSchema];
    alterView: [
      name: string,
      changes: InSchema &
        ViewComments & { readonly defaults?: { readonly [column: string]: Sql | null } },
    ];
    createMaterializedView: [name: string, view: MaterializedViewSpec & IfNotExists];
    dropMaterializedView: [name: string, options?: InSchema & IfExists];
    renameMaterializedView: [from: string, to: string, options?: InSchema];
    /** `concurrently`: it can be read meanwhile; it needs a unique index, and runs in the transaction. */
    refreshMaterializedView: [
      name: string,
      options?: InSchema & { readonly concurrently?: boolean },
    ];
    alterMaterializedView: [
      name: string,
      changes: InSchema &
        ViewComments & {
          readonly with?: StorageParameterChanges;
          readonly clusterOn?: string | null;
        },
    ];
  }
}
