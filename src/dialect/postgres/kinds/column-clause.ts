import { LimbeckError } from "../../../diagnostic/index.js";
import {
  type ColumnSpec,
  type GeneratedSpec,
  type IdentitySpec,
  isSql,
  type Sql,
  type Value,
} from "../../../operation/index.js";
import { defaultText, looksLikeCall } from "../default-value.js";
import { ident } from "../quote.js";
import { sequenceClauses } from "./sequence.js";

/** `folio varchar(20) NOT NULL DEFAULT 'x'`: a column inside CREATE TABLE or behind ADD COLUMN. */
export function columnClause(name: string, column: ColumnSpec): string {
  return [
    `${ident(name)} ${column.type}`,
    column.collation && `COLLATE ${column.collation}`,
    column.generated && generatedClause(column.generated),
    column.identity && identityClause(column.identity),
    column.default !== undefined && `DEFAULT ${checkedDefault(name, column.default)}`,
    column.notNull && "NOT NULL",
  ]
    .filter(Boolean)
    .join(" ");
}

/** `GENERATED ALWAYS AS IDENTITY (START WITH 10)`. */
export function identityClause(identity: NonNullable<ColumnSpec["identity"]>): string {
  const options = typeof identity === "string" ? { kind: identity } : (identity as IdentitySpec);
  const clauses = sequenceClauses(options);
  const when = options.kind === "always" ? "ALWAYS" : "BY DEFAULT";
  return `GENERATED ${when} AS IDENTITY${clauses.length > 0 ? ` (${clauses.join(" ")})` : ""}`;
}

function generatedClause(generated: Sql | GeneratedSpec): string {
  const { as, virtual } = isSql(generated) ? { as: generated, virtual: false } : generated;
  return `GENERATED ALWAYS AS (${as.text}) ${virtual ? "VIRTUAL" : "STORED"}`;
}

/** The default as SQL. A string shaped like a call is refused: it was most likely an expression. */
export function checkedDefault(name: string, value: Sql | Value): string {
  if (typeof value === "string" && looksLikeCall(value))
    throw new LimbeckError(
      "operation-invalid",
      `the default of ${ident(name)} is the string ${JSON.stringify(value)}, which reads like a call`,
      {
        hint: `Write default: sql\`${value}\` for the expression, or sql\`'${value}'\` for that very text.`,
      },
    );
  return defaultText(value);
}
