import { qualified } from "../dialect/postgres/quote.js";

/**
 * What a statement defines, as an object id has it: the target schema left out, names quoted only
 * where they must be.
 *
 * @example
 * objectName("table", "vales", "public", "public"); // "table vales"
 */
export function objectName(
  kind: string,
  name: string,
  schema: string | undefined,
  targetSchema: string,
): string {
  return `${kind} ${qualified(name, schema === targetSchema ? undefined : schema)}`;
}

const relations = new Set(["table", "view", "materialized view", "sequence", "index"]);

/** Tables, views, sequences and indexes share their names; every other kind has its own. */
export function nameSpace(defines: string): string {
  const kind = /^(?:materialized view|\w+)/.exec(defines)![0];
  return relations.has(kind) ? `relation${defines.slice(kind.length)}` : defines;
}
