import { type CatalogObject, sameData } from "../../../catalog/index.js";
import {
  type DiffContext,
  type DomainSpec,
  operation,
  type Statement,
} from "../../../operation/index.js";
import { defaultOf, defaultText } from "../default-value.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  inSchemaOf,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { collationName, collationText, ident, qualified } from "../quote.js";
import { assignable, castExpression, shortType } from "../type-name.js";
import {
  type CheckRow,
  checkChanges,
  checkComments,
  checksColumn,
  checksOf,
  checkText,
  isNotValid,
  isStricter,
} from "./domain-checks.js";
import { replacedType, replaceType, typeColumns } from "./replaced-type.js";

export type DomainData = Omit<DomainSpec, "schema">;

interface Row {
  oid: number;
  array: number;
  schema: string;
  name: string;
  type: string;
  not_null: boolean;
  default: string | null;
  collation: string | null;
  checks: CheckRow[] | null;
  comment: string | null;
}

export const domain: PostgresKind<DomainData, Row> = {
  name: "domain",
  rank: 3,
  claims: (type) => [`type ${type.schema ?? ""}.${type.name}`],
  read: {
    query: () => `SELECT t.oid, t.typarray AS array, n.nspname AS schema, t.typname AS name,
        format_type(t.typbasetype, t.typtypmod) AS type, t.typnotnull AS not_null,
        pg_get_expr(t.typdefaultbin, 0, true) AS default,
        CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text END AS collation,
        ${checksColumn} AS checks,
        obj_description(t.oid, 'pg_type') AS comment
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace JOIN pg_type b ON b.oid = t.typbasetype
      WHERE t.typtype = 'd' AND ${ownSchema("n.nspname")} AND ${notOwned("pg_type", "t.oid")}`,
    object(row, context) {
      const id = `domain ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_type", row.oid);
      context.at(id, "pg_type", row.array);
      for (const check of row.checks ?? []) context.at(id, "pg_constraint", Number(check.oid));
      const type = shortType(row.type);
      return {
        id,
        kind: "domain",
        ...context.schema(row.schema),
        name: row.name,
        data: {
          ...spec<DomainData>({
            type,
            collation: row.collation === null ? null : collationName(row.collation),
            notNull: row.not_null,
          }),
          ...(row.default !== null && { default: defaultOf(row.default, type) }),
          ...(row.checks && { checks: checksOf(row.checks) }),
          ...spec<Partial<DomainData>>({ comment: row.comment }),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createDomain", name, { ...(schema && { schema }), ...data }),
  ],
  drop: (object) => [operation("dropDomain", object.name, ...inSchemaOf(object))],
  alter(from, to, context) {
    const inSchema = { ...(to.schema && { schema: to.schema }) };
    if (retyped(from.data, to.data) || stricterInLists(from, to, context))
      return replacedType(to.id, context, (columns) =>
        operation("replaceDomain", to.name, {
          ...inSchema,
          ...to.data,
          formerType: from.data.type,
          columns,
        }),
      );
    const { anew, checks, comments } = checkChanges(from.data.checks, to.data.checks);
    const some = (one: object) => Object.keys(one).length > 0;
    const changes = {
      ...(Boolean(from.data.notNull) !== Boolean(to.data.notNull) && {
        notNull: Boolean(to.data.notNull),
      }),
      ...(!sameData(from.data.default, to.data.default) && { default: to.data.default ?? null }),
      ...(some(checks) && { checks }),
      ...(some(comments) && { comments }),
      ...commentChange(from.data, to.data),
    };
    const away = operation("alterDomain", to.name, { ...inSchema, checks: anew });
    const alter = operation("alterDomain", to.name, { ...inSchema, ...changes });
    return { operations: some(anew) ? [away, alter] : [alter] };
  },
};

function retyped(from: DomainData, to: DomainData): boolean {
  return from.type !== to.type || from.collation !== to.collation;
}

/** PostgreSQL checks the values of columns, but refuses where these are lists. */
function stricterInLists(
  from: CatalogObject<DomainData>,
  to: CatalogObject<DomainData>,
  context: DiffContext,
): boolean {
  const stricter =
    (to.data.notNull && !from.data.notNull) || isStricter(from.data.checks, to.data.checks);
  const columns = stricter ? typeColumns(to.id, context.from, context.to) : [];
  return columns.some(({ data }) => data.type.endsWith("[]"));
}

function createDomain(name: string, domain: DomainSpec): Statement[] {
  const target = qualified(name, domain.schema);
  const checks = Object.entries(domain.checks ?? {});
  const text = [
    `CREATE DOMAIN ${target} AS ${domain.type}`,
    domain.collation && `COLLATE ${collationText(domain.collation)}`,
    domain.default !== undefined && `DEFAULT ${defaultText(domain.default)}`,
    domain.notNull && "NOT NULL",
    ...checks.filter((check) => !isNotValid(check)).map(checkText),
  ];
  return [
    { sql: text.filter(Boolean).join(" ") },
    ...checks
      .filter(isNotValid)
      .map((check) => ({ sql: `ALTER DOMAIN ${target} ADD ${checkText(check)}` })),
    ...checkComments(target, domain.checks),
    ...commentOn(`DOMAIN ${target}`, domain.comment),
  ];
}

export const domainCompilers: Compilers<
  "createDomain" | "dropDomain" | "renameDomain" | "alterDomain" | "replaceDomain"
> = {
  createDomain: ({ args: [name, domain] }) => createDomain(name, domain),
  replaceDomain: ({ args: [name, { formerType, columns, ...domain }] }) =>
    replaceType(
      "DOMAIN",
      name,
      domain.schema,
      columns,
      createDomain(name, domain),
      (column, list) => {
        const [was, is] = [`${formerType}${list}`, `${domain.type}${list}`];
        return assignable(was, is) ? `${column}::${is}` : castExpression(column, was, is);
      },
    ),
  dropDomain: ({ args: [name, options] }) => [
    { sql: `DROP DOMAIN ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameDomain: ({ args: [from, to, options] }) => [
    { sql: `ALTER DOMAIN ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  alterDomain: ({ args: [name, changes] }) => {
    const target = qualified(name, changes.schema);
    const actions: string[] = [];
    if (changes.default === null) actions.push("DROP DEFAULT");
    else if (changes.default !== undefined)
      actions.push(`SET DEFAULT ${defaultText(changes.default)}`);
    if (changes.notNull !== undefined)
      actions.push(changes.notNull ? "SET NOT NULL" : "DROP NOT NULL");
    for (const [check, definition] of Object.entries(changes.checks ?? {}))
      actions.push(
        definition === null
          ? `DROP CONSTRAINT ${ident(check)}`
          : `ADD ${checkText([check, definition])}`,
      );
    return [
      ...actions.map((action) => ({ sql: `ALTER DOMAIN ${target} ${action}` })),
      ...checkComments(target, changes.checks, changes.comments),
      ...commentOn(`DOMAIN ${target}`, changes.comment),
    ];
  },
};
