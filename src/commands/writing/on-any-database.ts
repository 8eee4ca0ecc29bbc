import { type AnyOperation, operation } from "../../operation/index.js";

/**
 * A revision runs on databases that may share a server: what belongs to all of it, and another one
 * has made or dropped already, is passed over.
 */
export function onAnyDatabase(operations: readonly AnyOperation[]): AnyOperation[] {
  return operations.map((one) => {
    const [name, options] = one.args as [string, object?];
    if (one.kind === "createRole")
      return operation("createRole", name, { ...options, ifNotExists: true });
    return one.kind === "dropRole" ? operation("dropRole", name, { ifExists: true }) : one;
  });
}
