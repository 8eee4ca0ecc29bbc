import type { PgClient } from "../driver/index.js";
import type { Sql, Value } from "./sql.js";
import type { InSchema } from "./table.js";

/** SQL with parameters, in either of the two common spellings. */
export interface Parameterized {
  readonly sql: string;
  readonly params?: readonly unknown[];
  readonly parameters?: readonly unknown[];
}

/** What a data step gets: the revision's own transaction. */
export interface StepContext {
  /** Shaped like a connected `pg` client on every driver: give it to Drizzle, Kysely or use it as it is. */
  readonly client: PgClient;
  /** Runs one query and gives its rows. */
  query<Row extends object = Record<string, unknown>>(query: Sql | Parameterized): Promise<Row[]>;
}

/** A data step: anything that needs more than one statement's worth of SQL. */
export type Step = (tx: StepContext) => unknown | Promise<unknown>;

declare module "./operation.js" {
  interface OperationArguments {
    execute: [statement: string | Sql | Parameterized];
    bulkInsert: [
      table: string,
      rows: readonly { readonly [column: string]: Value | Sql }[],
      options?: InSchema,
    ];
    run: [description: string, step: Step];
  }
}
