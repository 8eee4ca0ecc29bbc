import { type Catalog, type CatalogObject, sameData } from "../catalog/index.js";

/** What the values of a column are made of: its own type, and what that or a computed column rests on. */
const material = new Set(["column", "domain", "composite type", "range type"]);

/** Whether nothing that the values of a column are made of becomes another. */
export function keepsValues(object: CatalogObject, before: Catalog, after: Catalog): boolean {
  const [was, is] = [object.data, after.objects.get(object.id)?.data] as Material[];
  // What else changes in a domain is for the server to check.
  const same = object.kind === "domain" ? was?.type === is?.type : sameData(was, is);
  // A composite type that is made anew has the order of the models, and so has the text of its values.
  if (!sameOrder(was?.attributes, is?.attributes)) return false;
  if (!same) return false;
  return object.dependsOn
    .map((id) => before.objects.get(id))
    .filter((one) => one !== undefined && one.id !== object.id && material.has(one.kind))
    .every((one) => keepsValues(one!, before, after));
}

type Material = { readonly type?: unknown; readonly attributes?: object } | undefined;

function sameOrder(was: object = {}, is: object = {}): boolean {
  return Object.keys(was).join("\0") === Object.keys(is).join("\0");
}
