import { qualified } from "../dialect/index.js";
import { type ColumnChanges, type ColumnSpec, isSql } from "../operation/index.js";
import { brief, type LockContext, type LockRules, type TableLock } from "./table-lock.js";
import { rewrites } from "./type-change.js";

export const columnLocks: LockRules = {
  addColumn: ([table, , spec], context) => {
    const name = qualified(table, spec.schema);
    const safer = fills(spec, context);
    return [safer === undefined ? brief(name) : { ...brief(name), work: "rewrite", safer }];
  },
  dropColumn: ([table, , { schema } = {}]) => [brief(qualified(table, schema))],
  renameColumn: ([table, , , { schema } = {}]) => [brief(qualified(table, schema))],
  alterColumn: ([table, column, changes], context) => [
    alteration(qualified(table, changes.schema), column, changes, context),
  ],
};

/** Why every row has to get a value of its own, and the way around it. */
function fills(spec: ColumnSpec, { before }: LockContext): string | undefined {
  const { type, generated, identity } = spec;
  if (generated !== undefined)
    return "virtual" in (generated as object) && (generated as { virtual?: boolean }).virtual
      ? undefined
      : "on PostgreSQL 18 a virtual column holds nothing; before, a plain column filled in batches";
  if (identity !== undefined || /^(?:small|big)?serial$/.test(type))
    return "add a bigint column without numbers, number the rows in batches, make it an identity last";
  if (isSql(spec.default as never) && isVolatile((spec.default as { text: string }).text))
    return "add the column without default, set the default in the next revision, fill old rows in batches";
  const domain = before.objects.get(`domain ${type}`)?.data as
    | { checks?: object; notNull?: boolean }
    | undefined;
  if (domain && (domain.notNull || Object.keys(domain.checks ?? {}).length > 0))
    return "give the column the domain's own type, and a check that is notValid at first";
  return undefined;
}

/** A default that is worked out once is the same for all rows, and is stored once. */
function isVolatile(expression: string): boolean {
  const calls = expression.replace(/'(?:[^']|'')*'/g, "''").matchAll(/([\w."]+)\s*\(/g);
  return [...calls].some(([, name]) => !settled.test(name!));
}

const settled =
  /^(?:pg_catalog\.)?(?:now|statement_timestamp|transaction_timestamp|current_\w+|localtime\w*|timezone|date_trunc|date_part|extract|cast|coalesce|nullif|greatest|least|lower|upper|concat|format|to_\w+|make_\w+|jsonb?_\w+|array\w*|interval|numeric|decimal|varchar|character|char|bit|timestamp\w*|time\w*|in|and|or|not)$/i;

function alteration(
  table: string,
  column: string,
  changes: ColumnChanges,
  { before }: LockContext,
): TableLock {
  const { type, using, collation, generated, notNull } = changes;
  const former = before.objects.get(`column ${table}.${qualified(column)}`)?.data as
    | ColumnSpec
    | undefined;
  if (isSql(generated as never))
    return {
      ...brief(table),
      work: "rewrite",
      safer: "add another column for the new expression, and let readers go over to it",
    };
  if (type !== undefined) {
    const free = using === undefined && former && !rewrites(former.type, type);
    if (!free)
      return {
        ...brief(table),
        work: "rewrite",
        safer:
          "add a column of the new type, keep both alike by a trigger, fill old rows in batches, then change names",
      };
  }
  if (notNull !== undefined && notNull !== false && !isNotValid(notNull) && !former?.notNull)
    return {
      ...brief(table),
      work: "scan",
      safer: `in earlier revisions add CHECK (${qualified(column)} IS NOT NULL) with notValid, and validate it: then no row is read here`,
    };
  if (collation !== undefined && type === undefined) return brief(table);
  return brief(table, isLight(changes) ? "SHARE UPDATE EXCLUSIVE" : "ACCESS EXCLUSIVE");
}

function isNotValid(notNull: unknown): boolean {
  return typeof notNull === "object" && (notNull as { notValid?: boolean }).notValid === true;
}

const light = new Set(["schema", "comment", "statistics", "options"]);

function isLight(changes: ColumnChanges): boolean {
  return Object.keys(changes).every((key) => light.has(key));
}
