import type { OnTable } from "./constraint.js";
import type { Sql } from "./sql.js";
import type { Commented, IfExists } from "./table.js";
import type { TriggerEnabled } from "./trigger.js";

export interface RuleSpec extends OnTable {
  readonly event: "select" | "insert" | "update" | "delete";
  /** Only where this holds; `new` and `old` are the row. */
  readonly where?: Sql;
  /** In place of the command rather than along with it. */
  readonly instead?: boolean;
  /** The commands, in order. Left out: nothing. */
  readonly do?: readonly Sql[];
  /** When it applies with regard to `session_replication_role`. Default: not on a replica. */
  readonly enabled?: TriggerEnabled;
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createRule: [name: string, rule: RuleSpec];
    /** The same name on the same table does something else; whether it is enabled stays. */
    replaceRule: [name: string, rule: Omit<RuleSpec, "enabled">];
    dropRule: [name: string, options: OnTable & IfExists];
    renameRule: [from: string, to: string, options: OnTable];
    /** `enabled: null` is the usual state. */
    alterRule: [
      name: string,
      changes: OnTable & Commented & { readonly enabled?: TriggerEnabled | null },
    ];
  }
}
