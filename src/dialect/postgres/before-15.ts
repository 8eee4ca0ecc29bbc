import { type Catalog, type CatalogObject, sameData } from "../../catalog/index.js";
import { builtInAccess } from "./access.js";
import type { PrivilegesData } from "./kinds/privileges.js";
import type { SequenceData } from "./kinds/sequence.js";

/**
 * A catalog as a server before PostgreSQL 15 can tell it, for a comparison with one: everybody may
 * create in `public` there, granted or not, and no sequence is unlogged.
 */
export function asToldBefore15(catalog: Catalog): Catalog {
  const objects = [...catalog.objects.values()].flatMap(told);
  return { ...catalog, objects: new Map(objects.map((object) => [object.id, object])) };
}

function told(object: CatalogObject): CatalogObject[] {
  if (object.kind === "sequence persistence") return [];
  if (object.kind === "sequence") {
    const { unlogged: _, ...data } = object.data as SequenceData;
    return [{ ...object, data }];
  }
  if (!isOnPublic(object)) return [object];
  const { privileges: given = [], ...rest } = object.data;
  const { privileges: usual } = builtInAccess(rest.class, rest.to);
  const left = given === "all" ? usual : given.filter((one) => one !== "create");
  if (sameData(left, usual) && !rest.grantable) return [];
  return [{ ...object, data: left?.length === 0 ? rest : { ...rest, privileges: left } }];
}

function isOnPublic(object: CatalogObject): object is CatalogObject<PrivilegesData> {
  const { class: kind, to } = object.data as Partial<PrivilegesData>;
  return object.kind === "privileges" && kind === "public schema" && to === "public";
}
