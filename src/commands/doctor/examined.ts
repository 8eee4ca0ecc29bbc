import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Connection } from "../../driver/index.js";
import type { RevisionGraph } from "../../revision/index.js";
import { readHeads } from "../../runtime/version-table.js";
import type { ScratchPool } from "../../scratch/index.js";
import type { RevisionModule } from "../../script/index.js";
import { glob } from "../../source/glob.js";
import { type LoadedModels, loadModels } from "../../source/index.js";
import { openProject, openTarget, type Project, type ProjectOptions } from "../project/project.js";
import { modelSources } from "../workbench/cache-keys.js";

/** What is examined: everything is read when the first check asks for it, and once. */
export interface Examined {
  readonly options: ProjectOptions;
  /** The folder of the configuration; where there is none, the working directory. */
  readonly dir: string;
  /** The commands of the command line, where it is known. */
  readonly commands: readonly string[] | undefined;
  project(): Promise<Project>;
  models(): Promise<LoadedModels>;
  graph(): Promise<RevisionGraph>;
  /** The revisions in the order an upgrade runs them, loaded. */
  revisions(): Promise<readonly LoadedRevision[]>;
  connection(): Promise<Connection>;
  /** Where the database stands. */
  heads(): Promise<string[]>;
  /** Closes the database: an embedded one has room for one at a time. */
  leave(): Promise<void>;
  /** Files of the project by pattern, from its folder on. */
  files(...patterns: readonly string[]): ProjectFile[];
  /** As `files`, in its folder and those above, up to the root of the repository. */
  filesAbove(...patterns: readonly string[]): ProjectFile[];
}

export interface LoadedRevision extends RevisionModule {
  readonly revision: string;
  readonly file: string;
}

/** A file of the project. */
export interface ProjectFile {
  readonly path: string;
  /** As messages call it. */
  readonly name: string;
  readonly text: string;
}

export function examine(
  dir: string,
  options: ProjectOptions & { readonly commands?: readonly string[] | undefined },
  scratch: ScratchPool | undefined,
): Examined {
  const own = { ...options, scratch: options.scratch ?? scratch };
  const project = once(() => openProject(own));
  const graph = once(async () => (await project()).graph());
  let opened: Promise<Connection> | undefined;
  const connection = () => {
    opened ??= project().then(async (p) => openTarget(p, await p.target()));
    return opened;
  };
  const read = (path: string): ProjectFile => ({
    path,
    name: relative(dir, path).split(sep).join("/"),
    text: readFileSync(path, "utf8"),
  });
  const files = (from: string, patterns: readonly string[]) =>
    patterns.flatMap((pattern) => glob(pattern, from)).map(read);
  return {
    options: own,
    dir,
    commands: options.commands,
    project,
    graph,
    connection,
    models: once(async () => {
      const p = await project();
      return loadModels(modelSources(p), { baseDir: p.dir, targetSchema: p.targetSchema });
    }),
    revisions: once(async () => {
      const loaded: LoadedRevision[] = [];
      for (const { id, revision } of (await graph()).order) {
        const file = revision.file!;
        loaded.push({ ...(await (await project()).load(file)), revision: id, file });
      }
      return loaded;
    }),
    heads: once(async () => readHeads(await connection(), (await project()).table)),
    async leave() {
      const closing = opened;
      opened = undefined;
      await closing?.then(
        (open) => open.close(),
        () => {}, // whoever asked for it was told why
      );
    },
    files: (...patterns) => files(dir, patterns),
    filesAbove: (...patterns) => foldersAbove(dir).flatMap((folder) => files(folder, patterns)),
  };
}

function foldersAbove(dir: string): string[] {
  const folders: string[] = [];
  for (let folder = dir; ; folder = dirname(folder)) {
    folders.push(folder);
    if (existsSync(join(folder, ".git"))) return folders;
    // Outside of a repository nothing above belongs to the project.
    if (dirname(folder) === folder) return [dir];
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
