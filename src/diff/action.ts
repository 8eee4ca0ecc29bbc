import type { CatalogObject, ObjectId } from "../catalog/index.js";
import type { Alteration, Kind } from "../operation/index.js";

export type Verb = "drop" | "alter" | "create";

/** One thing to do to one object. */
export interface Action {
  readonly verb: Verb;
  /** From the old catalog when it is dropped, else from the new one. */
  readonly object: CatalogObject;
  readonly kind: Kind<unknown>;
  readonly alteration?: Alteration;
  /** What steps aside while it is altered. */
  readonly disturbed?: readonly ObjectId[];
}

export function key(verb: Verb, id: ObjectId): string {
  return `${verb} ${id}`;
}
