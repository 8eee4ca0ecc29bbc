export { asToldBefore15 } from "./before-15.js";
export type { Comparison } from "./comparison.js";
export { compile, operationKinds } from "./compile.js";
export { queryText, refuseTransactionControl } from "./data-operations.js";
export { kinds } from "./kinds/all-kinds.js";
export { markThrowaway } from "./kinds/kept.js";
export {
  kindsFor,
  type OwnKind,
  type OwnObject,
  type OwnPostgresKind,
  ownKinds,
} from "./own-kind.js";
export { derivedName, ident, qualified, quoteText } from "./quote.js";
export { type ReadOptions, readCatalog } from "./read-catalog.js";
export { rememberedText } from "./remembered.js";
export { type SqlStatement, splitSql } from "./split-sql.js";
