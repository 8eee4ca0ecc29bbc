export { type PlannedStatement, planStatements, type Segment, segmentsOf } from "./plan.js";
