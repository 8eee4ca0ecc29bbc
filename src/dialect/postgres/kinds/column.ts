import type { CatalogObject } from "../../../catalog/index.js";
import {
  type ColumnSpec,
  type CompileContext,
  type IdentitySpec,
  isSql,
  type Operation,
  operation,
  type Statement,
} from "../../../operation/index.js";
import { defaultOf } from "../default-value.js";
import { expression } from "../expression.js";
import { ifExists, ifNotExists, once } from "../if-exists.js";
import {
  type Compilers,
  commentOn,
  inSchemaOf,
  notOwned,
  ownSchema,
  type PostgresKind,
  type ReadContext,
  spec,
  unlessEmpty,
  withSpec,
} from "../kind.js";
import { collationName, collationText, ident, qualified } from "../quote.js";
import { serialBase, serialOf, shortType } from "../type-name.js";
import { alterColumn } from "./alter-column.js";
import {
  checkedDefault,
  columnClause,
  identityChangeClause,
  identityClause,
} from "./column-clause.js";
import { releaseColumn } from "./column-release.js";
import { renameSerial, sequenceName } from "./column-sequence.js";
import {
  type StorageRow,
  storageColumns,
  storageData,
  storageStatements,
} from "./column-storage.js";
import {
  alterFollower,
  comesAlong,
  dropped,
  goesAlong,
  keptBelow,
  ownAttributes,
} from "./inherited-column.js";
import {
  addNotNull,
  alterNotNull,
  checkNotNull,
  type NotNullRow,
  notNullColumn,
  notNullJoin,
  notNullSpec,
  notNullStatements,
} from "./not-null.js";
import type { SequenceRow } from "./sequence.js";
import { sequenceOptions } from "./sequence-options.js";
import { plainTable } from "./table.js";

/** A column as the operations write it. */
export interface ColumnData extends ColumnSpec {
  /** It is there because a table above has it: made, changed and dropped there. */
  readonly inherited?: boolean;
}

interface Row extends StorageRow, NotNullRow {
  rel: number;
  num: number;
  schema: string;
  table: string;
  name: string;
  type: string;
  expression: string | null;
  default_oid: number | null;
  identity: "" | "a" | "d";
  generated: "" | "s" | "v";
  collation: string | null;
  comment: string | null;
  inherited: boolean;
  local: boolean;
  origins: { schema: string; table: string }[] | null;
}

export const column: PostgresKind<ColumnData, Row> = {
  name: "column",
  rank: 5,
  claims: (object, catalog) =>
    object.data.identity !== undefined || serialBase(object.data.type)
      ? [
          `relation ${object.schema ?? ""}.${sequenceName(tableName(object, catalog.objects), object.name)}`,
        ]
      : [],
  read: {
    query: (
      major,
    ) => `SELECT c.oid AS rel, a.attnum AS num, n.nspname AS schema, c.relname AS table, a.attname AS name,
        format_type(a.atttypid, a.atttypmod) AS type, ${notNullColumn(major)},
        pg_get_expr(d.adbin, d.adrelid, true) AS expression, d.oid AS default_oid,
        CASE WHEN c.relispartition AND a.attinhcount > 0 THEN '' ELSE a.attidentity END AS identity, a.attgenerated AS generated,
        CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END AS collation,
        ${storageColumns(major)},
        (SELECT s.description FROM pg_description s
          WHERE s.classoid = 1259 AND s.objoid = c.oid AND s.objsubid = a.attnum) AS comment, a.attinhcount > 0 AS inherited, a.attislocal AS local,
        CASE WHEN a.attinhcount > 0 THEN (SELECT json_agg(json_build_object('schema', pn.nspname, 'table', p.relname))
          FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
          JOIN pg_attribute pa ON pa.attrelid = p.oid AND pa.attname = a.attname AND NOT pa.attisdropped
          WHERE h.inhrelid = c.oid) END AS origins
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type t ON t.oid = a.atttypid
      ${notNullJoin(major)}
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE ${plainTable("c")} AND ${ownSchema("n.nspname")} AND ${notOwned("pg_class", "c.oid")}`,
    object(row, context) {
      const id = `column ${context.name(row.schema, row.table, row.name)}`;
      context.at(id, "pg_class", row.rel, row.num);
      if (row.default_oid !== null) context.at(id, "pg_attrdef", row.default_oid);
      return {
        id,
        kind: "column",
        parent: `table ${context.name(row.schema, row.table)}`,
        ...context.schema(row.schema),
        name: row.name,
        position: row.num,
        data: row.inherited
          ? { ...columnData(row, context), inherited: true }
          : columnData(row, context),
        // It may have been declared too, and then outlives the one above.
        ...(row.inherited && row.local && { incidental: "declared" }),
        dependsOn: (row.origins ?? []).map(
          ({ schema, table }) => `column ${context.name(schema, table, row.name)}`,
        ),
      };
    },
  },
  create(object, context) {
    if (comesAlong(object, context)) return ownAttributes(object, context);
    const { inherited: _, ...data } = object.data;
    return [
      operation("addColumn", tableName(object, context.to.objects), object.name, {
        ...data,
        ...(object.schema && { schema: object.schema }),
      }),
    ];
  },
  drop(object, context) {
    if (goesAlong(object, context)) return [];
    const { only, behind } = dropped(object, context);
    return [object, ...behind].map((column) => {
      const options = {
        ...(column.schema && { schema: column.schema }),
        ...(only && column === object && { only }),
      };
      const table = tableName(column, context.from.objects);
      return operation("dropColumn", table, column.name, ...unlessEmpty(options));
    });
  },
  alter(from, to, context) {
    const alteration = alterFollower(from, to, context) ?? alterColumn(from, to, context);
    if (!alteration) return undefined;
    const operations = [...alteration.operations, ...keptBelow(from, context)];
    return { ...alteration, operations };
  },
  renaming: {
    rename(column, name, catalog) {
      if (column.data.inherited) return [];
      const table = tableName(column, catalog.objects);
      return [
        operation("renameColumn", table, column.name, name, ...inSchemaOf(column)),
        ...renameSerial(column, { from: table, to: table }, column.name, name),
      ];
    },
  },
  inline: {
    separable: false,
    add: (create, object) =>
      object.data.inherited
        ? create
        : withSpec(create, (table) => ({
            ...table,
            columns: addColumn(table.columns as never, object),
          })),
    behind: (object, context) => (object.data.inherited ? ownAttributes(object, context) : []),
  },
  release: releaseColumn,
  loses: ({ data }) => (data.generated || data.inherited ? undefined : "values"),
};

function tableName(object: CatalogObject, objects: ReadonlyMap<string, CatalogObject>): string {
  return objects.get(object.parent!)!.name;
}

/** Keys keep their order only while none looks like an integer or is `__proto__`. */
function addColumn(columns: object | readonly object[], object: CatalogObject<ColumnData>) {
  const named = { name: object.name, ...object.data };
  if (Array.isArray(columns)) return [...columns, named];
  if (!/^\d+$/.test(object.name) && object.name !== "__proto__")
    return { ...columns, [object.name]: object.data };
  const former = Object.entries(columns).map(([name, column]) => ({ name, ...(column as object) }));
  return [...former, named];
}

function columnData(row: Row, context: ReadContext): ColumnData {
  const type = shortType(row.type);
  const collation = row.collation === null ? null : collationName(row.collation);
  const named = notNullSpec(row);
  const notNull = named ?? row.notnull;
  const common = { collation, ...storageData(row), comment: row.comment };
  if (row.generated !== "") {
    const as = expression(row.expression!);
    const generated = row.generated === "v" ? { as, virtual: true } : as;
    return spec<ColumnData>({ type, notNull, generated, ...common });
  }
  const sequence = sequenceOf(row, context);
  if (row.identity !== "")
    return spec<ColumnData>({
      type,
      notNull: named, // an identity column always is
      identity: identityOf(row, sequence),
      ...common,
    });
  const serial = sequence && serialType(row, type, sequence);
  if (serial) {
    context.carried.add(sequence.oid);
    return spec<ColumnData>({ type: serial, notNull: named, ...common });
  }
  return {
    ...spec<ColumnData>({ type, notNull }),
    ...(row.expression !== null && { default: defaultOf(row.expression, type) }),
    ...spec<ColumnData>(common as never),
  };
}

const sequenceMaps = new WeakMap<ReadContext, Map<string, SequenceRow[]>>();

/** The sequence that belongs to a column: as its identity, else by ownership and the usual name. */
function sequenceOf(row: Row, context: ReadContext): SequenceRow | undefined {
  let owned = sequenceMaps.get(context);
  if (!owned) {
    owned = new Map();
    for (const s of context.rows<SequenceRow>("sequence")) {
      if (s.owner_table === null) continue;
      const column = `${s.owner_table}.${s.owner_column}`;
      owned.set(column, [...(owned.get(column) ?? []), s]);
    }
    sequenceMaps.set(context, owned);
  }
  const name = sequenceName(row.table, row.name);
  const mine = owned.get(`${row.rel}.${row.num}`) ?? [];
  const identity = mine.find((s) => s.owner_type === "i");
  if (identity) context.carried.add(identity.oid);
  return identity ?? mine.find((s) => s.name === name);
}

function identityOf(row: Row, sequence: SequenceRow | undefined): ColumnSpec["identity"] {
  const kind = row.identity === "a" ? "always" : "byDefault";
  const options = sequence ? sequenceOptions(sequence) : {};
  return Object.keys(options).length > 0 ? ({ kind, ...options } as IdentitySpec) : kind;
}

/** `serial` is a default and an owned sequence exactly as that word makes them. */
function serialType(row: Row, type: string, sequence: SequenceRow): string | undefined {
  const name = sequenceName(row.table, row.name);
  const plain =
    sequence.owner_type === "a" &&
    sequence.name === name &&
    sequence.schema === row.schema &&
    sequence.type === type &&
    sequence.comment === null &&
    row.notnull &&
    Object.keys(sequenceOptions(sequence)).length === 0;
  const reads = /^nextval\('(.*)'::regclass\)$/.exec(row.expression ?? "")?.[1];
  const own = [ident(name), qualified(name, row.schema)].map((n) => n.replaceAll("'", "''"));
  return plain && reads !== undefined && own.includes(reads) ? serialOf(type) : undefined;
}

export const columnCompilers: Compilers<
  "addColumn" | "dropColumn" | "alterColumn" | "renameColumn"
> = {
  addColumn: ({ args: [table, name, column] }, context) => {
    const target = qualified(table, column.schema);
    return [
      {
        sql: `ALTER TABLE ${target} ADD COLUMN ${ifNotExists(column)}${columnClause(name, column)}`,
      },
      ...once(column, notNullStatements(target, name, column, context)),
      ...storageStatements(target, name, column),
      ...commentOn(`COLUMN ${target}.${ident(name)}`, column.comment),
    ];
  },
  dropColumn: ({ args: [table, name, options] }) => [
    {
      sql: `ALTER TABLE ${options?.only ? "ONLY " : ""}${qualified(table, options?.schema)} DROP COLUMN ${ifExists(options)}${ident(name)}`,
    },
  ],
  renameColumn: ({ args: [table, from, to, options] }) => [
    {
      sql: `ALTER TABLE ${qualified(table, options?.schema)} RENAME COLUMN ${ident(from)} TO ${ident(to)}`,
    },
  ],
  alterColumn: alterColumnStatements,
};

/** One ALTER TABLE with every action, in the order in which none stands in another's way. */
function alterColumnStatements(
  { args: [table, name, changes] }: Operation<"alterColumn">,
  context: CompileContext,
): Statement[] {
  const target = qualified(table, changes.schema);
  const { type, using, collation, notNull, identity, generated } = changes;
  const actions: string[] = [];
  const add = (action: string) => actions.push(`ALTER COLUMN ${ident(name)} ${action}`);
  const resets = changes.default !== undefined;
  if (generated === null) add("DROP EXPRESSION");
  if (identity === null) add("DROP IDENTITY");
  if (resets && (changes.default === null || type !== undefined)) add("DROP DEFAULT");
  if (type !== undefined) {
    const collate = collation === undefined ? "" : ` COLLATE ${collationText(collation)}`;
    add(`TYPE ${type}${collate}${using ? ` USING ${using.text}` : ""}`);
  }
  checkNotNull(name, notNull, context);
  if (typeof notNull === "boolean") add(notNull ? "SET NOT NULL" : "DROP NOT NULL");
  else if (notNull && notNull.formerName === undefined) {
    if (context.major < 18) add("SET NOT NULL");
    else actions.push(addNotNull(name, notNull));
  }
  if (resets && changes.default !== null)
    add(`SET DEFAULT ${checkedDefault(name, changes.default!)}`);
  const statements: Statement[] =
    actions.length > 0
      ? [
          {
            sql:
              actions.length === 1
                ? `ALTER TABLE ${target} ${actions[0]}`
                : `ALTER TABLE ${target}\n  ${actions.join(",\n  ")}`,
          },
        ]
      : [];
  if (generated && isSql(generated))
    statements.push({
      sql: `ALTER TABLE ${target} ALTER COLUMN ${ident(name)} SET EXPRESSION AS (${generated.text})`,
    });
  if (identity)
    statements.push({
      sql: `ALTER TABLE ${target} ALTER COLUMN ${ident(name)} ADD ${identityClause(identity)}`,
    });
  if (changes.alterIdentity)
    statements.push({
      sql: `ALTER TABLE ${target} ALTER COLUMN ${ident(name)} ${identityChangeClause(changes.alterIdentity)}`,
    });
  return [
    ...statements,
    ...(typeof notNull === "object" && notNull.formerName !== undefined
      ? alterNotNull(target, { ...notNull, formerName: notNull.formerName }, context)
      : []),
    ...storageStatements(target, name, changes, context),
    ...commentOn(`COLUMN ${target}.${ident(name)}`, changes.comment),
  ];
}
