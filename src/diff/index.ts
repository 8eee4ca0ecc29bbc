export { type AnyKind, type Difference, diff } from "./diff.js";
