import type { SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { columnDefault } from "./column-default.js";
import { columnType } from "./column-type.js";
import type { DdlContext } from "./ddl-context.js";
import { isExpression, parenthesized } from "./expression.js";
import { quoted } from "./quoted.js";
import { sequenceOptions } from "./sequence-options.js";

/** A column as it stands in `CREATE TABLE`; constraints that have a name are written apart. */
export function columnDefinition(column: PgColumn, context: DdlContext): string {
  const parts = [quoted(context.columnName(column)), columnType(column)];
  const identity = identityClause(column);
  const generated = generatedClause(column, context);
  const initial = columnDefault(column, context.write);
  if (initial !== undefined) parts.push(`DEFAULT ${initial}`);
  if (generated) parts.push(generated);
  if (identity) parts.push(identity);
  if (column.primary) parts.push("PRIMARY KEY");
  else if (column.notNull) parts.push("NOT NULL");
  return parts.join(" ");
}

/** The name of the sequence behind an identity column, where the model gives one. */
export function identitySequence(column: PgColumn): string | undefined {
  return column.generatedIdentity?.sequenceName;
}

function identityClause(column: PgColumn): string | undefined {
  const identity = column.generatedIdentity;
  if (!identity) return undefined;
  const options = sequenceOptions(identity.sequenceOptions);
  if (identity.sequenceName) options.unshift(`SEQUENCE NAME ${quoted(identity.sequenceName)}`);
  const kind = identity.type === "byDefault" ? "BY DEFAULT" : "ALWAYS";
  return `GENERATED ${kind} AS IDENTITY${options.length > 0 ? ` (${options.join(" ")})` : ""}`;
}

function generatedClause(column: PgColumn, { write }: DdlContext): string | undefined {
  const generated = column.generated;
  if (!generated) return undefined;
  const given: unknown = generated.as;
  const as = typeof given === "function" ? (given as () => SQL)() : given;
  const text = isExpression(as) ? write.qualified(as) : String(as);
  const mode = generated.mode === "virtual" ? "VIRTUAL" : "STORED";
  return `GENERATED ALWAYS AS ${parenthesized(text)} ${mode}`;
}
