import type { Catalog, CatalogObject } from "../../../catalog/index.js";
import { operation, type SequenceSpec } from "../../../operation/index.js";
import { ifExists, ifNotExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
  unlessEmpty,
} from "../kind.js";
import { ident, qualified } from "../quote.js";
import { holderOf, type SequenceHolder } from "./column-sequence.js";
import {
  type SequenceOptionsRow,
  sequenceChanges,
  sequenceClauses,
  sequenceOptions,
} from "./sequence-options.js";
import { followsTable, isSerialUnlogged } from "./sequence-persistence.js";

export interface SequenceData extends SequenceSpec {
  readonly comment?: string;
}

export interface SequenceRow extends SequenceOptionsRow {
  oid: number;
  schema: string;
  name: string;
  comment: string | null;
  unlogged: boolean;
  /** The column it belongs to: `a` owned, `i` identity. */
  owner_table: number | null;
  owner_column: number | null;
  owner_type: "a" | "i" | null;
}

export const sequence: PostgresKind<SequenceData, SequenceRow> = {
  name: "sequence",
  rank: 3,
  claims: (object) => [`relation ${object.schema ?? ""}.${object.name}`],
  read: {
    query: (major) => `SELECT c.oid, n.nspname AS schema, c.relname AS name,
        ${major >= 15 ? "c.relpersistence = 'u'" : "false"} AS unlogged, format_type(s.seqtypid, NULL) AS type,
        s.seqstart::text AS start, s.seqincrement::text AS increment, s.seqmin::text AS min,
        s.seqmax::text AS max, s.seqcache::text AS cache, s.seqcycle AS cycle,
        obj_description(c.oid, 'pg_class') AS comment,
        d.refobjid AS owner_table, d.refobjsubid AS owner_column, d.deptype AS owner_type
      FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_depend d ON d.classid = 1259 AND d.objid = c.oid AND d.objsubid = 0
        AND d.refclassid = 1259 AND d.deptype IN ('a', 'i')
      WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_class", "c.oid")}`,
    object(row, context) {
      if (row.owner_type === "i" || context.carried.has(row.oid)) return undefined;
      const id = `sequence ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_class", row.oid);
      return {
        id,
        kind: "sequence",
        ...context.schema(row.schema),
        name: row.name,
        data: spec<SequenceData>({
          type: row.type === "bigint" ? undefined : (row.type as "integer"),
          ...sequenceOptions(row),
          unlogged: row.unlogged,
          comment: row.comment,
        }),
        dependsOn: [],
      };
    },
  },
  create(object, context) {
    const { name, schema, data } = object;
    const inSchema = { ...(schema && { schema }) };
    const holder = holderOf(object, context.from, context.to);
    if (holder?.serial) {
      // It is there already, made by that word: from now on it is an object of its own.
      const changes = changesBetween(heldBy(holder, context.from, object), data);
      return [operation("alterSequence", name, { ...inSchema, ownedBy: null, ...changes })];
    }
    const options = { ...inSchema, ...data };
    return [
      ...(holder
        ? [
            operation("alterColumn", holder.table, holder.column.name, {
              ...inSchema,
              identity: null,
            }),
          ]
        : []),
      operation("createSequence", name, ...unlessEmpty(options)),
    ];
  },
  drop(object, context) {
    const { name, schema, data } = object;
    const inSchema = { ...(schema && { schema }) };
    const holder = holderOf(object, context.to, context.from);
    if (holder?.serial) {
      const changes = changesBetween(data, heldBy(holder, context.to, object));
      return Object.keys(changes).length > 0
        ? [operation("alterSequence", name, { ...inSchema, ...changes })]
        : [];
    }
    return [operation("dropSequence", name, ...unlessEmpty(inSchema))];
  },
  alter(from, to, context) {
    const { unlogged, ...changes } = changesBetween(from.data, to.data);
    // With its table it changes by itself.
    const alone = unlogged !== undefined && !followsTable(to, context);
    if (!alone && Object.keys(changes).length === 0) return { operations: [] };
    return {
      operations: [
        operation("alterSequence", to.name, {
          ...(to.schema && { schema: to.schema }),
          ...changes,
          ...(alone && { unlogged }),
        }),
      ],
    };
  },
};

/** The sequence as `serial` makes it in that column. */
function heldBy(
  { column, serial }: SequenceHolder,
  catalog: Catalog,
  sequence: CatalogObject,
): SequenceData {
  const unlogged = isSerialUnlogged(sequence, column.parent!, catalog);
  return { type: serial as "integer", ...(unlogged && { unlogged }) };
}

function changesBetween(from: SequenceData, to: SequenceData) {
  const type = to.type ?? "bigint";
  return {
    ...((from.type ?? "bigint") !== type && { type }),
    ...sequenceChanges(from, to),
    ...(from.unlogged !== to.unlogged && { unlogged: to.unlogged === true }),
    ...commentChange(from, to),
  };
}

export const sequenceCompilers: Compilers<
  "createSequence" | "dropSequence" | "renameSequence" | "alterSequence"
> = {
  createSequence: ({ args: [name, options = {}] }, { major }) => {
    const target = qualified(name, options.schema);
    const clauses = [options.type && `AS ${options.type}`, ...sequenceClauses(options)];
    return [
      {
        sql: [
          `CREATE ${options.unlogged && major >= 15 ? "UNLOGGED " : ""}SEQUENCE ${ifNotExists(options)}${target}`,
          ...clauses.filter(Boolean),
        ].join(" "),
      },
      ...commentOn(`SEQUENCE ${target}`, options.comment),
    ];
  },
  dropSequence: ({ args: [name, options] }) => [
    { sql: `DROP SEQUENCE ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameSequence: ({ args: [from, to, options] }) => [
    { sql: `ALTER SEQUENCE ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  alterSequence: ({ args: [name, changes] }, { major }) => {
    const target = qualified(name, changes.schema);
    const clauses = [changes.type && `AS ${changes.type}`, ...sequenceClauses(changes)].filter(
      Boolean,
    );
    if (changes.ownedBy === null) clauses.push("OWNED BY NONE");
    if (changes.ownedBy) {
      const { table, schema, column } = changes.ownedBy;
      clauses.push(`OWNED BY ${qualified(table, schema)}.${ident(column)}`);
    }
    return [
      ...(clauses.length > 0 ? [{ sql: `ALTER SEQUENCE ${target} ${clauses.join(" ")}` }] : []),
      ...(changes.unlogged === undefined || major < 15
        ? []
        : [{ sql: `ALTER SEQUENCE ${target} SET ${changes.unlogged ? "UNLOGGED" : "LOGGED"}` }]),
      ...commentOn(`SEQUENCE ${target}`, changes.comment),
    ];
  },
};
