import { sql } from "../../operation/index.js";
import { cutName } from "./name-registry.js";

/** A name, always quoted, so that no capital, blank or reserved word can change its meaning. */
export function quoted(name: string): string {
  if (name === "") throw new TypeError("a name is empty");
  if (name.includes("\0")) throw new TypeError(`the name ${JSON.stringify(name)} holds a NUL`);
  return sql.id(cutName(name)).text;
}

/** With its schema, if it has one. */
export function quotedPath(name: string, schema: string | undefined): string {
  return schema === undefined ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
}

export function quotedList(names: readonly string[]): string {
  return `(${names.map(quoted).join(", ")})`;
}
