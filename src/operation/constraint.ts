import type { Sql } from "./sql.js";
import type { Commented, IfExists, InSchema, StorageParameters } from "./table.js";

export interface Deferrable {
  /** `true`: may be put off to the end of the transaction. `"initially"`: is put off by default. */
  readonly deferrable?: boolean | "initially";
  readonly comment?: string;
}

/** A constraint that keeps an index. */
interface OnIndex {
  /** A comment on its index, which is another than that on the constraint. */
  readonly indexComment?: string;
}

/** A primary key or unique constraint. */
export interface KeySpec<Column extends string = string> extends Deferrable, OnIndex {
  readonly columns: readonly Column[];
  /** Further columns carried by the index. */
  readonly include?: readonly Column[];
  /** Unique only: two NULLs are equal (PostgreSQL 15). */
  readonly nullsNotDistinct?: boolean;
  /** The last column is a range, of which no two may overlap (PostgreSQL 18). */
  readonly withoutOverlaps?: boolean;
  /** Storage parameters of its index: `{ fillfactor: "70" }`. */
  readonly with?: StorageParameters;
  /** Where its index is kept. */
  readonly tablespace?: string;
}

export interface CheckSpec {
  readonly check: Sql;
  readonly noInherit?: boolean;
  readonly notValid?: boolean;
  /** Says what should hold, and lets rows be (PostgreSQL 18). */
  readonly notEnforced?: boolean;
  readonly comment?: string;
}

export type ForeignKeyAction = "cascade" | "restrict" | "setNull" | "setDefault";

export interface ForeignKeySpec<Column extends string = string> extends Deferrable {
  readonly columns: readonly Column[];
  readonly references: {
    readonly table: string;
    readonly schema?: string;
    readonly columns: readonly string[];
  };
  /** Left out: no action. */
  readonly onDelete?: ForeignKeyAction;
  readonly onUpdate?: ForeignKeyAction;
  /** For `setNull` and `setDefault`: only these columns (PostgreSQL 15). */
  readonly onDeleteColumns?: readonly string[];
  readonly match?: "full";
  /** The last column of both sides is a range that has to be covered (PostgreSQL 18). */
  readonly period?: boolean;
  readonly notValid?: boolean;
  /** Says what should hold, and lets rows be (PostgreSQL 18). */
  readonly notEnforced?: boolean;
}

/** An exclusion constraint. */
export interface ExclusionSpec extends Deferrable, OnIndex {
  /** What stands behind the word EXCLUDE: `USING gist (room WITH =, during WITH &&) WHERE (active)`. */
  readonly exclude: Sql;
}

/** The table a constraint is on. */
export interface OnTable extends InSchema {
  readonly table: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createPrimaryKey: [name: string, key: KeySpec & OnTable];
    createUniqueConstraint: [name: string, key: KeySpec & OnTable];
    createCheckConstraint: [name: string, check: CheckSpec & OnTable];
    createForeignKey: [name: string, key: ForeignKeySpec & OnTable];
    createExcludeConstraint: [name: string, exclusion: ExclusionSpec & OnTable];
    dropConstraint: [name: string, options: OnTable & IfExists];
    renameConstraint: [from: string, to: string, options: OnTable];
    /**
     * Changes the comment, checks the rows of a constraint that was made `notValid`; of a foreign
     * key also whether it can be put off, and is enforced.
     */
    alterConstraint: [
      name: string,
      changes: OnTable &
        Commented & {
          readonly validate?: true;
          readonly deferrable?: boolean | "initially";
          readonly notEnforced?: boolean;
        },
    ];
  }
}
