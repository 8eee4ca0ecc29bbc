import type {
  CheckSpec,
  ExclusionSpec,
  ForeignKeyAction,
  ForeignKeySpec,
  KeySpec,
} from "../../../operation/index.js";
import { optionText } from "../kind.js";
import { ident, nameList, qualified } from "../quote.js";

/** `UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (c) DEFERRABLE`. */
export function keyClause(what: "PRIMARY KEY" | "UNIQUE", key: KeySpec): string {
  return [
    what,
    key.nullsNotDistinct && "NULLS NOT DISTINCT",
    key.withoutOverlaps ? lastColumn(key.columns, "", " WITHOUT OVERLAPS") : nameList(key.columns),
    key.include && key.include.length > 0 && `INCLUDE ${nameList(key.include)}`,
    key.with && `WITH (${optionText(key.with)})`,
    key.tablespace && `USING INDEX TABLESPACE ${ident(key.tablespace)}`,
    deferrableClause(key.deferrable),
  ]
    .filter(Boolean)
    .join(" ");
}

export function checkClause(check: CheckSpec): string {
  return [
    `CHECK (${check.check.text})`,
    check.noInherit && "NO INHERIT",
    check.notEnforced && "NOT ENFORCED",
    check.notValid && "NOT VALID",
  ]
    .filter(Boolean)
    .join(" ");
}

export function exclusionClause(exclusion: ExclusionSpec): string {
  const deferrable = deferrableClause(exclusion.deferrable);
  return `EXCLUDE ${exclusion.exclude.text}${deferrable ? ` ${deferrable}` : ""}`;
}

const actions: Record<ForeignKeyAction, string> = {
  cascade: "CASCADE",
  restrict: "RESTRICT",
  setNull: "SET NULL",
  setDefault: "SET DEFAULT",
};

export function foreignKeyClause(key: ForeignKeySpec): string {
  const { table, schema, columns } = key.references;
  const only = key.onDeleteColumns ? ` ${nameList(key.onDeleteColumns)}` : "";
  const list = (of: readonly string[]) =>
    key.period ? lastColumn(of, "PERIOD ", "") : nameList(of);
  return [
    `FOREIGN KEY ${list(key.columns)} REFERENCES ${qualified(table, schema)} ${list(columns)}`,
    key.match === "full" && "MATCH FULL",
    key.onUpdate && `ON UPDATE ${actions[key.onUpdate]}`,
    key.onDelete && `ON DELETE ${actions[key.onDelete]}${only}`,
    deferrableClause(key.deferrable),
    key.notEnforced && "NOT ENFORCED",
    key.notValid && "NOT VALID",
  ]
    .filter(Boolean)
    .join(" ");
}

function lastColumn(columns: readonly string[], before: string, behind: string): string {
  const last = columns.length - 1;
  return `(${columns.map((c, i) => (i === last ? `${before}${ident(c)}${behind}` : ident(c))).join(", ")})`;
}

/** Nothing for a constraint that cannot be put off. */
export function deferrableClause(deferrable: KeySpec["deferrable"]): string | false {
  if (!deferrable) return false;
  return deferrable === "initially" ? "DEFERRABLE INITIALLY DEFERRED" : "DEFERRABLE";
}
