import { shortType } from "./type-name.js";

/** Catalog, prefix of its columns, and what tells whether a bare name finds an object. */
const named = {
  function: ["pg_proc", "pro", "pg_function_is_visible"],
  operator: ["pg_operator", "opr", "pg_operator_is_visible"],
  operatorClass: ["pg_opclass", "opc", "pg_opclass_is_visible"],
  operatorFamily: ["pg_opfamily", "opf", "pg_opfamily_is_visible"],
  parser: ["pg_ts_parser", "prs", "pg_ts_parser_is_visible"],
  template: ["pg_ts_template", "tmpl", "pg_ts_template_is_visible"],
} as const;

/**
 * SQL for the name of the object with an oid, bare where the search path finds it. `regproc` and
 * `regoper` would write the schema of what is merely overloaded too, and so tie it to one schema.
 */
export function nameInQuery(what: keyof typeof named, oid: string): string {
  const [catalog, prefix, visible] = named[what];
  // Aliases that no query around it has: inside, its own would hide them.
  const name = what === "operator" ? "called.oprname" : `quote_ident(called.${prefix}name)`;
  return `(SELECT CASE WHEN ${visible}(called.oid) THEN '' ELSE quote_ident(home.nspname) || '.' END || ${name}
      FROM ${catalog} called JOIN pg_namespace home ON home.oid = called.${prefix}namespace WHERE called.oid = ${oid})`;
}

/** A function with the types of its arguments, as `functionInQuery` gives it. */
export interface FunctionName {
  readonly name: string;
  readonly types: readonly string[];
}

/** SQL for the function with an oid, as a `FunctionName`. */
export function functionInQuery(oid: string): string {
  return `(SELECT json_build_object('name', ${nameInQuery("function", "f.oid")}, 'types',
      (SELECT coalesce(json_agg(format_type(u.type, NULL) ORDER BY u.i), '[]') FROM unnest(f.proargtypes) WITH ORDINALITY u(type, i)))
      FROM pg_proc f WHERE f.oid = ${oid})`;
}

/** `vale_cmp(vale, vale)`. */
export function functionText({ name, types }: FunctionName): string {
  return `${name}${typeList(types)}`;
}

/** Types as people write them, in parentheses. */
export function typeList(types: readonly string[]): string {
  return `(${types.map(shortType).join(", ")})`;
}
