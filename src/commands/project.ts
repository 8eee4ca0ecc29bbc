import { readFileSync } from "node:fs";
import { type LoadedConfig, loadConfig, resolveUrl } from "../config/index.js";
import { LimbeckError } from "../diagnostic/index.js";
import { type Connection, parseTarget, type Target, withConnection } from "../driver/index.js";
import { buildGraph, type RevisionGraph } from "../revision/index.js";
import type { VersionTable } from "../runtime/index.js";
import { extensionsIn } from "../scratch/index.js";
import { readRevisions, revisionFiles } from "../script/index.js";

/** What every command takes. */
export interface ProjectOptions {
  /** Where the configuration is looked for; the working directory by default. */
  readonly cwd?: string | undefined;
  /** The configuration file itself. */
  readonly config?: string | undefined;
  /** The database, instead of the configured one. */
  readonly url?: string | undefined;
}

/** A configuration and what follows from it. Nothing is read or opened before it is asked for. */
export interface Project {
  readonly loaded: LoadedConfig;
  readonly dir: string;
  readonly migrationsDir: string;
  readonly table: VersionTable;
  readonly targetSchema: string;
  readonly cacheDir: string;
  /** The database that is migrated. */
  target(): Promise<Target>;
  graph(): Promise<RevisionGraph>;
}

export async function openProject(options: ProjectOptions): Promise<Project> {
  const loaded = await loadConfig({ cwd: options.cwd ?? process.cwd(), file: options.config });
  const { dir, config, migrationsDir } = loaded;
  let graph: Promise<RevisionGraph> | undefined;
  return {
    loaded,
    dir,
    migrationsDir,
    table: {
      name: config.versionTable ?? "limbeck_version",
      schema: config.versionSchema ?? config.schema ?? "public",
    },
    targetSchema: config.schema ?? "public",
    cacheDir: `${dir}/.limbeck/cache`,
    async target() {
      const { url } = await resolveUrl(loaded, { url: options.url });
      return parseTarget(url, { baseDir: dir });
    },
    graph() {
      graph ??= readRevisions(migrationsDir).then(buildGraph);
      return graph;
    },
  };
}

/** Runs against the project's database. */
export async function withDatabase<Result>(
  project: Project,
  run: (connection: Connection, target: Target) => Promise<Result>,
): Promise<Result> {
  const target = await project.target();
  // PGlite has to know extensions when it starts; a server has them by itself.
  const extensions = target.kind === "embedded" ? projectExtensions(project) : [];
  return withConnection(target, { baseDir: project.dir, extensions }, (connection) =>
    run(connection, target),
  );
}

/** The extensions that the project's revisions create. */
export function projectExtensions(project: Project): string[] {
  try {
    return extensionsIn(
      revisionFiles(project.migrationsDir).map((file) => readFileSync(file, "utf8")),
    );
  } catch (error) {
    if (error instanceof LimbeckError && error.code === "script-missing") return [];
    throw error;
  }
}
