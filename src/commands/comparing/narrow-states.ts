import {
  type Catalog,
  type CatalogObject,
  type ObjectId,
  sameData,
  without,
} from "../../catalog/index.js";
import type { Config } from "../../config/index.js";
import { LimbeckError, messageOf } from "../../diagnostic/index.js";

/** The settings that decide what is compared. */
export type Filters = Pick<
  Config,
  "includeName" | "includeObject" | "compareType" | "compareServerDefault" | "compareAttribute"
>;

/**
 * The objects of one side that the configuration leaves out, each with all that belongs to it.
 *
 * @param reflected whether they are there already, rather than wanted
 */
export function leftOutOf(
  { objects }: Catalog,
  other: Catalog | undefined,
  reflected: boolean,
  { includeName, includeObject }: Filters,
): ReadonlySet<ObjectId> {
  const out = new Set<ObjectId>();
  if (!includeName && !includeObject) return out;
  const takesPart = (object: CatalogObject) => {
    const { id, kind, name } = object;
    const parents = parentsOf(object, objects);
    const compareTo = other?.objects.get(id);
    return (
      (!includeName || asked("includeName", id, () => includeName(name, kind, parents))) &&
      (!includeObject ||
        asked("includeObject", id, () => includeObject(object, name, kind, reflected, compareTo)))
    );
  };
  const schemas = schemasOf(objects);
  const closed = new Set(
    [...schemas].flatMap(([name, object]) =>
      // `public` is no object of its own.
      (object ? takesPart(object) : (includeName?.(name, "schema", {}) ?? true)) ? [] : [name],
    ),
  );
  // Parents are read ahead of their children.
  for (const object of objects.values()) {
    const { id, kind, parent, schema } = object;
    const inside = kind === "schema" ? object.name : schema;
    const goes =
      (inside !== undefined && closed.has(inside)) ||
      (parent !== undefined && out.has(parent)) ||
      (kind !== "schema" && !takesPart(object));
    if (goes) out.add(id);
  }
  return out;
}

/** As `without`, but with what something that stays cannot be built without. */
export function buildable(catalog: Catalog, out: ReadonlySet<ObjectId>): Catalog {
  const needed = new Set<ObjectId>();
  const pending = [...catalog.objects.values()].filter(({ id }) => !out.has(id));
  for (let object = pending.pop(); object; object = pending.pop())
    for (const id of [...object.dependsOn, ...(object.parent ? [object.parent] : [])]) {
      const other = catalog.objects.get(id);
      if (!other || !out.has(id) || needed.has(id)) continue;
      needed.add(id);
      pending.push(other);
    }
  return without(catalog, new Set([...out].filter((id) => !needed.has(id))));
}

/**
 * What is wanted, with those attributes as they were found whose differences the configuration lets
 * be.
 */
export function settleAttributes(found: Catalog, wanted: Catalog, filters: Filters): Catalog {
  const { compareType = true, compareServerDefault = true, compareAttribute } = filters;
  if (compareType === true && compareServerDefault === true && !compareAttribute) return wanted;
  const counts = (key: string, a: CatalogObject, b: CatalogObject) => {
    const name = key === "type" ? "compareType" : "compareServerDefault";
    const column = { type: compareType, default: compareServerDefault }[key];
    if (b.kind === "column" && column !== undefined) {
      if (column === false) return false;
      if (column !== true && asked(name, b.id, () => column(a, b)) === false) return false;
    }
    if (!compareAttribute) return true;
    return asked("compareAttribute", b.id, () => compareAttribute(key, a, b)) !== false;
  };
  const objects = [...wanted.objects.values()].map((object) => {
    const other = found.objects.get(object.id);
    if (!other || other.kind !== object.kind || sameData(other.data, object.data)) return object;
    const data = { ...(object.data as Attributes) };
    const former = other.data as Attributes;
    for (const key of new Set([...Object.keys(former), ...Object.keys(data)])) {
      if (sameData(former[key], data[key]) || counts(key, other, object)) continue;
      if (former[key] === undefined) delete data[key];
      else data[key] = former[key];
    }
    return { ...object, data };
  });
  return { ...wanted, objects: new Map(objects.map((object) => [object.id, object])) };
}

type Attributes = Record<string, unknown>;

/** The schemas that objects lie in, as objects where they are. */
function schemasOf(objects: Catalog["objects"]): Map<string, CatalogObject | undefined> {
  const found = new Map<string, CatalogObject | undefined>();
  for (const object of objects.values())
    if (object.kind === "schema") found.set(object.name, object);
    else if (object.schema !== undefined && !found.has(object.schema))
      found.set(object.schema, undefined);
  return found;
}

function parentsOf(object: CatalogObject, objects: Catalog["objects"]) {
  const parent = object.parent === undefined ? undefined : objects.get(object.parent);
  return {
    ...(object.schema !== undefined && { schema: object.schema }),
    ...(parent && { table: parent.name }),
  };
}

/** Asks a function of the configuration; what it throws is told as its own. */
function asked<T>(setting: string, about: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw new LimbeckError("config-failed", `${setting} fails on ${about}: ${messageOf(error)}`, {
      hint: "It is a function of the configuration, which is called for every object.",
      details: { setting, object: about },
      cause: error,
    });
  }
}
