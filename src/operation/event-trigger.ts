import type { Commented, IfExists } from "./table.js";
import type { TriggerEnabled } from "./trigger.js";

export interface EventTriggerSpec {
  /** `ddl_command_start`, `ddl_command_end`, `sql_drop`, `table_rewrite`, `login` (PostgreSQL 17). */
  readonly event: string;
  /** Only for these commands: `["CREATE TABLE", "ALTER TABLE"]`. */
  readonly tags?: readonly string[];
  /** The function: `note_ddl()`. */
  readonly execute: string;
  /** When it fires with regard to `session_replication_role`. Default: not on a replica. */
  readonly enabled?: TriggerEnabled;
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createEventTrigger: [name: string, trigger: EventTriggerSpec];
    dropEventTrigger: [name: string, options?: IfExists];
    renameEventTrigger: [from: string, to: string];
    /** `enabled: null` is the usual state. */
    alterEventTrigger: [
      name: string,
      changes: Commented & { readonly enabled?: TriggerEnabled | null },
    ];
  }
}
