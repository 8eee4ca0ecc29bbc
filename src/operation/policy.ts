import type { OnTable } from "./constraint.js";
import type { Sql } from "./sql.js";
import type { Commented, IfExists } from "./table.js";

export interface PolicySpec extends OnTable {
  /** All restrictive policies must hold, and one permissive. Default `permissive`. */
  readonly as?: "restrictive";
  /** Default: all commands. */
  readonly for?: "select" | "insert" | "update" | "delete";
  /** Default: everybody. */
  readonly to?: readonly string[];
  /** Rows that can be seen. */
  readonly using?: Sql;
  /** Rows that can be written. Default: `using`. */
  readonly withCheck?: Sql;
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createPolicy: [name: string, policy: PolicySpec];
    dropPolicy: [name: string, options: OnTable & IfExists];
    renamePolicy: [from: string, to: string, options: OnTable];
    alterPolicy: [
      name: string,
      changes: OnTable & Commented & Pick<PolicySpec, "to" | "using" | "withCheck">,
    ];
  }
}
