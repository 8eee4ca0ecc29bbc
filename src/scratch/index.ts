export { buildCatalog } from "./build-catalog.js";
export { type CacheKey, type CatalogCache, openCache } from "./catalog-cache.js";
export { extensionsIn } from "./extensions.js";
export { catalogOfModels } from "./model-catalog.js";
export { cacheHome, pgliteVersion } from "./pglite-template.js";
export { type Claim, describeDifference, type Proof, prove } from "./prove.js";
export { type ReplayStep, replay } from "./replay.js";
export { type ScratchOptions, withScratch } from "./scratch.js";
