import type { ModelStatement } from "./model-source.js";

const origins = new WeakMap<ModelStatement, object>();

/** Remembers which model object a statement was made from. */
export function withOrigin(statement: ModelStatement, origin: object): ModelStatement {
  origins.set(statement, origin);
  return statement;
}

/**
 * Two sources may read one model through different files (a barrel re-exports it): the same
 * object is the same model, an equal one is not.
 */
export function originOf(statement: ModelStatement): object | undefined {
  return origins.get(statement);
}
