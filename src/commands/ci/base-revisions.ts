import { readFileSync } from "node:fs";
import { hasRevision, type RevisionGraph, revisionOf } from "../../revision/index.js";
import {
  type CommittedFile,
  type RevisionHeader,
  readBaseBranch,
  sameCode,
  scriptHeader,
} from "../../script/index.js";
import type { Project } from "../project/project.js";

/** What the branch that this work goes to knows of the revisions. */
export interface BaseRevisions {
  readonly ref: string;
  /** The commit where this work left it. */
  readonly commit: string;
  /** Revisions that are not on it, in the order in which they run. */
  readonly added: readonly string[];
  /** Files of it that do something else now, or are gone. */
  readonly edited: readonly EditedRevision[];
  /** How many of its revisions were compared. */
  readonly compared: number;
  /** The heads there will be once both are one. */
  readonly headsTogether: readonly string[];
}

export interface EditedRevision {
  readonly revision: string;
  readonly file: string;
  readonly change: "edited" | "removed";
}

/**
 * Compares the revisions of the folder with those of another branch.
 *
 * @throws {LimbeckError} `base-unknown`
 */
export async function baseRevisions(
  project: Project,
  graph: RevisionGraph,
  ref: string,
): Promise<BaseRevisions> {
  const base = await readBaseBranch(ref, project.versionLocations, project.dir, {
    recursive: project.loaded.config.recursiveVersionLocations ?? false,
  });
  const left = committedRevisions(base.left);
  const tip = committedRevisions(base.tip);
  const squashed = squashedSince(graph, left);
  const known = new Set([...left, ...tip].map(({ id }) => id));
  const isNew = (id: string) => squashed.has(id) || !known.has(id);
  return {
    ref,
    commit: base.commit,
    added: graph.order.map(({ id }) => id).filter(isNew),
    edited: left.filter(({ id }) => !squashed.has(id)).flatMap((then) => editOf(graph, then)),
    compared: left.length,
    headsTogether: headsTogether(graph, left, tip),
  };
}

interface CommittedRevision extends CommittedFile, RevisionHeader {}

/** Those whose constants are literals: no other can be read without running it. */
function committedRevisions(files: readonly CommittedFile[]): CommittedRevision[] {
  return files.flatMap((committed) => {
    const header = headerOf(committed);
    return header ? [{ ...header, ...committed }] : [];
  });
}

function headerOf({ text, file }: CommittedFile): RevisionHeader | undefined {
  try {
    return scriptHeader(text, file);
  } catch {
    return undefined; // it was no revision there, or a broken one: nothing to hold anybody to
  }
}

/**
 * Revisions that were made of several since then, and those: squashing proved that they do the
 * same, and databases past them need nothing. That they still go both ways is proved again.
 */
function squashedSince(graph: RevisionGraph, left: readonly RevisionHeader[]): ReadonlySet<string> {
  const before = new Map(left.map(({ id, replaces = [] }) => [id, replaces]));
  const grown = graph.nodes.filter(({ id, revision: { replaces = [] } }) =>
    replaces.some((one) => !before.get(id)?.includes(one)),
  );
  return new Set(grown.flatMap(({ id, revision }) => [id, ...(revision.replaces ?? [])]));
}

function editOf(graph: RevisionGraph, { id, file, text }: CommittedRevision): EditedRevision[] {
  if (!hasRevision(graph, id)) return [{ revision: id, file, change: "removed" }];
  const { file: now = file } = revisionOf(graph, id);
  if (sameCode(now, text, readFileSync(now, "utf8"))) return [];
  return [{ revision: id, file: now, change: "edited" }];
}

/** What nothing follows, once what the other branch added meanwhile is there too. */
function headsTogether(
  graph: RevisionGraph,
  left: readonly RevisionHeader[],
  tip: readonly RevisionHeader[],
): string[] {
  const before = new Set(left.map(({ id }) => id));
  const added = tip.filter(({ id }) => !before.has(id) && !hasRevision(graph, id));
  const all = [...graph.nodes.map(({ revision }) => revision), ...added];
  const followed = new Set(all.flatMap(({ down }) => down));
  return all.map(({ id }) => id).filter((id) => !followed.has(id));
}
