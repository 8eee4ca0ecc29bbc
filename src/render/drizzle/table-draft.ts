import type {
  AnyOperation,
  CheckSpec,
  ColumnSpec,
  ForeignKeySpec,
  IndexSpec,
  KeySpec,
  KnownOperation,
  NamedColumn,
  PolicySpec,
  TableSpec,
} from "../../operation/index.js";
import { nameIn } from "./drizzle-module.js";

/** A table, with all that operations behind its creation add to it. */
export interface TableDraft {
  readonly name: string;
  readonly schema: string | undefined;
  readonly spec: TableSpec;
  readonly columns: readonly (readonly [name: string, spec: ColumnSpec])[];
  primaryKey: (KeySpec & { readonly name?: string }) | undefined;
  readonly unique: [name: string, key: KeySpec][];
  readonly checks: [name: string, check: CheckSpec][];
  readonly foreignKeys: [name: string, key: ForeignKeySpec][];
  /** It refers to a table that comes further down. */
  ahead: boolean;
  readonly indexes: [name: string, index: IndexSpec][];
  readonly policies: [name: string, policy: PolicySpec][];
}

/** The tables that operations create, by name. */
export function tableDrafts(operations: readonly AnyOperation[]): Map<string, TableDraft> {
  const drafts = new Map<string, TableDraft>();
  for (const { kind, args } of operations as readonly KnownOperation[]) {
    if (kind === "createTable") {
      const draft = draftOf(args[0], args[1]);
      drafts.set(nameIn(draft.schema, draft.name), draft);
      continue;
    }
    const on = args[1] as { readonly table?: string; readonly schema?: string } | undefined;
    const draft = on?.table === undefined ? undefined : drafts.get(nameIn(on.schema, on.table));
    if (!draft) continue;
    if (kind === "createPrimaryKey") draft.primaryKey = { name: args[0], ...args[1] };
    if (kind === "createUniqueConstraint") draft.unique.push([args[0], args[1]]);
    if (kind === "createCheckConstraint") draft.checks.push([args[0], args[1]]);
    if (kind === "createIndex") draft.indexes.push([args[0], args[1]]);
    if (kind === "createPolicy") draft.policies.push([args[0], args[1]]);
    if (kind === "createForeignKey") {
      draft.foreignKeys.push([args[0], args[1]]);
      draft.ahead = true;
    }
  }
  return drafts;
}

function draftOf(name: string, spec: TableSpec): TableDraft {
  const { primaryKey, unique = {}, checks = {}, foreignKeys = {} } = spec;
  return {
    name,
    schema: spec.schema,
    spec,
    columns: columnsOf(spec.columns ?? {}),
    primaryKey: primaryKey && keyOf(primaryKey),
    unique: Object.entries(unique).map(([name, key]) => [name, keyOf(key)]),
    checks: Object.entries(checks).map(([name, check]) => [
      name,
      "check" in check ? check : { check },
    ]),
    foreignKeys: Object.entries(foreignKeys),
    ahead: false,
    indexes: [],
    policies: [],
  };
}

function columnsOf(columns: NonNullable<TableSpec["columns"]>): [string, ColumnSpec][] {
  return Array.isArray(columns)
    ? (columns as readonly NamedColumn[]).map((column) => [column.name, column])
    : Object.entries(columns);
}

function keyOf<Key extends KeySpec>(key: readonly string[] | Key): Key | KeySpec {
  return Array.isArray(key) ? { columns: key } : (key as Key);
}
