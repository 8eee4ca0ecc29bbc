export {
  type Catalog,
  catalogOf,
  childrenOf,
  emptyCatalog,
  parseCatalog,
  serializeCatalog,
  without,
} from "./catalog.js";
export { differences, hashCatalog, type ObjectDifference, sameData, sameObject } from "./equal.js";
export type { CatalogObject, Json, ObjectId } from "./object.js";
