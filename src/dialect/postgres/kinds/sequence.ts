import { operation, type SequenceOptions, type SequenceSpec } from "../../../operation/index.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { ident, qualified } from "../quote.js";

export interface SequenceData extends SequenceSpec {
  readonly comment?: string;
}

export interface SequenceRow {
  oid: number;
  schema: string;
  name: string;
  type: string;
  start: string;
  increment: string;
  min: string;
  max: string;
  cache: string;
  cycle: boolean;
  comment: string | null;
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
    query:
      () => `SELECT c.oid, n.nspname AS schema, c.relname AS name, format_type(s.seqtypid, NULL) AS type,
        s.seqstart::text AS start, s.seqincrement::text AS increment, s.seqmin::text AS min,
        s.seqmax::text AS max, s.seqcache::text AS cache, s.seqcycle AS cycle,
        obj_description(c.oid, 'pg_class') AS comment,
        d.refobjid AS owner_table, d.refobjsubid AS owner_column, d.deptype AS owner_type
      FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_depend d ON d.classid = 1259 AND d.objid = c.oid AND d.objsubid = 0
        AND d.refclassid = 1259 AND d.deptype IN ('a', 'i')
      WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_class", "c.oid")}`,
    object(row, context) {
      if (context.carried.has(row.oid)) return undefined;
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
          comment: row.comment,
        }),
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => {
    const options = { ...(schema && { schema }), ...data };
    return [
      Object.keys(options).length > 0
        ? operation("createSequence", name, options)
        : operation("createSequence", name),
    ];
  },
  drop: ({ name, schema }) => [
    schema ? operation("dropSequence", name, { schema }) : operation("dropSequence", name),
  ],
  alter(from, to) {
    const { comment: _, ...options } = to.data;
    const { comment: __, ...former } = from.data;
    const back = Object.keys(former).filter((key) => !(key in options));
    return {
      operations: [
        operation("alterSequence", to.name, {
          ...(to.schema && { schema: to.schema }),
          ...defaultsFor(back, to.data),
          ...options,
          ...commentChange(from.data, to.data),
        }),
      ],
    };
  },
};

const limits: Record<string, readonly [string, string]> = {
  smallint: ["-32768", "32767"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
};

function defaultOptions(type: string, increment: string) {
  const [lowest, highest] = limits[type] ?? limits.bigint!;
  const up = !increment.startsWith("-");
  const min = up ? "1" : lowest;
  const max = up ? highest : "-1";
  return { increment: "1", min, max, start: up ? min : max, cache: "1", cycle: false };
}

/** The options that differ from what a sequence of this type has by itself. */
export function sequenceOptions(row: SequenceRow): SequenceOptions {
  const usual = defaultOptions(row.type, row.increment);
  const start = row.increment.startsWith("-") ? row.max : row.min;
  return spec<SequenceOptions>({
    start: row.start === start ? undefined : numberOf(row.start),
    increment: row.increment === "1" ? undefined : numberOf(row.increment),
    min: row.min === usual.min ? undefined : numberOf(row.min),
    max: row.max === usual.max ? undefined : numberOf(row.max),
    cache: row.cache === "1" ? undefined : numberOf(row.cache),
    cycle: row.cycle,
  });
}

/** What options go back to when the model no longer names them. */
function defaultsFor(options: readonly string[], data: SequenceData): Record<string, unknown> {
  const usual = {
    type: "bigint",
    ...defaultOptions(data.type ?? "bigint", String(data.increment ?? 1)),
  };
  return Object.fromEntries(
    options.map((o) => {
      const value = usual[o as keyof typeof usual];
      return [o, typeof value === "string" && /^-?\d+$/.test(value) ? numberOf(value) : value];
    }),
  );
}

function numberOf(text: string): number | string {
  return String(Number(text)) === text && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

/** `INCREMENT BY 2 START WITH 10`, for sequences and identity columns. */
export function sequenceClauses(options: SequenceOptions): string[] {
  return [
    options.increment !== undefined && `INCREMENT BY ${options.increment}`,
    options.min !== undefined && `MINVALUE ${options.min}`,
    options.max !== undefined && `MAXVALUE ${options.max}`,
    options.start !== undefined && `START WITH ${options.start}`,
    options.cache !== undefined && `CACHE ${options.cache}`,
    options.cycle !== undefined && (options.cycle ? "CYCLE" : "NO CYCLE"),
  ].filter((clause) => clause !== false);
}

export const sequenceCompilers: Compilers<
  "createSequence" | "dropSequence" | "renameSequence" | "alterSequence"
> = {
  createSequence: ({ args: [name, options = {}] }) => {
    const target = qualified(name, options.schema);
    const clauses = [options.type && `AS ${options.type}`, ...sequenceClauses(options)];
    return [
      { sql: [`CREATE SEQUENCE ${target}`, ...clauses.filter(Boolean)].join(" ") },
      ...commentOn(`SEQUENCE ${target}`, options.comment),
    ];
  },
  dropSequence: ({ args: [name, options] }) => [
    { sql: `DROP SEQUENCE ${qualified(name, options?.schema)}` },
  ],
  renameSequence: ({ args: [from, to, options] }) => [
    { sql: `ALTER SEQUENCE ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  alterSequence: ({ args: [name, changes] }) => {
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
      ...commentOn(`SEQUENCE ${target}`, changes.comment),
    ];
  },
};
