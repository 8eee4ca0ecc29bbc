import { sameData } from "../../../catalog/index.js";
import {
  type AggregateSpec,
  type AggregateState,
  operation,
  type RoutineSignature,
  type Statement,
} from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  inSchema,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { nameInQuery } from "../name-in-query.js";
import { ident, operatorText, qualified, quoteText } from "../quote.js";
import { shortType } from "../type-name.js";

export interface AggregateData extends Omit<AggregateSpec, "schema"> {
  /** The types of its arguments: what tells it from other routines of its name. */
  readonly signature: string;
  /** What a replacement has to keep. */
  readonly returns: string;
}

type Modify = "r" | "s" | "w";

interface Row {
  oid: number;
  schema: string;
  name: string;
  signature: string[];
  args: string;
  returns: string;
  kind: "n" | "o" | "h";
  sfunc: string;
  stype: string;
  sspace: number;
  finalfunc: string | null;
  final_extra: boolean;
  final_modify: Modify;
  initial: string | null;
  combine: string | null;
  serial: string | null;
  deserial: string | null;
  msfunc: string | null;
  minvfunc: string | null;
  mstype: string;
  msspace: number;
  mfinalfunc: string | null;
  mfinal_extra: boolean;
  mfinal_modify: Modify;
  minitial: string | null;
  sort: string | null;
  parallel: "s" | "r" | "u";
  comment: string | null;
}

const name = (column: string) => nameInQuery("function", `a.${column}`);

export const aggregate: PostgresKind<AggregateData, Row> = {
  name: "aggregate",
  rank: 4,
  claims: ({ name, schema, data }) => [`routine ${schema ?? ""}.${name}(${data.signature})`],
  read: {
    query: () => `SELECT p.oid, n.nspname AS schema, p.proname AS name,
        (SELECT coalesce(json_agg(format_type(u.type, NULL) ORDER BY u.i), '[]')
          FROM unnest(p.proargtypes) WITH ORDINALITY u(type, i)) AS signature,
        pg_get_function_arguments(p.oid) AS args, pg_get_function_result(p.oid) AS returns, a.aggkind AS kind,
        ${name("aggtransfn")} AS sfunc, format_type(a.aggtranstype, NULL) AS stype, a.aggtransspace AS sspace,
        ${name("aggfinalfn")} AS finalfunc, a.aggfinalextra AS final_extra, a.aggfinalmodify AS final_modify,
        a.agginitval AS initial, ${name("aggcombinefn")} AS combine, ${name("aggserialfn")} AS serial,
        ${name("aggdeserialfn")} AS deserial, ${name("aggmtransfn")} AS msfunc, ${name("aggminvtransfn")} AS minvfunc,
        format_type(a.aggmtranstype, NULL) AS mstype, a.aggmtransspace AS msspace, ${name("aggmfinalfn")} AS mfinalfunc,
        a.aggmfinalextra AS mfinal_extra, a.aggmfinalmodify AS mfinal_modify, a.aggminitval AS minitial,
        ${nameInQuery("operator", "a.aggsortop")} AS sort, p.proparallel AS parallel,
        obj_description(p.oid, 'pg_proc') AS comment
      FROM pg_proc p JOIN pg_aggregate a ON a.aggfnoid = p.oid JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_proc", "p.oid")}`,
    object(row, context) {
      const signature = row.signature.map(shortType).join(", ");
      const id = `aggregate ${context.name(row.schema, row.name)}(${signature || "*"})`;
      context.at(id, "pg_proc", row.oid);
      return {
        id,
        kind: "aggregate",
        ...context.schema(row.schema),
        name: row.name,
        data: { ...aggregateData(row), signature, returns: shortType(row.returns) },
        dependsOn: [],
      };
    },
  },
  create: ({ schema, name, data }) => [
    operation("createAggregate", name, aggregateSpec(schema, data)),
  ],
  drop: (object) => {
    const signature = signatureOf(object);
    return Object.keys(signature).length > 0
      ? [operation("dropAggregate", object.name, signature)]
      : [operation("dropAggregate", object.name)];
  },
  alter(from, to) {
    const { comment: _, ...former } = from.data;
    const { comment: __, ...wanted } = to.data;
    const comment = commentChange(from.data, to.data);
    const commented = operation("alterAggregate", to.name, { ...signatureOf(to), ...comment });
    if (sameData(former, wanted)) return { operations: [commented] };
    const fixed = ({ args, returns, hypothetical }: AggregateData) => [args, returns, hypothetical];
    if (!sameData(fixed(from.data), fixed(to.data))) return undefined;
    const replaced = operation("replaceAggregate", to.name, aggregateSpec(to.schema, to.data));
    return { operations: comment.comment === null ? [replaced, commented] : [replaced] };
  },
};

function aggregateData(row: Row): Omit<AggregateData, "signature" | "returns"> {
  const parallel = { s: "safe", r: "restricted", u: undefined } as const;
  // As PostgreSQL has it: a sorted input cannot be run through the final function twice.
  const usual: Modify = row.kind === "n" ? "r" : "w";
  return {
    ...spec<Partial<AggregateData>>({ args: row.args === "" ? undefined : row.args }),
    stateFunction: row.sfunc,
    stateType: shortType(row.stype),
    ...stateOptions(
      row.sspace,
      row.finalfunc,
      row.final_extra,
      row.final_modify,
      usual,
      row.initial,
    ),
    ...spec<Partial<AggregateData>>({
      combineFunction: row.combine,
      serialFunction: row.serial,
      deserialFunction: row.deserial,
    }),
    ...(row.msfunc !== null && {
      moving: {
        stateFunction: row.msfunc,
        inverseFunction: row.minvfunc!,
        stateType: shortType(row.mstype),
        ...stateOptions(
          row.msspace,
          row.mfinalfunc,
          row.mfinal_extra,
          row.mfinal_modify,
          usual,
          row.minitial,
        ),
      },
    }),
    ...spec<Partial<AggregateData>>({
      sortOperator: row.sort,
      hypothetical: row.kind === "h",
      parallel: parallel[row.parallel],
      comment: row.comment,
    }),
  };
}

function stateOptions(
  space: number,
  final: string | null,
  extra: boolean,
  modify: Modify,
  usual: Modify,
  initial: string | null,
): Partial<AggregateState> {
  const words = { r: "readOnly", s: "shareable", w: "readWrite" } as const;
  return {
    ...spec<Partial<AggregateState>>({
      stateSpace: space === 0 ? undefined : space,
      finalFunction: final,
      finalExtra: extra,
      finalModify: modify === usual ? undefined : words[modify],
    }),
    ...(initial !== null && { initial }),
  };
}

function aggregateSpec(
  schema: string | undefined,
  { signature: _, returns: __, ...data }: AggregateData,
): AggregateSpec {
  return { ...inSchema({ schema }), ...data };
}

function signatureOf({ schema, data }: { schema?: string; data: AggregateData }): RoutineSignature {
  return { ...(schema && { schema }), ...(data.args && { args: data.args }) };
}

export const aggregateCompilers: Compilers<
  "createAggregate" | "replaceAggregate" | "dropAggregate" | "renameAggregate" | "alterAggregate"
> = {
  createAggregate: ({ args: [name, spec] }) => create("CREATE AGGREGATE", name, spec),
  replaceAggregate: ({ args: [name, spec] }) => create("CREATE OR REPLACE AGGREGATE", name, spec),
  dropAggregate: ({ args: [name, s] }) => [
    { sql: `DROP AGGREGATE ${ifExists(s)}${target(name, s)}` },
  ],
  renameAggregate: ({ args: [from, to, s] }) => [
    { sql: `ALTER AGGREGATE ${target(from, s)} RENAME TO ${ident(to)}` },
  ],
  alterAggregate: ({ args: [name, s] }) => commentOn(`AGGREGATE ${target(name, s)}`, s.comment),
};

function target(name: string, signature: RoutineSignature | undefined): string {
  return `${qualified(name, signature?.schema)}(${signature?.args ?? "*"})`;
}

function create(start: string, name: string, aggregate: AggregateSpec): Statement[] {
  const { moving } = aggregate;
  const options = [
    ...stateClauses("", aggregate),
    aggregate.combineFunction && `COMBINEFUNC = ${aggregate.combineFunction}`,
    aggregate.serialFunction && `SERIALFUNC = ${aggregate.serialFunction}`,
    aggregate.deserialFunction && `DESERIALFUNC = ${aggregate.deserialFunction}`,
    ...(moving ? [...stateClauses("M", moving), `MINVFUNC = ${moving.inverseFunction}`] : []),
    aggregate.sortOperator && `SORTOP = ${operatorText(aggregate.sortOperator)}`,
    aggregate.parallel && `PARALLEL = ${aggregate.parallel.toUpperCase()}`,
    aggregate.hypothetical && "HYPOTHETICAL",
  ].filter(Boolean);
  return [
    { sql: `${start} ${target(name, aggregate)} (\n  ${options.join(",\n  ")}\n)` },
    ...commentOn(`AGGREGATE ${target(name, aggregate)}`, aggregate.comment),
  ];
}

function stateClauses(m: "" | "M", state: AggregateState) {
  const modify = { readOnly: "READ_ONLY", shareable: "SHAREABLE", readWrite: "READ_WRITE" };
  return [
    `${m}SFUNC = ${state.stateFunction}`,
    `${m}STYPE = ${state.stateType}`,
    state.stateSpace !== undefined && `${m}SSPACE = ${state.stateSpace}`,
    state.finalFunction && `${m}FINALFUNC = ${state.finalFunction}`,
    state.finalExtra && `${m}FINALFUNC_EXTRA`,
    state.finalModify && `${m}FINALFUNC_MODIFY = ${modify[state.finalModify]}`,
    state.initial !== undefined && `${m}INITCOND = ${quoteText(state.initial)}`,
  ];
}
