import { printKey, printString } from "../literal.js";

/** How the property of a column is read: `.folio`. */
export function access(columns: ReadonlyMap<string, string>, column: string): string {
  const property = columns.get(column)!;
  return printKey(property) === property ? `.${property}` : `[${printString(property)}]`;
}
