export { downgradePath } from "./downgrade-path.js";
export { buildGraph } from "./graph.js";
export type { GraphNode, RevisionGraph } from "./graph-node.js";
export {
  appliedRevisions,
  basesOf,
  branchPointsOf,
  childrenOf,
  currentHeads,
  dependenciesOf,
  dependentsOf,
  hasRevision,
  headsOf,
  historyOrder,
  parentsOf,
  realHeadsOf,
  revisionOf,
  squashedInto,
  unknownHeads,
} from "./heads.js";
export {
  type Identifier,
  identifierGrammar,
  needsRows,
  parseIdentifier,
  rangeNeedsRows,
} from "./identifier.js";
export { labelsOf } from "./labels.js";
export { checkName, longestName, nameProblem, reservedWords } from "./name.js";
export { pathTo } from "./path-to.js";
export { parseRange, revisionRange } from "./range.js";
export { resolveOne, resolveRevisions } from "./resolve.js";
export type { Revision } from "./revision.js";
export { headsAfter, type RowChange, type RowTracker, rowChanges, trackRows } from "./rows.js";
export { headsAfterStamp } from "./stamp.js";
export type { Step } from "./step.js";
export { upgradePath } from "./upgrade-path.js";
