export { type AnyKind, type Conversion, type Difference, type DiffOptions, diff } from "./diff.js";
export { type PossibleRename, possibleRenames } from "./renames.js";
