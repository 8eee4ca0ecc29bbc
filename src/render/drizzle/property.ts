import { printString } from "../literal.js";

/** A property, as an object literal has it. */
export function key(property: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(property) ? property : printString(property);
}

/** How the property of a column is read: `.folio`. */
export function access(columns: ReadonlyMap<string, string>, column: string): string {
  const property = columns.get(column)!;
  return key(property) === property ? `.${property}` : `[${key(property)}]`;
}
