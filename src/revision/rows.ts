import { LimbeckError } from "../diagnostic/index.js";
import { findById } from "./find.js";
import type { GraphNode, RevisionGraph } from "./graph-node.js";
import type { Step } from "./step.js";
import { reach } from "./traverse.js";

/** What a step does to the version table: every row is touched once at most. */
export interface RowChange {
  readonly insert: readonly string[];
  readonly delete: readonly string[];
  readonly update: readonly { readonly from: string; readonly to: string }[];
}

/** Follows the rows of a version table along a path, in time linear in the path. */
export interface RowTracker {
  /** The rows now. */
  rows(): string[];
  /** Takes a step and says what it changed. @throws LimbeckError `revision-range` */
  take(step: Step): RowChange;
}

/**
 * Starts following the rows of a version table.
 *
 * The rows are the applied revisions that no other applied one follows or depends on. Rows the
 * graph does not know stay as they are.
 */
export function trackRows(graph: RevisionGraph, current: readonly string[]): RowTracker {
  const rows = new Set(current);
  /** For every applied node, how many applied ones need it; counted when first wanted. */
  let needs: Map<GraphNode, number> | undefined;

  function take({ revision, direction }: Step): RowChange {
    const node = findById(graph, revision);
    return direction === "upgrade" ? up(node) : down(node);
  }

  function up(node: GraphNode): RowChange {
    const gone = node.below.filter(({ id }) => rows.has(id)).map(({ id }) => id);
    const added = rows.has(node.id) ? [] : [node.id];
    if (needs !== undefined && !needs.has(node)) {
      needs.set(node, 0);
      for (const lower of node.below) needs.set(lower, (needs.get(lower) ?? 0) + 1);
    }
    return replace(gone, added);
  }

  function down(node: GraphNode): RowChange {
    if (!rows.has(node.id)) throw notOnTop(node, rows);
    // Usual case, free of counting: nothing else needs what this one stood on.
    const simple = needs === undefined && node.below.every((lower) => lower.above.length === 1);
    if (simple) {
      return replace(
        [node.id],
        node.below.map(({ id }) => id),
      );
    }
    needs ??= countNeeds(graph, rows);
    if ((needs.get(node) ?? 0) > 0) throw notOnTop(node, rows);
    needs.delete(node);
    const bare: string[] = [];
    for (const lower of node.below) {
      const left = needs.get(lower)! - 1;
      needs.set(lower, left);
      if (left === 0) bare.push(lower.id);
    }
    return replace([node.id], bare);
  }

  function replace(gone: readonly string[], added: readonly string[]): RowChange {
    const fresh = added.filter((id) => !rows.has(id));
    for (const id of gone) rows.delete(id);
    for (const id of fresh) rows.add(id);
    const from = gone.at(-1);
    const to = fresh.at(-1);
    if (from === undefined || to === undefined) return { insert: fresh, delete: gone, update: [] };
    return { insert: fresh.slice(0, -1), delete: gone.slice(0, -1), update: [{ from, to }] };
  }

  return { rows: () => sorted(graph, rows), take };
}

/** The rows of the version table after a step. For many steps in a row use `trackRows`. */
export function headsAfter(graph: RevisionGraph, current: readonly string[], step: Step): string[] {
  const tracker = trackRows(graph, current);
  tracker.take(step);
  return tracker.rows();
}

/** What a step changes in the version table. For many steps in a row use `trackRows`. */
export function rowChanges(
  graph: RevisionGraph,
  current: readonly string[],
  step: Step,
): RowChange {
  return trackRows(graph, current).take(step);
}

function countNeeds(graph: RevisionGraph, rows: ReadonlySet<string>): Map<GraphNode, number> {
  const applied = reach(
    [...rows].flatMap((id) => graph.byId.get(id) ?? []),
    "below",
  );
  const needs = new Map<GraphNode, number>();
  for (const node of applied) needs.set(node, 0);
  for (const node of applied)
    for (const lower of node.below) needs.set(lower, needs.get(lower)! + 1);
  return needs;
}

/** In upgrade order, unknown ones last. */
function sorted(graph: RevisionGraph, rows: ReadonlySet<string>): string[] {
  const position = (id: string) => graph.byId.get(id)?.position ?? Number.MAX_SAFE_INTEGER;
  return [...rows].sort((a, b) => position(a) - position(b));
}

function notOnTop(node: GraphNode, rows: ReadonlySet<string>): LimbeckError {
  const at = rows.size === 0 ? "base" : [...rows].join(", ");
  return new LimbeckError(
    "revision-range",
    `${node.id} cannot be taken back from ${at}: only the newest applied revision of a line can`,
    { hint: "`limbeck current` shows what is applied.", details: { revision: node.id } },
  );
}
