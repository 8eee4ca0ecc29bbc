import { isAlias, isEntity, isEnum } from "./entity.js";

export type ModelKind =
  | "schema"
  | "enum"
  | "sequence"
  | "table"
  | "view"
  | "materialized view"
  | "policy"
  | "role";

/** A Drizzle object that a module exports. */
export interface FoundModel {
  readonly kind: ModelKind;
  readonly object: object;
  /** The name of the export. */
  readonly label: string;
  /** Relative to the config file's folder, or the source's name. */
  readonly file: string;
  /** Where it is declared, from 1. */
  readonly line?: number;
}

const kinds: readonly (readonly [entity: string, kind: ModelKind])[] = [
  ["PgTable", "table"],
  ["PgView", "view"],
  ["PgMaterializedView", "materialized view"],
  ["PgSchema", "schema"],
  ["PgSequence", "sequence"],
  ["PgPolicy", "policy"],
  ["PgRole", "role"],
];

/**
 * The Drizzle objects among a module's exports, each once, in the order of the exports; one level
 * of plain objects is looked into: `export default { usuarios, vales }`, `export * as models`.
 */
export function findModels(exports: Record<string, unknown>, file: string): FoundModel[] {
  const found = new Map<object, FoundModel>();
  const look = (label: string, value: unknown, deep: boolean) => {
    const kind = kindOf(value);
    if (kind) {
      const object = value as object;
      if (!found.has(object)) found.set(object, { kind, object, label, file });
    } else if (deep && isPlain(value))
      for (const [key, inner] of Object.entries(value)) look(`${label}.${key}`, inner, false);
  };
  for (const [label, value] of Object.entries(exports)) look(label, value, true);
  return [...found.values()];
}

/** Tables of another database, to say so instead of "no tables". */
export function foreignTables(exports: Record<string, unknown>): string | undefined {
  const values = Object.values(exports);
  if (values.some((value) => isEntity(value, "MySqlTable"))) return "MySQL";
  if (values.some((value) => isEntity(value, "SQLiteTable"))) return "SQLite";
  return undefined;
}

function kindOf(value: unknown): ModelKind | undefined {
  if (isEnum(value)) return "enum";
  const kind = kinds.find(([entity]) => isEntity(value, entity))?.[1];
  return kind === "table" && isAlias(value as object) ? undefined : kind;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
