import {
  historyOrder,
  needsRows,
  rangeNeedsRows,
  resolveOne,
  resolveRevisions,
  revisionRange,
} from "../../revision/index.js";
import { readHeads } from "../../runtime/version-table.js";
import {
  openProject,
  type Project,
  type ProjectOptions,
  withDatabase,
} from "../project/project.js";
import { folderHeads } from "./folder-heads.js";
import { entryOf, type RevisionEntry } from "./revision-entry.js";

/** For what may ask a database, and does so only where it has to. */
export interface MayAsk extends ProjectOptions {
  /** Told which database is asked where it stands. */
  readonly onDatabase?: ((database: string) => void) | undefined;
}

function askHeads(project: Project, { onDatabase }: MayAsk): Promise<string[]> {
  return withDatabase(project, (connection, { label }) => {
    onDatabase?.(label);
    return readHeads(connection, project.table);
  });
}

/** One revision, by any identifier. */
export async function show(
  options: MayAsk & { readonly revision: string },
): Promise<RevisionEntry[]> {
  const project = await openProject(options);
  const graph = await project.graph();
  const heads = needsRows(options.revision) ? await askHeads(project, options) : [];
  const ids = resolveRevisions(graph, options.revision, heads);
  // For the base, and where there are no revisions yet, this says why.
  if (ids.length === 0) resolveOne(graph, options.revision, heads);
  return ids.map((id) => entryOf(graph, id));
}

export interface HeadsOptions extends ProjectOptions {
  /** Leave out those that another line depends on. */
  readonly resolveDependencies?: boolean | undefined;
}

/** The heads of the folder. */
export async function heads(options: HeadsOptions): Promise<readonly RevisionEntry[]> {
  const { heads, rows } = await folderHeads(await openProject(options));
  if (!options.resolveDependencies) return heads;
  return heads.filter(({ revision }) => rows.includes(revision));
}

export interface HistoryOptions extends MayAsk {
  /** `A:B`, both ends included; everything by default. */
  readonly range?: string | undefined;
  /** Ask the database where it stands. */
  readonly indicateCurrent?: boolean | undefined;
}

/** Revisions, newest first. */
export async function history(options: HistoryOptions): Promise<RevisionEntry[]> {
  const project = await openProject(options);
  const graph = await project.graph();
  const asks = options.indicateCurrent || rangeNeedsRows(options.range ?? "");
  const at = asks ? await askHeads(project, options) : [];
  const ids =
    options.range === undefined ? historyOrder(graph) : revisionRange(graph, options.range, at);
  const marked = options.indicateCurrent ? new Set(at) : undefined;
  return ids.map((id) => entryOf(graph, id, marked));
}
