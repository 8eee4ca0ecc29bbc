import { LimbeckError } from "../../../diagnostic/index.js";
import type {
  ColumnSpec,
  CompileContext,
  NotNullChange,
  NotNullSpec,
  Statement,
} from "../../../operation/index.js";
import { spec } from "../kind.js";
import { derivedName, ident } from "../quote.js";

/** From PostgreSQL 18 on, NOT NULL is a constraint: it has a name, and may not hold for all rows. */
export interface NotNullRow {
  notnull: boolean;
  not_null: { name: string; valid: boolean; inherit: boolean } | null;
}

/** What to select, and what to join, for an attribute `a` of a table `c`. */
export function notNullColumn(major: number): string {
  if (major < 18) return "a.attnotnull AS notnull, NULL::json AS not_null";
  return `a.attnotnull AS notnull, CASE WHEN nn.oid IS NOT NULL THEN json_build_object(
        'name', nn.conname, 'valid', nn.convalidated, 'inherit', NOT nn.connoinherit) END AS not_null`;
}

export function notNullJoin(major: number): string {
  if (major < 18) return "";
  return `LEFT JOIN pg_constraint nn ON nn.conrelid = c.oid AND nn.contype = 'n' AND nn.conkey[1] = a.attnum
        AND a.attinhcount = 0`;
}

/** What is out of the ordinary. A name that ends like those PostgreSQL gives is taken for one of them. */
export function notNullSpec({ not_null }: NotNullRow): NotNullSpec | undefined {
  if (!not_null) return undefined;
  const found = spec<NotNullSpec>({
    name: /_not_null\d*$/.test(not_null.name) ? undefined : not_null.name,
    notValid: !not_null.valid,
    noInherit: !not_null.inherit,
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

type NotNull = ColumnSpec["notNull"];

/** What a column says of NULL, behind its default; what is not valid is said later. */
export function notNullClause(notNull: NotNull): string | false {
  if (typeof notNull !== "object") return notNull === true && "NOT NULL";
  if (notNull.notValid) return false;
  const name = notNull.name === undefined ? "" : `CONSTRAINT ${ident(notNull.name)} `;
  return `${name}NOT NULL${notNull.noInherit ? " NO INHERIT" : ""}`;
}

/** `ADD CONSTRAINT vales_folio NOT NULL folio NOT VALID`. */
export function addNotNull(column: string, notNull: NotNullSpec): string {
  const name = notNull.name === undefined ? "" : `CONSTRAINT ${ident(notNull.name)} `;
  const states = `${notNull.noInherit ? " NO INHERIT" : ""}${notNull.notValid ? " NOT VALID" : ""}`;
  return `ADD ${name}NOT NULL ${ident(column)}${states}`;
}

/** Refuses what an older server could not keep; a name alone it takes, and forgets. */
export function checkNotNull(
  column: string,
  notNull: NotNull | NotNullChange,
  context: CompileContext,
) {
  if (typeof notNull !== "object" || context.major >= 18) return;
  const state = notNull.notValid ? "not valid" : notNull.noInherit ? "not inherited" : undefined;
  if (state === undefined) return;
  throw new LimbeckError(
    "unsupported",
    `NOT NULL of ${ident(column)} is to be ${state}, which PostgreSQL ${context.major} has not: it comes with 18`,
    { hint: "Write notNull: true." },
  );
}

/** Behind the creation of a column: NOT NULL that is not valid. */
export function notNullStatements(
  table: string,
  column: string,
  { notNull }: ColumnSpec,
  context: CompileContext,
): Statement[] {
  checkNotNull(column, notNull, context);
  if (typeof notNull !== "object" || !notNull.notValid) return [];
  return [{ sql: `ALTER TABLE ${table} ${addNotNull(column, notNull)}` }];
}

/** What changes of a NOT NULL that stays; nothing where an older server knows no more than that. */
export function notNullChange(
  from: NotNull,
  to: NotNull,
  table: string,
  column: string,
): NotNullChange | "anew" | undefined {
  const [was, is]: NotNullSpec[] = [from, to].map((n) => (typeof n === "object" ? n : {}));
  const usual = derivedName(table, column, "not_null");
  const formerName = was!.name ?? usual;
  const name = is!.name ?? usual;
  if (is!.notValid && !was!.notValid) return "anew";
  const change: NotNullChange = {
    formerName,
    ...(name !== formerName && { name }),
    ...(was!.notValid && !is!.notValid && { notValid: false }),
    ...(was!.noInherit !== is!.noInherit && { noInherit: is!.noInherit ?? false }),
  };
  return Object.keys(change).length > 1 ? change : undefined;
}

/** The statements of such a change. */
export function alterNotNull(
  table: string,
  change: NotNullChange & { readonly formerName: string },
  context: CompileContext,
): Statement[] {
  if (context.major < 18) return [];
  const { formerName, name = formerName, notValid, noInherit } = change;
  return [
    name !== formerName && `RENAME CONSTRAINT ${ident(formerName)} TO ${ident(name)}`,
    noInherit !== undefined &&
      `ALTER CONSTRAINT ${ident(name)} ${noInherit ? "NO INHERIT" : "INHERIT"}`,
    notValid === false && `VALIDATE CONSTRAINT ${ident(name)}`,
  ]
    .filter((action) => action !== false)
    .map((action) => ({ sql: `ALTER TABLE ${table} ${action}` }));
}
