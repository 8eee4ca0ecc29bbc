import type { Sql, Value } from "./sql.js";
import type {
  Commented,
  IfExists,
  IfNotExists,
  InSchema,
  StorageParameterChanges,
  StorageParameters,
} from "./table.js";

/** A column's type and attributes. */
export interface ColumnSpec {
  /** PostgreSQL's own text: `varchar(20)`, `timestamptz`, `numeric(10,2)`, `serial`, an enum's name. */
  readonly type: string;
  /** Default `false`. */
  readonly notNull?: boolean | NotNullSpec;
  /** A JavaScript value is a literal; an expression is written with `sql`. */
  readonly default?: Value | Sql;
  readonly identity?: IdentityKind | IdentitySpec;
  /** Computed from other columns. */
  readonly generated?: Sql | GeneratedSpec;
  /** Its name, as `C` or `en-x-icu`; SQL text where it is not a plain one. */
  readonly collation?: string;
  /** Where long values go, if not where values of the type go by themselves. */
  readonly storage?: ColumnStorage;
  /** What long values are packed with, if not the server's `default_toast_compression` (PostgreSQL 14). */
  readonly compression?: ColumnCompression;
  /** How finely `ANALYZE` looks, if not by `default_statistics_target`. */
  readonly statistics?: number;
  /** What the planner should take for true: `{ n_distinct: "-0.05" }`. */
  readonly options?: StorageParameters;
  readonly comment?: string;
}

export type ColumnStorage = "plain" | "external" | "extended" | "main";
export type ColumnCompression = "pglz" | "lz4";

/** NOT NULL as the constraint it is from PostgreSQL 18 on. */
export interface NotNullSpec {
  /** Left out: PostgreSQL's own, `<table>_<column>_not_null`. Older servers keep none. */
  readonly name?: string;
  /** Rows that are there may hold NULL. */
  readonly notValid?: boolean;
  /** Tables that inherit the column do not inherit this. */
  readonly noInherit?: boolean;
}

/** With `formerName`: what changes of the constraint of that name, which is there and stays. */
export interface NotNullChange extends NotNullSpec {
  readonly formerName?: string;
}

export type IdentityKind = "always" | "byDefault";

/** An identity column whose sequence is not the default one. */
export interface IdentitySpec extends SequenceOptions {
  readonly kind: IdentityKind;
}

/** Numbers as text where they pass 2^53. */
export interface SequenceOptions {
  readonly start?: number | string;
  readonly increment?: number | string;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly cache?: number | string;
  readonly cycle?: boolean;
}

/** What changes of an identity column; what is left out stays, and so does where it has got to. */
export interface IdentityChanges extends SequenceOptions {
  readonly kind?: IdentityKind;
  /** The next value. */
  readonly restart?: number | string;
}

export interface GeneratedSpec {
  readonly as: Sql;
  /** Computed when read (PostgreSQL 18) rather than stored. Default `false`. */
  readonly virtual?: boolean;
}

/** What `alterColumn` changes; `null` takes away. What is left out stays. */
export interface ColumnChanges extends InSchema, Commented {
  readonly type?: string;
  /** How old values become new ones, where PostgreSQL has no automatic cast. */
  readonly using?: Sql;
  readonly collation?: string;
  readonly notNull?: boolean | NotNullChange;
  readonly default?: Value | Sql;
  /** Makes the column an identity, or with `null` no longer one. */
  readonly identity?: IdentityKind | IdentitySpec | null;
  /** For a column that is an identity already. */
  readonly alterIdentity?: IdentityChanges;
  /** `null` keeps the stored values and makes the column a plain one. */
  readonly generated?: Sql | null;
  readonly storage?: ColumnStorage | null;
  readonly compression?: ColumnCompression | null;
  readonly statistics?: number | null;
  readonly options?: StorageParameterChanges;
}

declare module "./operation.js" {
  interface OperationArguments {
    addColumn: [table: string, column: string, spec: ColumnSpec & InSchema & IfNotExists];
    /** `only`: tables that inherit the column keep it as their own. */
    dropColumn: [
      table: string,
      column: string,
      options?: InSchema & IfExists & { readonly only?: boolean },
    ];
    alterColumn: [table: string, column: string, changes: ColumnChanges];
    renameColumn: [table: string, from: string, to: string, options?: InSchema];
  }
}
