import type { ObjectId } from "../../../catalog/index.js";
import type { OwnerTarget } from "../../../operation/index.js";
import type { TargetWord } from "../grant-target.js";
import type { ReadContext, SystemCatalog } from "../kind.js";
import { ident } from "../quote.js";
import { shortType } from "../type-name.js";
import type { AccessRow } from "./access-parts.js";
import type { OwnerWord } from "./owner-target.js";
import type { SequenceRow } from "./sequence.js";
import { subscriptionId } from "./subscription.js";

/** The object a row is about; nothing where it is an extension's, or of a kind not compared. */
export interface AccessTarget {
  readonly on: OwnerTarget & { readonly columns?: readonly string[] };
  readonly label: string;
  readonly parent?: ObjectId;
  readonly schema?: string;
  /** Of a column: the label of its table. */
  readonly table?: string;
}

export function ownerId(label: string): ObjectId {
  return `owner of ${label}`;
}

export function targetOf(row: AccessRow, context: ReadContext): AccessTarget | undefined {
  if (row.system === "pg_namespace") return schemaTarget(row, context);
  const parent = parentOf(row, context);
  const word = wordOf(row);
  if (parent === undefined && word !== "language") return undefined;
  // The constructors of a range type are no functions of their own.
  if (row.system === "pg_proc" && !parent?.startsWith(`${word} `)) return undefined;
  const inSchema = row.schema === null ? {} : context.schema(row.schema);
  const on = { ...inSchema, [word]: row.name, ...distinction(row) } as unknown as OwnerTarget;
  return {
    on: row.column === null ? on : { ...on, columns: [row.column] },
    label: labelOf(row, context) ?? parent!,
    ...(parent !== undefined && { parent }),
    ...inSchema,
    ...(row.column !== null && { table: context.found("pg_class", row.oid)! }),
  };
}

/** What tells an object from others of its name. */
function distinction({ system, kind, signature }: AccessRow) {
  if (system === "pg_opclass" || system === "pg_opfamily") return { method: kind };
  const types = (signature ?? []).map((type) => type && shortType(type));
  if (system !== "pg_operator") return types.length > 0 ? { args: types.join(", ") } : {};
  const [left, right] = types;
  return { ...(left && { left }), right };
}

/** Of what is not always an object of its own. */
function labelOf(row: AccessRow, context: ReadContext): string | undefined {
  if (row.column !== null) return `column ${context.name(row.schema!, row.name, row.column)}`;
  if (row.kind === "S") return `sequence ${context.name(row.schema!, row.name)}`;
  return row.system === "pg_language" ? `language ${ident(row.name)}` : undefined;
}

/** The target schema and `public` are there without anybody making them. */
function schemaTarget(row: AccessRow, context: ReadContext): AccessTarget {
  const { schema } = context.schema(row.name);
  const parent = context.found("pg_namespace", row.oid);
  return {
    on: { schema: schema ?? true },
    label: schema === undefined ? "the target schema" : `schema ${ident(schema)}`,
    ...(parent !== undefined && { parent }),
    ...(schema !== undefined && { schema }),
  };
}

/** The sequence of an identity or serial column goes with the column. */
function parentOf(row: AccessRow, context: ReadContext): ObjectId | undefined {
  // One that is only remembered has no address.
  if (row.system === "pg_subscription") return subscriptionId(row.name);
  const found = context.found(row.system, row.oid, row.sub);
  if (found !== undefined || row.kind !== "S") return found;
  const sequence = carriedSequences(context).get(row.oid);
  return sequence && context.found("pg_class", sequence.owner_table!, sequence.owner_column!);
}

const carried = new WeakMap<ReadContext, Map<number, SequenceRow>>();

function carriedSequences(context: ReadContext): Map<number, SequenceRow> {
  let index = carried.get(context);
  if (!index) {
    index = new Map();
    for (const row of context.rows<SequenceRow>("sequence"))
      if (row.owner_table !== null) index.set(row.oid, row);
    carried.set(context, index);
  }
  return index;
}

/** How a target names an object of a catalog. */
export function wordOf({ system, kind }: AccessRow): TargetWord | OwnerWord {
  if (system === "pg_class") return relations[kind] ?? "table";
  if (system === "pg_proc") return routines[kind] ?? "function";
  return words[system]!;
}

const relations: Readonly<Record<string, TargetWord>> = {
  r: "table",
  p: "table",
  v: "view",
  m: "materializedView",
  f: "foreignTable",
  S: "sequence",
};

const routines: Readonly<Record<string, TargetWord>> = { p: "procedure", a: "aggregate" };

const words: Readonly<Partial<Record<SystemCatalog, TargetWord | OwnerWord>>> = {
  pg_type: "type",
  pg_foreign_data_wrapper: "foreignDataWrapper",
  pg_foreign_server: "foreignServer",
  pg_language: "language",
  pg_collation: "collation",
  pg_operator: "operator",
  pg_opclass: "operatorClass",
  pg_opfamily: "operatorFamily",
  pg_ts_config: "textSearchConfiguration",
  pg_ts_dict: "textSearchDictionary",
  pg_statistic_ext: "statistics",
  pg_event_trigger: "eventTrigger",
  pg_publication: "publication",
  pg_subscription: "subscription",
};
