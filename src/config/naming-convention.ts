/**
 * Names for what the models give none, by kind: `"uq_%(table_name)s_%(column_0_N_name)s"`. Tokens are
 * `table_name`, `column_0_name` (`column_1_name` …), `column_0_N_name` (all of them), `column_0_label`
 * (table and column), `referred_table_name`, `referred_column_0_name`, and `constraint_name`, the
 * part of a check's own name between table and `check`.
 */
export interface NamingConvention {
  /** Primary keys. */
  readonly pk?: string;
  /** Unique constraints. */
  readonly uq?: string;
  /** Foreign keys. */
  readonly fk?: string;
  /** Checks. */
  readonly ck?: string;
  /** Indexes. */
  readonly ix?: string;
}
