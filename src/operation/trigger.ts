import type { OnTable } from "./constraint.js";
import type { Sql } from "./sql.js";
import type { Commented, IfExists } from "./table.js";

export type TriggerEvent =
  | "insert"
  | "update"
  | "delete"
  | "truncate"
  | { readonly updateOf: readonly string[] };

export interface TriggerSpec extends OnTable {
  readonly when: "before" | "after" | "insteadOf";
  readonly events: readonly TriggerEvent[];
  /** Once a row rather than once a statement. Default `true`. */
  readonly forEachRow?: boolean;
  /** Only where this holds; `NEW` and `OLD` are the row. */
  readonly condition?: Sql;
  /** The function with its arguments: `update_updated_at()`. */
  readonly execute: string;
  /** A constraint trigger, which may be put off to the end of the transaction. */
  readonly constraint?: boolean;
  readonly deferrable?: boolean | "initially";
  /** The table a constraint trigger also belongs to. */
  readonly from?: string;
  /** Transition tables: all rows before and after the statement. */
  readonly oldTable?: string;
  readonly newTable?: string;
  /** When it fires with regard to `session_replication_role`. Default: not on a replica. */
  readonly enabled?: TriggerEnabled;
  readonly comment?: string;
}

export type TriggerEnabled = "never" | "replica" | "always";

declare module "./operation.js" {
  interface OperationArguments {
    createTrigger: [name: string, trigger: TriggerSpec];
    dropTrigger: [name: string, options: OnTable & IfExists];
    renameTrigger: [from: string, to: string, options: OnTable];
    /** `enabled: null` is the usual state. */
    alterTrigger: [
      name: string,
      changes: OnTable & Commented & { readonly enabled?: TriggerEnabled | null },
    ];
  }
}
