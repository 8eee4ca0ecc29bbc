import type { SequenceOptions } from "./column.js";
import type { Commented, IfExists, IfNotExists, InSchema } from "./table.js";

export interface SequenceSpec extends SequenceOptions {
  /** Default `bigint`. */
  readonly type?: "smallint" | "integer" | "bigint";
  /** From PostgreSQL 15 on; an older server passes over it. */
  readonly unlogged?: boolean;
}

/** The column a sequence goes away with. */
export interface SequenceOwner extends InSchema {
  readonly table: string;
  readonly column: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createSequence: [
      name: string,
      spec?: SequenceSpec & InSchema & IfNotExists & { readonly comment?: string },
    ];
    dropSequence: [name: string, options?: InSchema & IfExists];
    renameSequence: [from: string, to: string, options?: InSchema];
    alterSequence: [
      name: string,
      changes: SequenceSpec &
        InSchema &
        Commented & {
          readonly ownedBy?: SequenceOwner | null;
          /** The next value. */
          readonly restart?: number | string;
        },
    ];
  }
}
