import {
  type Catalog,
  type CatalogObject,
  childrenOf,
  type ObjectId,
} from "../../catalog/index.js";
import type { ColumnSpec, SequenceSpec } from "../../operation/index.js";

/** What of a schema goes where, when it becomes Drizzle models. */
export interface DrizzleShare {
  /** What Drizzle has a word for. */
  readonly models: ReadonlySet<ObjectId>;
  /** What has to be there before: extensions, the domains of columns, functions in defaults. */
  readonly before: ReadonlySet<ObjectId>;
}

/** The kinds of object that Drizzle models can hold. */
const told = new Set([
  ...["schema", "enum", "sequence", "table", "column", "primary key", "unique", "foreign key"],
  ...["check", "index", "policy", "view", "materialized view"],
]);

/** What a table cannot be made without; the rest of it can follow. */
const core = new Set(["column", "inheritance", "partition"]);

/**
 * Splits a schema. What Drizzle cannot say, though it can say what stands on it, comes before; what
 * that stands on in turn can then be no model, since models come between the two.
 */
export function drizzleShare(catalog: Catalog, targetSchema: string): DrizzleShare {
  const { objects } = catalog;
  const models = new Set<ObjectId>();
  for (const object of objects.values())
    if (told.has(object.kind) && fits(rootOf(object, objects), catalog, targetSchema))
      models.add(object.id);
  const needs = ({ id, kind, parent, dependsOn }: CatalogObject) => [
    ...dependsOn,
    ...(parent === undefined ? [] : [parent]),
    ...(kind === "table" ? childrenOf(catalog, id).filter((c) => core.has(c.kind)) : []).map(
      (child) => child.id,
    ),
  ];
  const below = (object: CatalogObject) => {
    const found = new Set<ObjectId>();
    const waiting = [...object.dependsOn];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const one = objects.get(id);
      if (!one || models.has(id) || found.has(id)) continue;
      found.add(id);
      waiting.push(...needs(one));
    }
    return [...found].map((id) => objects.get(id)!);
  };
  const drop = (object: CatalogObject) => {
    models.delete(object.id);
    for (const child of childrenOf(catalog, object.id)) drop(child);
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of models) {
      const object = objects.get(id)!;
      const between = below(object)
        .flatMap(needs)
        .filter((needed) => models.has(needed) && objects.get(needed)!.kind !== "schema");
      if (between.length === 0) continue;
      changed = true;
      const enums = between.map((needed) => objects.get(needed)!);
      // An enum can go before; whatever else is needed stays, and this one goes behind.
      if (enums.every(({ kind }) => kind === "enum" || kind === "sequence")) enums.forEach(drop);
      else drop(object.kind === "column" ? objects.get(object.parent!)! : object);
    }
  }
  const before = new Map<ObjectId, CatalogObject>();
  for (const object of objects.values()) {
    if (object.kind === "extension") before.set(object.id, object);
    if (models.has(object.id)) for (const one of below(object)) before.set(one.id, one);
  }
  // Models make a schema where it is missing, so it can be there.
  for (const { schema, dependsOn } of [...before.values()])
    for (const id of [...dependsOn, `schema ${schema}`]) {
      const found = objects.get(id);
      if (found?.kind === "schema") before.set(id, found);
    }
  return { models, before: new Set(before.keys()) };
}

function rootOf(object: CatalogObject, objects: Catalog["objects"]): CatalogObject {
  const parent = object.parent === undefined ? undefined : objects.get(object.parent);
  return parent ? rootOf(parent, objects) : object;
}

/** Whether Drizzle can make the whole of it: parts that it cannot say are added behind. */
function fits(root: CatalogObject, catalog: Catalog, targetSchema: string): boolean {
  // `pgSchema("public")` is refused.
  if (root.schema === "public" || (root.kind === "schema" && root.name === "public")) return false;
  if (root.kind === "schema") return root.name !== targetSchema;
  // A query uses a cast without saying so, in `pg_depend` as in itself.
  if (root.kind.endsWith("view")) return !hasCasts(catalog);
  if (root.kind === "sequence") return isDrizzleSequence(root);
  if (root.kind !== "table") return true;
  const { partitionBy } = root.data as { partitionBy?: unknown };
  const parts = childrenOf(catalog, root.id);
  return (
    partitionBy === undefined &&
    parts.every(({ kind, data }) => {
      if (kind === "inheritance" || kind === "partition") return false;
      const { generated } = data as ColumnSpec;
      return !(kind === "column" && generated && "virtual" in generated && generated.virtual);
    })
  );
}

function hasCasts({ objects }: Catalog): boolean {
  return [...objects.values()].some(({ kind }) => kind === "cast");
}

/** Drizzle's are all bigint and logged. */
function isDrizzleSequence({ data }: CatalogObject): boolean {
  const { type, unlogged } = data as SequenceSpec;
  return type === undefined && !unlogged;
}
