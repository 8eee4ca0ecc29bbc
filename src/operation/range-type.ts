import type { Commented, IfExists, InSchema } from "./table.js";

export interface RangeTypeSpec extends InSchema {
  /** The type of its bounds. */
  readonly subtype: string;
  /** Operator class that orders the bounds. Default: the one of the subtype. */
  readonly opclass?: string;
  readonly collation?: string;
  /** The function that measures the distance of two bounds, for GiST indexes. */
  readonly subtypeDiff?: string;
  /** The type of several such ranges (PostgreSQL 14). Default: `franja_multirange` for `franja`. */
  readonly multirange?: string;
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createRangeType: [name: string, range: RangeTypeSpec];
    dropRangeType: [name: string, options?: InSchema & IfExists];
    renameRangeType: [from: string, to: string, options?: InSchema];
    alterRangeType: [name: string, changes: InSchema & Commented];
  }
}
