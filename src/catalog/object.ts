/** Plain data: what survives a round trip through JSON. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [k: string]: Json };

/**
 * The stable identity of an object: its kind, then its name as SQL would write it, the schema left
 * out where it is the target schema.
 *
 * @example "table vales" · "column vales.folio" · "index audit.ix_events_at"
 */
export type ObjectId = string;

/**
 * One object of a database as plain data. Two objects are equal when `data` is; almost everything
 * else says where the object belongs.
 */
export interface CatalogObject<Data = unknown> {
  readonly id: ObjectId;
  /** The object kind that reads, creates, alters and drops it. */
  readonly kind: string;
  /** The object it goes away with: a column's table, an index's table. */
  readonly parent?: ObjectId;
  /** Absent in the target schema, and for objects that live in none. */
  readonly schema?: string;
  readonly name: string;
  readonly data: Data;
  /**
   * Attributes as they are although nobody may have said so, as the version of an extension: they
   * count only against what another object says of them.
   */
  readonly given?: { readonly [attribute: string]: Json };
  /** What must exist before this object can, at the grain of `pg_depend`. */
  readonly dependsOn: readonly ObjectId[];
  /** What its kind has to know of it though it is never compared: names that the server chose. */
  readonly incidental?: Json;
  /** Physical position among its siblings; orders what is created, is never compared. */
  readonly position?: number;
}
