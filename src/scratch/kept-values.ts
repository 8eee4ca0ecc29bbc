import { type Catalog, type CatalogObject, childrenOf, sameData } from "../catalog/index.js";

/** What the values of a column are made of: its own type, and what that or a computed column rests on. */
const material = new Set(["column", "domain", "composite type", "range type"]);

/** What gives the type of its rows. */
const relations = new Set(["table", "view", "materialized view", "foreign table"]);

/** Whether nothing that the values of a column are made of becomes another. */
export function keepsValues(
  object: CatalogObject,
  before: Catalog,
  after: Catalog,
  seen: ReadonlySet<CatalogObject> = new Set(),
): boolean {
  if (seen.has(object)) return true;
  const parts = (objects: readonly (CatalogObject | undefined)[]) =>
    objects.every((one) => !one || keepsValues(one, before, after, new Set([...seen, object])));
  const wanted = after.objects.get(object.id);
  // What is made anew has the order of the models, and so has the text of its values.
  if (!sameData(fieldsOf(object, before), wanted && fieldsOf(wanted, after))) return false;
  if (relations.has(object.kind)) return parts(columnsOf(object, before));
  const [was, is] = [object.data, wanted?.data] as Material[];
  // What else changes in a domain is for the server to check.
  if (object.kind === "domain" ? was?.type !== is?.type : !sameData(was, is)) return false;
  return parts(
    object.dependsOn
      .map((id) => before.objects.get(id))
      .filter((one) => one && (material.has(one.kind) || relations.has(one.kind))),
  );
}

interface Material {
  readonly type?: unknown;
  readonly attributes?: object;
  readonly columns?: object;
  readonly output?: unknown;
}

/** What the text of a value has, in its order. */
function fieldsOf(object: CatalogObject, catalog: Catalog): unknown {
  const { attributes, columns, output } = object.data as Material;
  if (object.kind === "table") return columnsOf(object, catalog).map(({ name }) => name);
  if (object.kind === "foreign table") return Object.entries(columns ?? {});
  if (relations.has(object.kind)) return output ?? (object.incidental as Material).output;
  return Object.keys(attributes ?? {});
}

function columnsOf({ id }: CatalogObject, catalog: Catalog): CatalogObject[] {
  return childrenOf(catalog, id)
    .filter(({ kind }) => kind === "column")
    .sort((a, b) => a.position! - b.position!);
}
