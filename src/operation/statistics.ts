import type { Sql } from "./sql.js";
import type { Commented, IfExists, IfNotExists, InSchema, TableName } from "./table.js";

export type StatisticsKind = "ndistinct" | "dependencies" | "mcv";

export interface StatisticsSpec extends InSchema {
  /** A table of the same schema, or one of another. */
  readonly table: string | TableName;
  /** Names of columns, and expressions with `sql` (PostgreSQL 14). */
  readonly columns: readonly (string | Sql)[];
  /** Default: all. A single expression has none of them. */
  readonly kinds?: readonly StatisticsKind[];
  /** How much is gathered, 0 to 10000. Default: what the columns have. */
  readonly target?: number;
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    /** What the planner should know of columns together, gathered by ANALYZE. */
    createStatistics: [name: string, statistics: StatisticsSpec & IfNotExists];
    dropStatistics: [name: string, options?: InSchema & IfExists];
    renameStatistics: [from: string, to: string, options?: InSchema];
    /** `target: null` is back to the default. */
    alterStatistics: [
      name: string,
      changes: InSchema & Commented & { readonly target?: number | null },
    ];
  }
}
