export { type PlannedStatement, planStatements, type Segment, segmentsOf } from "./plan.js";
export { type RecordOptions, recordOperations } from "./record.js";
export { touchedObjects } from "./touched.js";
