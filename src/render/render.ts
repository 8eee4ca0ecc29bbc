import type { AnyOperation } from "../operation/index.js";
import { printValue, width } from "./literal.js";

/**
 * Operations as the body of `upgrade` or `downgrade`: the very calls that record them again, one
 * statement each, not indented and without the braces of the function.
 */
export function renderOperations(operations: readonly AnyOperation[]): string {
  const lines: string[] = [];
  for (const [at, operation] of operations.entries()) {
    const inside = operation.autocommit === true;
    const text = renderOperation(operation);
    if (inside && !operations[at - 1]?.autocommit) lines.push("op.autocommitBlock(() => {");
    lines.push(inside ? indented(text) : text);
    if (inside && !operations[at + 1]?.autocommit) lines.push("});");
  }
  return lines.join("\n");
}

const literal = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`)/;

/** Each line moved in, except within literals. */
function indented(text: string): string {
  const pieces = text.split(literal);
  return `  ${pieces.map((one, at) => (at % 2 === 1 ? one : one.replaceAll("\n", "\n  "))).join("")}`;
}

/** One operation as the call that records it. */
export function renderOperation({ kind, args }: AnyOperation): string {
  const start = `op.${kind}(`;
  const given = args.slice(0, -1);
  const last = args.at(-1);
  const head = given.map((arg) => printValue(arg, 0, Number.POSITIVE_INFINITY)).join(", ");
  const lead = head === "" ? start : `${start}${head}, `;
  if (last === undefined) return `${start}${head});`;
  return `${lead}${printValue(last, 0, width - lead.length - 2)});`;
}
