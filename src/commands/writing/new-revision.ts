import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { LimbeckError } from "../../diagnostic/index.js";
import {
  checkName,
  hasRevision,
  type RevisionGraph,
  resolveRevisions,
  revisionOf,
} from "../../revision/index.js";
import {
  type NewRevision,
  newRevisionId,
  type RevisionTemplate,
  runHooks,
  shownPath,
  wallClock,
  writeHeadFile,
  writeRevision,
} from "../../script/index.js";
import type { Project } from "../project/project.js";

/** What can be said of every new revision, however it comes about. */
export interface NewRevisionOptions {
  readonly message?: string | undefined;
  readonly revisionId?: string | undefined;
  /** Names for the line that begins with it. */
  readonly branchLabels?: readonly string[] | undefined;
  /** Revisions of other lines that must run before it, by any identifier. */
  readonly dependsOn?: readonly string[] | undefined;
  /** The folder it is written to, one of `versionLocations`; that of its parent by default. */
  readonly versionPath?: string | undefined;
  /** Write SQL instead of TypeScript. */
  readonly sql?: boolean | undefined;
}

/** A revision that is still to be written, without anything to do, and its folder. */
export interface Draft {
  readonly folder: string;
  readonly revision: NewRevision;
  /** Files whose place it takes: they go when it is there. */
  readonly replaces?: readonly string[];
}

/**
 * Prepares a new revision that follows `down`.
 *
 * @throws {LimbeckError} `graph-duplicate-id`, `graph-duplicate-label`, `revision-malformed`,
 *   `revision-unknown` for a dependency there is not, `usage` where the folder is not clear
 */
export async function draftRevision(
  project: Project,
  graph: RevisionGraph,
  down: readonly string[],
  options: NewRevisionOptions,
): Promise<Draft> {
  const { config } = project.loaded;
  const now = new Date();
  const date = wallClock(now, config.timezone);
  const { branchLabels = [], dependsOn = [] } = options;
  if (/[\\/]/.test(config.fileTemplate ?? "") && !config.recursiveVersionLocations)
    throw new LimbeckError(
      "config-invalid",
      "fileTemplate puts new files into folders below, which are not read",
      { hint: "Add `recursiveVersionLocations: true`, or leave the `/` out." },
    );
  for (const label of branchLabels) checkLabel(graph, label);
  const depends = dependsOn.flatMap((name) => resolveDependency(graph, name));
  const template = options.sql ? undefined : templateOf(project.migrationsDir);
  return {
    folder: folderFor(project, graph, down, options.versionPath),
    revision: {
      id: await idFor(project, graph, options.revisionId, date),
      down,
      message: options.message ?? "",
      date,
      epoch: Math.floor(now.getTime() / 1000),
      upgradeBody: "",
      downgradeBody: "",
      fileTemplate: config.fileTemplate,
      slugLength: config.truncateSlugLength,
      ...(branchLabels.length > 0 && { labels: branchLabels }),
      ...(depends.length > 0 && { dependsOn: [...new Set(depends)] }),
      ...(template && { template }),
      ...(options.sql && { format: "sql" }),
    },
  };
}

/** Writes the file, and what goes with it: `HEAD` of a line, the hooks. */
export async function saveRevision(
  project: Project,
  draft: Draft,
  options: { readonly isHead?: boolean } = {},
): Promise<string> {
  const [file] = await saveRevisions(project, [draft], options);
  return file!;
}

/**
 * Writes the files of revisions that follow one another, all or none, and what goes with them. Hooks
 * run once all are there.
 */
export async function saveRevisions(
  project: Project,
  drafts: readonly Draft[],
  { isHead = true }: { readonly isHead?: boolean } = {},
): Promise<string[]> {
  const { linear, postWriteHooks = [] } = project.loaded.config;
  const files: string[] = [];
  const former = drafts.flatMap(({ replaces = [] }) =>
    replaces.map((file) => [file, readFileSync(file)] as const),
  );
  try {
    for (const { folder, revision, replaces } of drafts)
      files.push(await writeRevision(folder, revision, replaces));
  } catch (error) {
    for (const file of files) await rm(file, { force: true });
    if (files.length > 0) for (const [file, bytes] of former) await writeFile(file, bytes);
    throw error;
  }
  const { id } = drafts.at(-1)!.revision;
  if (linear && isHead) await writeHeadFile(project.migrationsDir, id);
  for (const [at, file] of files.entries())
    await runHooks(postWriteHooks, { file, revision: drafts[at]!.revision.id }, project.dir);
  return files;
}

function checkLabel(graph: RevisionGraph, label: string): void {
  checkName("branch label", label);
  const holder = graph.byLabel.get(label) ?? graph.byId.get(label);
  if (holder === undefined) return;
  throw new LimbeckError("graph-duplicate-label", `${label} is the name of ${holder.id} already`, {
    hint: "Give another one with --branch-label.",
    details: { label, revision: holder.id },
  });
}

/** A label stays a label: it goes on to mean the line when that is rebased. */
function resolveDependency(graph: RevisionGraph, name: string): readonly string[] {
  return graph.byLabel.has(name) ? [name] : resolveRevisions(graph, name);
}

function templateOf(folder: string): RevisionTemplate | undefined {
  const file = join(folder, "template.ts");
  return existsSync(file) ? { file, text: readFileSync(file, "utf8") } : undefined;
}

function folderFor(
  project: Project,
  graph: RevisionGraph,
  down: readonly string[],
  given: string | undefined,
): string {
  const { versionLocations: all } = project;
  const shown = all.map((folder) => relative(project.dir, folder) || ".").join(", ");
  if (given !== undefined) {
    const folder = resolve(project.dir, given);
    if (all.includes(folder)) return folder;
    throw new LimbeckError("usage", `${given} is not one of the folders that hold revisions`, {
      hint: `Those of versionLocations are: ${shown}.`,
    });
  }
  const inferred = down.flatMap((id) => locationOf(project, revisionOf(graph, id).file));
  const folder = inferred.at(-1) ?? (all.length === 1 ? all[0] : undefined);
  if (folder !== undefined) return folder;
  throw new LimbeckError(
    "usage",
    "there are several folders for revisions, and no parent decides",
    {
      hint: `Name one with --version-path: ${shown}.`,
    },
  );
}

/** The innermost location that a file lies in. */
export function locationOf(project: Project, file: string | undefined): string[] {
  if (file === undefined) return [];
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (project.versionLocations.includes(folder)) return [folder];
    if (dirname(folder) === folder) return [];
  }
}

async function idFor(
  project: Project,
  graph: RevisionGraph,
  given: string | undefined,
  date: string,
): Promise<string> {
  const { revisionId = "hex" } = project.loaded.config;
  const id = given ?? (await generateId(revisionId, graph, date));
  if (typeof id !== "string")
    throw new LimbeckError("config-invalid", `revisionId gave ${typeof id}, not a string`, {
      hint: "The function must return the new id, or a promise of it.",
    });
  checkName("revision id", id);
  if (hasRevision(graph, id) || graph.byLabel.has(id))
    throw new LimbeckError(
      "graph-duplicate-id",
      `there is a ${hasRevision(graph, id) ? "revision" : "branch label"} ${id} already`,
      { hint: "Give another id with --rev-id." },
    );
  return id;
}

async function generateId(
  generator: NonNullable<Project["loaded"]["config"]["revisionId"]>,
  graph: RevisionGraph,
  date: string,
): Promise<string> {
  if (typeof generator === "function") return generator();
  if (generator === "hex") return newRevisionId();
  if (generator === "timestamp") {
    // Two in one second: the next free number, as if it were a second later.
    let id = BigInt(date.replace(/\D/g, ""));
    while (graph.byId.has(String(id))) id++;
    return String(id);
  }
  // `%04d`: one more than the highest number there is.
  const numbers = graph.nodes.map(({ id }) => Number(/^\d+/.exec(id)?.[0] ?? 0));
  const width = Number(/^%0?(\d*)d$/.exec(generator)?.[1] || 1);
  return String(numbers.reduce((a, b) => Math.max(a, b), 0) + 1).padStart(width, "0");
}

/** How a message names the folder of a project's revisions. */
export function shownFolder(project: Project): string {
  return project.versionLocations.map(shownPath).join(", ");
}
