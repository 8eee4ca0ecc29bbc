import type { CatalogObject, ObjectId } from "../catalog/index.js";
import type { AnyOperation, Kind } from "../operation/index.js";

export type Verb = "drop" | "release" | "alter" | "create" | "resume";

/** One thing to do to one object. */
export interface Action {
  readonly verb: Verb;
  /** From the old catalog when it is dropped or lets go, else from the new one. */
  readonly object: CatalogObject;
  readonly kind: Kind<unknown>;
  /** Of what is neither created nor dropped, or dropped by making room. */
  readonly operations?: readonly AnyOperation[];
  /** What steps aside, or lets go, while it is altered or lets go. */
  readonly disturbed?: readonly ObjectId[];
  /** Not with its parent, though that goes as well. */
  readonly alone?: boolean;
  /** Other objects that it changes. */
  readonly touches?: readonly ObjectId[];
  /** What has to be created before it. */
  readonly after?: readonly ObjectId[];
}

export function key(verb: Verb, id: ObjectId): string {
  return `${verb} ${id}`;
}
