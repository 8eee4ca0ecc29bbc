import { sameData } from "../../../catalog/index.js";
import { type CheckSpec, isSql, type Sql, type Statement } from "../../../operation/index.js";
import { expression } from "../expression.js";
import { commentOn } from "../kind.js";
import { ident } from "../quote.js";
import { checkClause } from "./clauses.js";

/** The checks of a domain, by name. */
export type DomainChecks = { readonly [name: string]: CheckSpec | Sql };

export interface CheckRow {
  oid: number;
  name: string;
  expression: string;
  valid: boolean;
  comment: string | null;
}

/** The checks of the domain `t`, as JSON. */
export const checksColumn = `(SELECT json_agg(json_build_object('oid', k.oid, 'name', k.conname, 'valid', k.convalidated,
    'expression', pg_get_expr(k.conbin, 0, true), 'comment', obj_description(k.oid, 'pg_constraint')) ORDER BY k.conname)
  FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c')`;

export function checksOf(rows: readonly CheckRow[]): DomainChecks {
  return Object.fromEntries(
    rows.map(({ name, expression: text, valid, comment }) => {
      const check = expression(text);
      if (valid && comment === null) return [name, check];
      return [
        name,
        { check, ...(!valid && { notValid: true }), ...(comment !== null && { comment }) },
      ];
    }),
  );
}

/** What leads from some checks to others. */
export interface CheckChanges {
  /** They have to be gone before those of the same name come. */
  readonly anew: { readonly [name: string]: null };
  readonly checks: { readonly [name: string]: CheckSpec | Sql | null };
  readonly comments: { readonly [name: string]: string | null };
}

export function checkChanges(from: DomainChecks = {}, to: DomainChecks = {}): CheckChanges {
  const gone = Object.keys(from).filter((name) => !to[name]);
  const anew = Object.keys(to).filter((name) => from[name] && !sameCheck(from[name], to[name]!));
  const come = Object.keys(to).filter((name) => !from[name] || anew.includes(name));
  const comments = Object.keys(to).flatMap((name) => {
    if (come.includes(name)) return [];
    const [was, is] = [commentOf(from[name]!), commentOf(to[name]!)];
    return was === is ? [] : [[name, is ?? null] as const];
  });
  const away = (names: readonly string[]) => names.map((name) => [name, null] as const);
  return {
    anew: Object.fromEntries(away(anew)),
    checks: Object.fromEntries([...away(gone), ...come.map((name) => [name, to[name]!] as const)]),
    comments: Object.fromEntries(comments),
  };
}

/** Whether some of the checks let less pass than before, or might. */
export function isStricter(from: DomainChecks = {}, to: DomainChecks = {}): boolean {
  return Object.entries(to).some(([name, check]) => !from[name] || !sameCheck(from[name], check));
}

function sameCheck(a: CheckSpec | Sql, b: CheckSpec | Sql): boolean {
  const { comment: _, ...left } = specOf(a);
  const { comment: __, ...right } = specOf(b);
  return sameData(left, right);
}

function commentOf(check: CheckSpec | Sql): string | undefined {
  return specOf(check).comment;
}

function specOf(check: CheckSpec | Sql): CheckSpec {
  return isSql(check) ? { check } : check;
}

/** `CONSTRAINT folio_form CHECK (VALUE <> '')`. */
export function checkText([name, check]: readonly [string, CheckSpec | Sql]): string {
  return `CONSTRAINT ${ident(name)} ${checkClause(specOf(check))}`;
}

/** `CREATE DOMAIN` cannot say it of a check. */
export function isNotValid([, check]: readonly [string, CheckSpec | Sql]): boolean {
  return specOf(check).notValid === true;
}

/** The statements for the comments that checks bring along, and for those that change alone. */
export function checkComments(
  domain: string,
  checks: { readonly [name: string]: CheckSpec | Sql | null } = {},
  comments: { readonly [name: string]: string | null } = {},
): Statement[] {
  const said = Object.entries(checks).map(
    ([name, check]) => [name, check === null ? undefined : commentOf(check)] as const,
  );
  return [...said, ...Object.entries(comments)].flatMap(([name, comment]) =>
    commentOn(`CONSTRAINT ${ident(name)} ON DOMAIN ${domain}`, comment),
  );
}
