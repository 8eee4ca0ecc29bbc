import { reservedWords } from "./reserved-words.js";

/** A name as SQL would write it: quoted only where it must be. */
export function ident(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reservedWords.has(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

/** The name that SQL means: PostgreSQL folds what is not quoted, and of that only ASCII. */
export function nameOf(identifier: string): string {
  return identifier.startsWith('"')
    ? identifier.slice(1, -1).replaceAll('""', '"')
    : identifier.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** A name with its schema, if it has one. */
export function qualified(name: string, schema?: string): string {
  return schema === undefined ? ident(name) : `${ident(schema)}.${ident(name)}`;
}

/** A name cut to so many bytes, as PostgreSQL cuts one: never inside a character. */
export function cutName(name: string, bytes: number): string {
  let cut = name;
  while (Buffer.byteLength(cut) > bytes) cut = [...cut].slice(0, -1).join("");
  return cut;
}

/** The name PostgreSQL makes of a table's and a column's, cutting the longer one first. */
export function derivedName(table: string, column: string, label: string): string {
  const room = 63 - Buffer.byteLength(`__${label}`);
  let [left, right] = [Buffer.byteLength(table), Buffer.byteLength(column)];
  while (left + right > room)
    if (left > right) left--;
    else right--;
  return `${cutName(table, left)}_${cutName(column, right)}_${label}`;
}

/** A list of names: `(a, "B")`. */
export function nameList(names: readonly string[]): string {
  return `(${names.map(ident).join(", ")})`;
}

/** A collation: its name, or SQL text where that is not a plain one. */
export function collationText(collation: string): string {
  return /^[\w-]+$/.test(collation) ? ident(collation) : collation;
}

/** The shortest way to write what the server calls a collation: `"C"` is `C`. */
export function collationName(text: string): string {
  return text.replace(/^"([\w-]+)"$/, "$1");
}

/** An operator with its schema, if it has one. */
export function operatorName(name: string, schema?: string): string {
  return schema === undefined ? name : `${ident(schema)}.${name}`;
}

/** An operator where an option takes one. A schema needs the long form: `OPERATOR(audit.<)`. */
export function operatorText(operator: string): string {
  return /^[^\w"]/.test(operator) ? operator : `OPERATOR(${operator})`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
