const part = String.raw`(?:"(?:[^"]|"")+"|[\w$]+)`;

/** Part of a pattern: one name, perhaps with its schema, captured. */
export const sqlName = `(${part}(?:\\.${part})?)`;

/** As catalogs write a name: without quotes that are not needed, and without the usual schema. */
export function plainName(name: string): string {
  return name.replace(/"([a-z_][a-z0-9_]*)"/g, "$1").replace(/^public\./, "");
}
