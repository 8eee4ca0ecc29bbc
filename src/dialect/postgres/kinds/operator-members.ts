import type { OperatorMembers } from "../../../operation/index.js";
import { systemCatalogs } from "../kind.js";
import {
  type FunctionName,
  functionInQuery,
  functionText,
  nameInQuery,
  typeList,
} from "../name-in-query.js";

interface MemberRow {
  oid: number;
  number: number;
  types: [left: string, right: string];
}

export interface OperatorRow extends MemberRow {
  name: string;
  /** For operators that order: the family by which. */
  order: string | null;
}

export interface FunctionRow extends MemberRow {
  function: FunctionName;
}

type Members = { [number: number]: string | string[] };

/**
 * SQL for the members that hang on a class or a family, as lists of `OperatorRow` and `FunctionRow`. What belongs to a
 * class goes with it; the rest was added to the family on its own.
 */
export function memberColumns(
  major: number,
  holder: "pg_opclass" | "pg_opfamily",
  oid: string,
): string {
  const heldBy = (kind: typeof holder, id: string) =>
    `d.refclassid = ${systemCatalogs[kind]} AND d.refobjid ${id}`;
  const holds = (catalog: MemberCatalog) => {
    const held = heldBy(holder, `= ${oid}`);
    if (major >= 14) return held;
    const loose = loosely(catalog);
    if (holder === "pg_opclass") return `${held} AND NOT (${loose})`;
    const classes = `IN (SELECT c.oid FROM pg_opclass c WHERE c.opcfamily = ${oid})`;
    return `(${held} OR ${heldBy("pg_opclass", classes)} AND (${loose}))`;
  };
  const of = (catalog: MemberCatalog, alias: string) =>
    `pg_depend d JOIN ${catalog} ${alias} ON ${alias}.oid = d.objid WHERE d.classid = ${systemCatalogs[catalog]}
      AND ${holds(catalog)} AND d.deptype IN ('a', 'i')`;
  const types = (left: string, right: string) =>
    `json_build_array(format_type(${left}, NULL), format_type(${right}, NULL))`;
  return `(SELECT json_agg(json_build_object('oid', m.oid::int8, 'number', m.amopstrategy, 'name', ${nameInQuery("operator", "m.amopopr")},
          'types', ${types("m.amoplefttype", "m.amoprighttype")}, 'order', ${nameInQuery("operatorFamily", "m.amopsortfamily")})
          ORDER BY m.amopstrategy, m.amoplefttype, m.amoprighttype) FROM ${of("pg_amop", "m")}) AS operators,
        (SELECT json_agg(json_build_object('oid', m.oid::int8, 'number', m.amprocnum, 'function', ${functionInQuery("m.amproc")},
          'types', ${types("m.amproclefttype", "m.amprocrighttype")})
          ORDER BY m.amprocnum, m.amproclefttype, m.amprocrighttype) FROM ${of("pg_amproc", "m")}) AS functions`;
}

type MemberCatalog = "pg_amop" | "pg_amproc";

/**
 * SQL for whether a class could do without the member `m`. From PostgreSQL 14 on it belongs to the
 * family then, however it was made; before that to the class that brought it.
 */
function loosely(catalog: MemberCatalog): string {
  const family =
    "(SELECT a.amname FROM pg_opfamily f JOIN pg_am a ON a.oid = f.opfmethod WHERE f.oid =";
  if (catalog === "pg_amop")
    return `CASE WHEN ${family} m.amopfamily) IN ('btree', 'hash') THEN m.amoplefttype <> m.amoprighttype
      ELSE ${family} m.amopfamily) IN ('gist', 'gin', 'spgist') END`;
  return `CASE ${family} m.amprocfamily) WHEN 'gist' THEN m.amprocnum IN (3, 4, 8, 9, 10, 11)
      WHEN 'gin' THEN m.amprocnum IN (1, 4, 5, 6, 7) WHEN 'spgist' THEN m.amprocnum IN (6, 7)
      WHEN 'brin' THEN false ELSE m.amproclefttype <> m.amprocrighttype END`;
}

/** Operators as people write them; types are said where they are not both `own`. */
export function operatorsOf(rows: readonly OperatorRow[] | null, own?: string) {
  return membersOf(rows, ({ name, types, order }) => {
    const on = types.every((type) => type === own) ? name : `${name} ${typeList(types)}`;
    return order ? `${on} FOR ORDER BY ${order}` : on;
  });
}

export function functionsOf(rows: readonly FunctionRow[] | null, own?: string) {
  return membersOf(rows, (row) => {
    const text = functionText(row.function);
    return row.types.every((type) => type === own) ? text : `${typeList(row.types)} ${text}`;
  });
}

function membersOf<Row extends MemberRow>(
  rows: readonly Row[] | null,
  text: (row: Row) => string,
): Members | undefined {
  if (rows === null) return undefined;
  const found: { [number: number]: string[] } = {};
  for (const row of rows) found[row.number] = [...(found[row.number] ?? []), text(row)].sort();
  return byNumber(Object.entries(found).map(([n, list]) => [Number(n), list]));
}

function byNumber(lists: readonly (readonly [number, readonly string[]])[]): Members | undefined {
  const kept = lists.filter(([, list]) => list.length > 0);
  if (kept.length === 0) return undefined;
  return Object.fromEntries(kept.map(([n, list]) => [n, list.length === 1 ? list[0]! : [...list]]));
}

/** The members that only the first has. */
export function membersWithout(a: OperatorMembers, b: OperatorMembers): OperatorMembers {
  const operators = without(a.operators, b.operators);
  const functions = without(a.functions, b.functions);
  return { ...(operators && { operators }), ...(functions && { functions }) };
}

type List = OperatorMembers["operators"];

function without(a: List = {}, b: List = {}): Members | undefined {
  return byNumber(
    Object.entries(a).map(([n, value]) => {
      const others = [b[Number(n)] ?? []].flat();
      return [Number(n), [value].flat().filter((member) => !others.includes(member))];
    }),
  );
}

/** `OPERATOR 1 <`, `FUNCTION 1 (vale, vale) cmp(vale, vale)`. */
export function memberClauses(members: OperatorMembers, own?: string): string[] {
  const types = (member: string) => (own === undefined || member.startsWith("(") ? "" : `${own} `);
  return [
    ...listed(members.operators).map(([n, member]) => `OPERATOR ${n} ${member}`),
    ...listed(members.functions).map(([n, member]) => `FUNCTION ${n} ${types(member)}${member}`),
  ];
}

/** What `DROP` takes: number and types. */
export function droppedClauses(members: OperatorMembers): string[] {
  return [
    ...listed(members.operators).map(
      ([n, member]) => `OPERATOR ${n} ${/\([^()]*\)(?= FOR ORDER BY |$)/.exec(member)?.[0] ?? ""}`,
    ),
    ...listed(members.functions).map(
      ([n, member]) => `FUNCTION ${n} ${/^\([^()]*\)/.exec(member)?.[0] ?? ""}`,
    ),
  ];
}

function listed(list: List = {}): [string, string][] {
  return Object.entries(list).flatMap(([n, value]) =>
    [value].flat().map((member): [string, string] => [n, member]),
  );
}
