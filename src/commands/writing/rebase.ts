import { readFile } from "node:fs/promises";
import { LimbeckError } from "../../diagnostic/index.js";
import {
  appliedRevisions,
  headsOf,
  parentsOf,
  type RevisionGraph,
  resolveOne,
  revisionOf,
} from "../../revision/index.js";
import { readHeads } from "../../runtime/index.js";
import { replaceFile, withParents, writeHeadFile } from "../../script/index.js";
import type { CommonObject } from "../project/common-object.js";
import { commonObjects } from "../project/common-objects.js";
import { openProject, type ProjectOptions, withDatabase } from "../project/project.js";

export interface RebaseOptions extends ProjectOptions {
  /** The head of the line that moves; the only one of which nothing is applied, by default. */
  readonly revision?: string | undefined;
  /** The head it follows from then on; the only other one by default. */
  readonly onto?: string | undefined;
}

export interface RebaseReport {
  /** The database that was asked what is applied. */
  readonly database: string;
  /** The revisions that moved, oldest first. */
  readonly moved: readonly string[];
  readonly onto: string;
  /** Files whose `downRevision` changed. */
  readonly files: readonly string[];
  /** Objects that both lines work on: the order in which that happens is another one now. */
  readonly common: readonly CommonObject[];
}

/**
 * Makes one line of two: a line of which nothing is applied follows another head from then on.
 *
 * @throws {LimbeckError} `usage` where there is nothing to move or it is not clear what;
 *   `revision-range` when some of it is applied
 */
export async function rebase(options: RebaseOptions): Promise<RebaseReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  const heads = headsOf(graph);
  if (heads.length < 2)
    throw new LimbeckError("usage", "there is nothing to move: the revisions have one head", {
      hint: "`limbeck history` lists them.",
    });
  const { rows, database } = await withDatabase(project, async (connection, { label }) => ({
    rows: await readHeads(connection, project.table),
    database: label,
  }));
  const applied = new Set(appliedRevisions(graph, rows));
  const { head, onto } = choose(graph, heads, applied, options);
  const below = new Set(appliedRevisions(graph, [onto]));
  const moved = appliedRevisions(graph, [head]).filter((id) => !below.has(id));
  const fixed = moved.find((id) => applied.has(id));
  if (fixed !== undefined)
    throw new LimbeckError(
      "revision-range",
      `${fixed} cannot be moved: it is applied on ${database}`,
      {
        hint: `Move the other line, or join the two: \`limbeck merge ${head} ${onto}\`.`,
        details: { revision: fixed },
      },
    );
  const common = await commonObjects(project, graph, [head, onto]);
  const files = await movedFiles(graph, moved, onto);
  for (const [file, text] of files) await replaceFile(file, text);
  if (project.loaded.config.linear) await writeHeadFile(project.migrationsDir, head);
  return { database, moved, onto, files: files.map(([file]) => file), common };
}

function choose(
  graph: RevisionGraph,
  heads: readonly string[],
  applied: ReadonlySet<string>,
  options: RebaseOptions,
): { readonly head: string; readonly onto: string } {
  const given = {
    head: options.revision === undefined ? undefined : headNamed(graph, heads, options.revision),
    onto: options.onto === undefined ? undefined : headNamed(graph, heads, options.onto),
  };
  const free = heads.filter((id) => id !== given.onto && !applied.has(id) && movable(graph, id));
  const head = given.head ?? (free.length === 1 ? free[0] : undefined);
  const others = heads.filter((id) => id !== head);
  const onto = given.onto ?? (others.length === 1 ? others[0] : undefined);
  if (head !== undefined && onto !== undefined && head !== onto) return { head, onto };
  const [first = "", second = ""] = free.length > 1 ? free : heads;
  throw new LimbeckError(
    "usage",
    `it is not clear which line moves: the heads are ${heads.join(", ")}`,
    {
      hint: `Name it, and the head it shall follow: \`limbeck rebase ${second} --onto ${first}\`.`,
      details: { heads },
    },
  );

  /** Nothing that is only below this head is applied. */
  function movable(of: RevisionGraph, id: string): boolean {
    const rest = new Set(
      appliedRevisions(
        of,
        heads.filter((other) => other !== id),
      ),
    );
    return appliedRevisions(of, [id]).every((one) => rest.has(one) || !applied.has(one));
  }
}

function headNamed(graph: RevisionGraph, heads: readonly string[], name: string): string {
  const id = resolveOne(graph, name);
  if (heads.includes(id)) return id;
  throw new LimbeckError("not-a-head", `${id} is not a head: other revisions follow it already`, {
    hint: `Heads are: ${heads.join(", ")}. A line moves as a whole.`,
    details: { revision: id, heads },
  });
}

/** The new texts: what followed something outside the line follows the head instead. */
async function movedFiles(
  graph: RevisionGraph,
  moved: readonly string[],
  onto: string,
): Promise<[file: string, text: string][]> {
  const inside = new Set(moved);
  const files: [string, string][] = [];
  for (const id of moved) {
    const kept = parentsOf(graph, id).filter((parent) => inside.has(parent));
    if (kept.length > 0 && kept.length === parentsOf(graph, id).length) continue;
    const file = revisionOf(graph, id).file!;
    const down = kept.length > 0 ? kept : [onto];
    files.push([file, withParents(await readFile(file, "utf8"), down, file)]);
  }
  return files;
}
