import type { CatalogObject, ObjectId } from "../../catalog/index.js";
import { sameData } from "../../catalog/index.js";
import type {
  Alteration,
  AnyOperation,
  CompileContext,
  InSchema,
  Kind,
  Operation,
  OperationKind,
  Statement,
  StorageParameterChanges,
  StorageParameters,
} from "../../operation/index.js";
import type { Comparison } from "./comparison.js";
import { ident, quoteText } from "./quote.js";

/** Everything about one object kind in PostgreSQL: how it is read, changed and written. */
export interface PostgresKind<Data, Row extends object = object> extends Kind<Data> {
  readonly read: Reader<Data, Row>;
  /** Its objects belong to the whole server: other databases have them too. */
  readonly ofServer?: true;
  /** Roles it names: it comes behind them, and goes before them. */
  roles?(object: CatalogObject<Data>): readonly string[];
}

/** How objects of one kind come out of the catalog. */
export interface Reader<Data, Row extends object> {
  /** Whether it is compared at all; by default it is. */
  asked?(comparison: Comparison): boolean;
  /** The query, for a server of this major version. */
  query(major: number, comparison: Comparison): string;
  /** What only some roles may ask, once it is known that this one may: `rows("<kind>, more")`. */
  more?(rows: readonly Row[]): string | undefined;
  /** A row as an object, or as several; nothing where another object carries it. */
  object(
    row: Row,
    context: ReadContext,
  ): CatalogObject<Data> | readonly CatalogObject<Data>[] | undefined;
}

/** What readers share while one catalog is read. */
export interface ReadContext {
  /** The schema as objects carry it: nothing for the target schema. */
  schema(name: string): { readonly schema?: string };
  /** The name as ids carry it: without the target schema, quoted as SQL would. */
  name(schema: string, ...names: readonly string[]): string;
  /** Says which address in `pg_depend` this object stands for. */
  at(id: ObjectId, catalog: SystemCatalog, oid: number, column?: number): void;
  /** The object that stands for an address; a column that is none by itself, its table. */
  found(catalog: SystemCatalog, oid: number, column?: number): ObjectId | undefined;
  /** The rows another kind's query gave. */
  rows<Row>(kind: string): readonly Row[];
  /** Objects of the whole server that nobody said to be the project's. */
  readonly shared: Set<ObjectId>;
  /** Sequences that a column carries: identity and serial. Keyed by oid. */
  readonly carried: Set<number>;
}

/** The object ids of the system catalogs, the same in every PostgreSQL. */
export const systemCatalogs = {
  pg_class: 1259,
  pg_type: 1247,
  pg_proc: 1255,
  pg_constraint: 2606,
  pg_attrdef: 2604,
  pg_namespace: 2615,
  pg_extension: 3079,
  pg_rewrite: 2618,
  pg_trigger: 2620,
  pg_policy: 3256,
  pg_collation: 3456,
  pg_cast: 2605,
  pg_operator: 2617,
  pg_opfamily: 2753,
  pg_opclass: 2616,
  pg_amop: 2602,
  pg_amproc: 2603,
  pg_statistic_ext: 3381,
  pg_ts_parser: 3601,
  pg_ts_template: 3764,
  pg_ts_dict: 3600,
  pg_ts_config: 3602,
  pg_event_trigger: 3466,
  pg_conversion: 2607,
  pg_transform: 3576,
  pg_language: 2612,
  pg_am: 2601,
  pg_foreign_data_wrapper: 2328,
  pg_foreign_server: 1417,
  pg_publication: 6104,
  pg_publication_rel: 6106,
  pg_publication_namespace: 6237,
  pg_subscription: 6100,
} as const;

export type SystemCatalog = keyof typeof systemCatalogs;

/** The compilers of some operations, keyed by operation kind. */
export type Compilers<K extends OperationKind> = {
  readonly [P in K]: (operation: Operation<P>, context: CompileContext) => Statement[];
};

/** Changes the object that is an operation's last argument; a comment stays at its end. */
export function withSpec(
  operation: AnyOperation,
  change: (spec: Record<string, unknown>) => Record<string, unknown>,
): AnyOperation {
  const args = [...operation.args];
  const { comment, ...spec } = args.pop() as Record<string, unknown>;
  args.push({ ...change(spec), ...(comment !== undefined && { comment }) });
  return { ...operation, args };
}

/** Leaves out what is undefined, null or false, so that specs stay as short as people write them. */
export function spec<T>(value: { readonly [K in keyof T]?: T[K] | null | undefined | false }): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, v]) => v !== undefined && v !== null && v !== false),
  ) as T;
}

/** Objects of extensions and of the system are left alone. */
export function notOwned(catalog: SystemCatalog, oid: string): string {
  return `NOT EXISTS (SELECT FROM pg_depend x WHERE x.classid = ${systemCatalogs[catalog]}
    AND x.objid = ${oid} AND x.deptype = 'e')`;
}

/** Schemas that belong to people. */
export function ownSchema(column: string): string {
  return `${column} !~ '^pg_' AND ${column} <> 'information_schema'`;
}

/** The statement that sets or takes away a comment. */
export function commentOn(target: string, comment: string | null | undefined): Statement[] {
  if (comment === undefined) return [];
  const text = comment === null ? "NULL" : quoteText(comment);
  return [{ sql: `COMMENT ON ${target} IS ${text}` }];
}

/** The statements for comments on columns of a view or a type. */
export function commentsOn(
  target: string,
  comments: { readonly [column: string]: string | null } = {},
): Statement[] {
  return Object.entries(comments).flatMap(([column, comment]) =>
    commentOn(`COLUMN ${target}.${ident(column)}`, comment),
  );
}

/** What changed between two comments, as `alter…` operations have it. */
export function commentChange(
  from: { readonly comment?: string | null },
  to: { readonly comment?: string | null },
): { comment?: string | null } {
  return from.comment === to.comment ? {} : { comment: to.comment ?? null };
}

/** A change of the comment and of nothing else; whatever differs besides has to be made anew. */
export function commentOnly<Data extends { readonly comment?: string }>(
  from: { readonly data: Data },
  to: { readonly data: Data },
  alter: (comment: { comment?: string | null }) => AnyOperation,
): Alteration | undefined {
  const { comment: _, ...former } = from.data;
  const { comment: __, ...wanted } = to.data;
  if (!sameData(former, wanted)) return undefined;
  return { operations: [alter(commentChange(from.data, to.data))] };
}

/** The schema as operations carry it: nothing for the target schema. */
export function inSchema({ schema }: { readonly schema?: string | undefined }): InSchema {
  return schema === undefined ? {} : { schema };
}

/** Storage parameters as the catalog has them: `{fillfactor=70}`. */
export function optionsOf(options: readonly string[] | null): StorageParameters | undefined {
  if (options === null || options.length === 0) return undefined;
  return Object.fromEntries(
    options.map((option) => {
      const at = option.indexOf("=");
      return [option.slice(0, at), option.slice(at + 1)];
    }),
  );
}

/** `fillfactor = 70`. */
export function optionText(options: StorageParameters): string {
  return Object.entries(options)
    .map(([name, value]) => `${name} = ${/^-?[\w.]+$/.test(value) ? value : quoteText(value)}`)
    .join(", ");
}

/** What changed between two sets of storage parameters, as `alter…` operations have it. */
export function optionChange(
  from: StorageParameters | undefined,
  to: StorageParameters | undefined,
): { with?: StorageParameterChanges } {
  const changed = settingChange(from, to);
  return changed ? { with: changed } : {};
}

/** What changed between two sets of named texts, if anything; `null` is gone. */
export function settingChange(
  from: StorageParameters = {},
  to: StorageParameters = {},
): StorageParameterChanges | undefined {
  const changed: Record<string, string | null> = {};
  for (const name of Object.keys(from)) if (!(name in to)) changed[name] = null;
  for (const [name, value] of Object.entries(to)) if (from[name] !== value) changed[name] = value;
  return Object.keys(changed).length > 0 ? changed : undefined;
}

/** `SET (fillfactor = 70)` and `RESET (autovacuum_enabled)`, as far as there is anything. */
export function optionActions(changes: StorageParameterChanges = {}): string[] {
  const entries = Object.entries(changes);
  const set = entries.filter((entry): entry is [string, string] => entry[1] !== null);
  const reset = entries.filter(([, value]) => value === null);
  return [
    ...(set.length > 0 ? [`SET (${optionText(Object.fromEntries(set))})`] : []),
    ...(reset.length > 0 ? [`RESET (${reset.map(([name]) => name).join(", ")})`] : []),
  ];
}

/** The last argument of an operation that takes nothing but a schema; none in the target schema. */
export function inSchemaOf({ schema }: CatalogObject): [] | [{ schema: string }] {
  return schema === undefined ? [] : [{ schema }];
}

/** The options of an operation, left out where there are none. */
export function unlessEmpty<Options extends object>(options: Options): [] | [Options] {
  return Object.keys(options).length === 0 ? [] : [options];
}
