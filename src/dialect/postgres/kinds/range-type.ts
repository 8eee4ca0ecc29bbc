import { operation, type RangeTypeSpec } from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentOn,
  commentOnly,
  inSchema,
  inSchemaOf,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { nameInQuery } from "../name-in-query.js";
import { collationName, collationText, cutName, ident, qualified } from "../quote.js";
import { shortType } from "../type-name.js";

export type RangeTypeData = Omit<RangeTypeSpec, "schema">;

interface Row {
  types: number[];
  schema: string;
  name: string;
  subtype: string;
  opclass: string | null;
  collation: string | null;
  diff: string | null;
  multirange: string | null;
  multirange_schema: string | null;
  constructors: number[];
  comment: string | null;
}

/** Range types. One with a canonical function is read by `unsupported.ts`: the two need each other. */
export const rangeType: PostgresKind<RangeTypeData, Row> = {
  name: "range type",
  rank: 3,
  claims: ({ name, schema, data }) => [
    `type ${schema ?? ""}.${name}`,
    ...(data.multirange ? [] : [`type ${schema ?? ""}.${multirangeName(name)}`]),
  ],
  read: {
    query: (major) => {
      const multi = major >= 14;
      return `SELECT array_to_json(array_remove(ARRAY[t.oid, t.typarray${multi ? ", m.oid, m.typarray" : ""}], NULL)) AS types,
        n.nspname AS schema, t.typname AS name, format_type(r.rngsubtype, NULL) AS subtype,
        CASE WHEN NOT c.opcdefault THEN ${nameInQuery("operatorClass", "c.oid")} END AS opclass,
        CASE WHEN r.rngcollation <> s.typcollation THEN r.rngcollation::regcollation::text END AS collation,
        ${nameInQuery("function", "r.rngsubdiff")} AS diff,
        ${multi ? "m.typname" : "NULL"} AS multirange, ${multi ? "mn.nspname" : "NULL"} AS multirange_schema,
        (SELECT coalesce(json_agg(d.objid::int8), '[]') FROM pg_depend d WHERE d.classid = 1255 AND d.deptype = 'i'
          AND d.refclassid = 1247 AND d.refobjid IN (t.oid${multi ? ", m.oid" : ""})) AS constructors,
        obj_description(t.oid, 'pg_type') AS comment
      FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_namespace n ON n.oid = t.typnamespace
      JOIN pg_type s ON s.oid = r.rngsubtype JOIN pg_opclass c ON c.oid = r.rngsubopc
      ${multi ? "JOIN pg_type m ON m.oid = r.rngmultitypid JOIN pg_namespace mn ON mn.oid = m.typnamespace" : ""}
      WHERE r.rngcanonical = 0 AND ${ownSchema("n.nspname")} AND ${notOwned("pg_type", "t.oid")}`;
    },
    object(row, context) {
      const id = `range type ${context.name(row.schema, row.name)}`;
      for (const type of row.types) context.at(id, "pg_type", Number(type));
      for (const made of row.constructors) context.at(id, "pg_proc", Number(made));
      const multirange =
        row.multirange === null ? null : context.name(row.multirange_schema!, row.multirange);
      const usual = context.name(row.schema, multirangeName(row.name));
      return {
        id,
        kind: "range type",
        ...context.schema(row.schema),
        name: row.name,
        data: spec<RangeTypeData>({
          subtype: shortType(row.subtype),
          opclass: row.opclass,
          collation: row.collation === null ? null : collationName(row.collation),
          subtypeDiff: row.diff,
          multirange: multirange === usual ? null : multirange,
          comment: row.comment,
        }),
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createRangeType", name, { ...inSchema({ schema }), ...data }),
  ],
  drop: (object) => [operation("dropRangeType", object.name, ...inSchemaOf(object))],
  alter: (from, to) =>
    commentOnly(from, to, (comment) =>
      operation("alterRangeType", to.name, { ...inSchema(to), ...comment }),
    ),
};

/** The name PostgreSQL gives when none is asked for. */
function multirangeName(range: string): string {
  return range.includes("range")
    ? cutName(range.replace("range", "multirange"), 63)
    : `${cutName(range, 52)}_multirange`;
}

export const rangeTypeCompilers: Compilers<
  "createRangeType" | "dropRangeType" | "renameRangeType" | "alterRangeType"
> = {
  createRangeType: ({ args: [name, range] }) => {
    const target = qualified(name, range.schema);
    const options = [
      `subtype = ${range.subtype}`,
      range.opclass && `subtype_opclass = ${range.opclass}`,
      range.collation && `collation = ${collationText(range.collation)}`,
      range.subtypeDiff && `subtype_diff = ${range.subtypeDiff}`,
      range.multirange && `multirange_type_name = ${range.multirange}`,
    ].filter(Boolean);
    return [
      { sql: `CREATE TYPE ${target} AS RANGE (${options.join(", ")})` },
      ...commentOn(`TYPE ${target}`, range.comment),
    ];
  },
  dropRangeType: ({ args: [name, options] }) => [
    { sql: `DROP TYPE ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameRangeType: ({ args: [from, to, options] }) => [
    { sql: `ALTER TYPE ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  alterRangeType: ({ args: [name, changes] }) =>
    commentOn(`TYPE ${qualified(name, changes.schema)}`, changes.comment),
};
