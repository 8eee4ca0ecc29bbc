import type { CatalogObject } from "../catalog/index.js";

/** Where something lies whose name is judged. */
export interface NameParents {
  /** Its schema; nothing in the target schema, and for what lies in none. */
  readonly schema?: string;
  /** The table, view or type it belongs to. */
  readonly table?: string;
}

/**
 * Whether what has this name takes part in comparisons. `kind` is how reports call it: `table`,
 * `column`, `foreign key`, `schema`.
 */
export type IncludeName = (name: string, kind: string, parents: NameParents) => boolean;

/**
 * Whether an object takes part in a comparison. `reflected` is true for what is there already, in
 * the migrations or the database, and false for what is wanted, in the models; `compareTo` is its
 * counterpart on the other side, if there is one.
 */
export type IncludeObject = (
  object: CatalogObject,
  name: string,
  kind: string,
  reflected: boolean,
  compareTo: CatalogObject | undefined,
) => boolean;

/**
 * Whether a difference in one attribute counts. Asked for each that differs between what is there
 * and what is wanted; `false` leaves the difference alone, anything else lets it count.
 */
export type CompareAttribute = (
  attribute: string,
  found: CatalogObject,
  wanted: CatalogObject,
) => boolean | undefined;

/** As `CompareAttribute`, of columns, for the one attribute it is named after. */
export type CompareColumn = (found: CatalogObject, wanted: CatalogObject) => boolean | undefined;
