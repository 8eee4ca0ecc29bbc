import { type IndexKey, type IndexSpec, isSql, sql } from "../../operation/index.js";
import { printString, printValue } from "../literal.js";
import type { DrizzleModule } from "./drizzle-module.js";
import { chain, list } from "./layout.js";
import { access } from "./property.js";

/** `index("ix_vales_dia").on(t.dia, t.usuarioId.desc())`; nothing for what Drizzle cannot say. */
export function indexText(
  name: string,
  index: IndexSpec,
  columns: ReadonlyMap<string, string>,
  module: DrizzleModule,
): string | undefined {
  const { include, nullsNotDistinct, tablespace, only, method, where } = index;
  if (include || nullsNotDistinct || tablespace || only) return undefined;
  const keys = index.columns.map((key) => keyText(key, columns, module));
  const start = `${module.use(index.unique ? "uniqueIndex" : "index")}(${printString(name)})`;
  const [call, args] =
    method === undefined ? [".on(", keys] : [".using(", [printString(method), ...keys]];
  const more = [
    ...(where ? [`.where(${module.expression(where)})`] : []),
    ...(index.with ? [`.with(${printValue(index.with, 0, Number.POSITIVE_INFINITY)})`] : []),
  ];
  if (more.length === 0) return list(`${start}${call}`, args, ")", 4, { more: 1 });
  return chain([start, `${call}${args.join(", ")})`, ...more], 4);
}

function keyText(
  key: IndexKey,
  columns: ReadonlyMap<string, string>,
  module: DrizzleModule,
): string {
  if (typeof key === "string") return `t${access(columns, key)}`;
  if (isSql(key)) return module.expression(sql.raw(keyExpression(key.text)));
  const { column, expression, order, nulls, opclass, collation } = key;
  if (column === undefined || collation !== undefined) {
    const words = [
      expression ? keyExpression(expression.text) : sql.id(column!).text,
      collation && `COLLATE ${collationText(collation)}`,
      opclass,
      order === "desc" && "DESC",
      nulls && `NULLS ${nulls.toUpperCase()}`,
    ];
    return module.expression(sql.raw(words.filter(Boolean).join(" ")));
  }
  // Without a word about it Drizzle puts NULL last, PostgreSQL last only where it ascends.
  const last = (nulls ?? (order === "desc" ? "first" : "last")) === "last";
  const calls = [
    opclass && `.op(${printString(opclass)})`,
    order === "desc" && ".desc()",
    !last && ".nullsFirst()",
  ];
  return `t${access(columns, column)}${calls.filter(Boolean).join("")}`;
}

/** A call stands by itself, all else in parentheses. */
function keyExpression(text: string): string {
  return /^[a-z_]\w*\([^()]*\)$/.test(text) ? text : `(${text})`;
}

function collationText(name: string): string {
  return /^[\w-]+$/.test(name) ? sql.id(name).text : name;
}
