export { inScratch } from "./in-scratch.js";
export {
  aloneIn,
  type PlannedStatement,
  planStatements,
  type Segment,
  segmentsOf,
  textsApart,
  withoutAlone,
} from "./plan.js";
export { type RecordOptions, recordOperations } from "./record.js";
export { touchedObjects } from "./touched.js";
