import type { AnyOperation } from "./operation.js";
import type { Operations } from "./operations.js";

/** Directives of a project's own, by name: each says what it does in others. */
export interface OwnDirectives {
  readonly [name: string]: (op: Operations, ...args: never[]) => unknown;
}

/** One direction of a revision, its `op` with directives of the project's own. */
export function withDirectives(
  body: (op: never) => unknown,
  own: OwnDirectives | undefined,
): (op: never) => unknown {
  if (own === undefined) return body;
  return (op: Operations) => {
    const extended: Operations = new Proxy(op, {
      get(known, name) {
        if (typeof name !== "string" || !Object.hasOwn(own, name)) return Reflect.get(known, name);
        return (...args: never[]) => own[name]!(extended, ...args);
      },
    });
    return body(extended as never);
  };
}

/** Operations as a database runs them: without directives of a project's own. */
export function spelledOut(operations: readonly AnyOperation[]): readonly AnyOperation[] {
  return operations.flatMap((one) => (one.does ? spelledOut(one.does) : one));
}
