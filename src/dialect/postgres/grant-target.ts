import { LimbeckError } from "../../diagnostic/index.js";
import type { GrantTarget, Privileges } from "../../operation/index.js";
import { onCurrentSchema } from "./current-schema.js";
import { ident, nameList, qualified } from "./quote.js";

const words = {
  table: "TABLE",
  view: "TABLE",
  materializedView: "TABLE",
  foreignTable: "TABLE",
  sequence: "SEQUENCE",
  type: "TYPE",
  function: "FUNCTION",
  aggregate: "FUNCTION",
  procedure: "PROCEDURE",
  foreignDataWrapper: "FOREIGN DATA WRAPPER",
  foreignServer: "FOREIGN SERVER",
  language: "LANGUAGE",
} as const;

export type TargetWord = keyof typeof words;

type Fields = { readonly [K in TargetWord]?: string } & {
  readonly schema?: string | true;
  readonly args?: string;
};

/** A statement about an object: `write` is given what follows ON, `TABLE vales`. */
export function onTarget(target: GrantTarget, write: (object: string) => string): string {
  const fields = target as Fields;
  const word = (Object.keys(words) as TargetWord[]).find((key) => fields[key] !== undefined);
  if (word !== undefined) {
    const schema = fields.schema === true ? undefined : fields.schema;
    const routine = word === "function" || word === "aggregate" || word === "procedure";
    const args = routine ? `(${fields.args ?? ""})` : "";
    return write(`${words[word]} ${qualified(fields[word]!, schema)}${args}`);
  }
  if (fields.schema === true) return onCurrentSchema((schema) => write(`SCHEMA ${schema}`));
  if (fields.schema !== undefined) return write(`SCHEMA ${ident(fields.schema)}`);
  throw new LimbeckError("operation-invalid", "`on` names no object", {
    hint: `It is one of ${Object.keys(words).join(", ")}, schema: on: { table: "vales" }.`,
  });
}

/** `SELECT, INSERT`, or `SELECT (a, b)` for columns. */
export function privilegeList(privileges: Privileges, columns?: readonly string[]): string {
  const of = columns ? ` ${nameList(columns)}` : "";
  const list = privileges === "all" ? ["all"] : privileges;
  return list.map((privilege) => `${privilege.toUpperCase()}${of}`).join(", ");
}
