import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Config, type LoadedConfig, loadConfig, resolveUrl } from "../../config/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { ReadOptions } from "../../dialect/index.js";
// Files, not indexes, where only a part is needed: every command starts here.
import type { Connection, GivenConnection } from "../../driver/index.js";
import { openConnection } from "../../driver/open.js";
import { parseTarget, type Target } from "../../driver/target.js";
import { buildGraph } from "../../revision/graph.js";
import type { RevisionGraph } from "../../revision/index.js";
import type { VersionTable } from "../../runtime/index.js";
import { refused } from "../../runtime/refused.js";
import { extensionsIn } from "../../scratch/extensions.js";
import type { ScratchPool } from "../../scratch/index.js";
import type { RevisionModule } from "../../script/index.js";
import { revisionFiles } from "../../script/revision-files.js";
import { type RevisionFolder, revisionFolder } from "../../script/revision-folder.js";
import { unlessAborted } from "./interrupted.js";
import { openPatiently } from "./patience.js";

/** What every command takes. */
export interface ProjectOptions {
  /** Where the configuration is looked for; the working directory by default. */
  readonly cwd?: string | undefined;
  /** The configuration file itself. */
  readonly config?: string | undefined;
  /** The database, instead of the configured one. */
  readonly url?: string | undefined;
  /**
   * A connection to it that is open already, and stays so: a `Pool` or a connected `Client` of `pg`,
   * or a PGlite instance. Comes before every URL.
   */
  readonly connection?: GivenConnection | undefined;
  /** One of the configured `environments`; its database instead of the default one. */
  readonly environment?: string | undefined;
  /** One of the configured `databases`, where there are several. */
  readonly database?: string | undefined;
  /** What a configuration that is a function is given: `-x key=value` on the command line. */
  readonly x?: Readonly<Record<string, string>> | undefined;
  /** Stops where that is safe, and fails with `migration-interrupted`. */
  readonly signal?: AbortSignal | undefined;
  /** The throwaway database to use, from `withScratch`; by default each piece of work has its own. */
  readonly scratch?: ScratchPool | undefined;
}

/** A configuration and what follows from it. Nothing is read or opened before it is asked for. */
export interface Project {
  readonly loaded: LoadedConfig;
  readonly dir: string;
  readonly migrationsDir: string;
  /** The folders that hold revisions; only `migrationsDir` by default. */
  readonly versionLocations: readonly string[];
  readonly table: VersionTable;
  readonly targetSchema: string;
  /** How catalogs are read, so that any two can be compared. */
  readonly read: ReadOptions;
  readonly cacheDir: string;
  /** The name of the environment that is meant, and again where that one is protected. */
  readonly environment: string | undefined;
  readonly protectedEnvironment: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly scratch: ScratchPool | undefined;
  /** The database that is migrated. */
  target(): Promise<Target>;
  /** Its revision files. */
  readonly revisions: RevisionFolder;
  graph(): Promise<RevisionGraph>;
  /** A revision file, its `op` with the project's own directives. */
  load(file: string): Promise<RevisionModule>;
  /** The revision files, absolute. */
  files(): string[];
}

/** @param optional where there is no configuration, all its defaults stand for it */
export async function openProject(
  options: ProjectOptions & { readonly tag?: string | undefined },
  { optional = false }: { readonly optional?: boolean } = {},
): Promise<Project> {
  const { cwd = process.cwd(), config: file, x = {}, tag, environment, database } = options;
  const context = { x, tag, environment, database };
  const loaded = await loadConfig({ cwd, file, context, optional });
  refuseUnchosen(loaded, database);
  const { dir, config, migrationsDir, versionLocations } = loaded;
  const kinds = await ownKindsOf(config);
  const cacheDir = `${dir}/.limbeck/cache${database === undefined ? "" : `/${database}`}`;
  const reading = {
    recursive: config.recursiveVersionLocations ?? false,
    cacheDir,
  };
  const revisions = revisionFolder(versionLocations, reading);
  let graph: Promise<RevisionGraph> | undefined;
  return {
    loaded,
    dir,
    migrationsDir,
    versionLocations,
    table: {
      name: config.versionTable ?? "limbeck_version",
      schema: config.versionSchema ?? config.schema ?? "public",
    },
    targetSchema: config.schema ?? "public",
    read: {
      targetSchema: config.schema ?? "public",
      ...(config.compare && { compare: config.compare }),
      ...(kinds && { kinds }),
    },
    cacheDir,
    environment,
    protectedEnvironment:
      environment !== undefined && config.environments?.[environment]?.protect
        ? environment
        : undefined,
    signal: options.signal,
    scratch: options.scratch,
    async target() {
      const { connection, url, environment } = options;
      if (connection !== undefined)
        return { kind: "given", connection, label: "the given connection" };
      const resolved = await resolveUrl(loaded, { url, environment });
      return parseTarget(resolved.url, { baseDir: dir });
    },
    revisions,
    graph() {
      graph ??= revisions.read().then(buildGraph);
      return graph;
    },
    load: async (file) => (await import("./load-file.js")).loadFile(file, config.operations),
    files: () => revisionFiles(versionLocations, reading),
  };
}

/** Of several databases one has to be named; the command line names each in its turn. */
function refuseUnchosen({ config, file }: LoadedConfig, database: string | undefined): void {
  if (config.databases === undefined || database !== undefined) return;
  const databases = Object.keys(config.databases);
  throw new LimbeckError(
    "database-unchosen",
    `${basename(file)} has several databases: ${databases.join(", ")}`,
    { hint: `Name one: --db ${databases[0]}`, details: { databases } },
  );
}

/** Rare, so that nothing of object kinds is loaded before. */
async function ownKindsOf({ kinds, operations }: Config): Promise<ReadOptions["kinds"]> {
  if (kinds === undefined || kinds.length === 0) return undefined;
  return (await import("../../dialect/index.js")).ownKinds(kinds, operations);
}

/** How long to wait before the work begins, in milliseconds. */
export interface Waits {
  /** For another process to leave an embedded database; 10,000 by default. */
  readonly ownerMs?: number | undefined;
  /** For a server that does not answer yet; 0, which tries once, by default. */
  readonly databaseMs?: number | undefined;
}

/**
 * Runs against the project's database.
 *
 * @throws {LimbeckError} what opening can throw; `database-refused` for what the server refuses of
 *   the tool's own statements
 */
export async function withDatabase<Result>(
  project: Project,
  run: (connection: Connection, target: Target) => Promise<Result>,
  waits?: Waits,
): Promise<Result> {
  return withTarget(project, await project.target(), run, waits);
}

/** As `withDatabase`, against any other database. */
export async function withTarget<Result>(
  project: Project,
  target: Target,
  run: (connection: Connection, target: Target) => Promise<Result>,
  waits?: Waits,
): Promise<Result> {
  const connection = await openTarget(project, target, waits);
  try {
    return await run(connection, target);
  } catch (error) {
    throw refused(error, target.label, target.kind === "server" ? target.user : undefined);
  } finally {
    await connection.close();
  }
}

/** Opens a database of the project; whoever asks closes it. Most want `withTarget`. */
export async function openTarget(
  project: Project,
  target: Target,
  { ownerMs, databaseMs = 0 }: Waits = {},
): Promise<Connection> {
  // PGlite has to know extensions when it starts; a server has them by itself.
  const extensions = target.kind === "embedded" ? projectExtensions(project) : [];
  const options = { baseDir: project.dir, extensions };
  const opening = openPatiently(
    (left) =>
      databaseMs > 0
        ? openConnection(target, { ...options, connectMs: left, waitMs: left })
        : openConnection(target, { ...options, waitMs: ownerMs }),
    { waitMs: databaseMs, signal: project.signal },
  );
  const message = "interrupted before anything ran";
  return unlessAborted(opening, project.signal, message).catch((error) => {
    opening.then((late) => late.close()).catch(() => {});
    throw error;
  });
}

/** The extensions that the project's revisions create. */
export function projectExtensions(project: Project): string[] {
  try {
    return extensionsIn(project.files().map((file) => readFileSync(file, "utf8")));
  } catch (error) {
    if (error instanceof LimbeckError && error.code === "script-missing") return [];
    throw error;
  }
}
