import { readFileSync } from "node:fs";
import type { Catalog } from "../catalog/index.js";
import { resolveScratchUrl } from "../config/index.js";
import { readCatalog } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import { type RevisionGraph, revisionOf, upgradePath } from "../revision/index.js";
import {
  buildCatalog,
  type CatalogCache,
  type Claim,
  catalogOfModels,
  extensionsIn,
  openCache,
  type Proof,
  prove,
  type ReplayStep,
  replay,
  withScratch,
} from "../scratch/index.js";
import { importSpecifiers, loadRevision } from "../script/index.js";
import {
  type LoadedModels,
  loadModels,
  type ModelSource,
  type SourceContext,
} from "../source/index.js";
import { unlessAborted } from "./interrupted.js";
import type { Project } from "./project.js";

/** The two states that need no database, and the place to prove what leads from one to the other. */
export interface Workbench {
  /** What the models say. */
  models(): Promise<Catalog>;
  /** What the revisions build. */
  migrations(): Promise<Catalog>;
  /** Proves a revision that starts from `claim.from`. */
  prove(claim: Claim, base: "migrations" | "catalog"): Promise<Proof>;
  /** Re-creates a catalog in scratch and reads it there: another server's words become ours. */
  normalise(catalog: Catalog): Promise<Catalog>;
  /** Keeps the catalog of the revisions as they are now, after one was added. */
  keepMigrations(catalog: Catalog): void;
  /** Whether a throwaway database had to be started. */
  readonly started: boolean;
}

/**
 * Gives `run` a workbench. Catalogs come from the cache where nothing they were made from has
 * changed; a throwaway database is started only when one has to be made, and only once.
 */
export async function withWorkbench<Result>(
  project: Project,
  options: { readonly cache: boolean },
  run: (bench: Workbench) => Promise<Result>,
): Promise<Result> {
  const cache = openCache(project.cacheDir);
  const { read } = project;
  const sources = modelSources(project);
  const context: SourceContext = { baseDir: project.dir, targetSchema: project.targetSchema };
  const facts = configFacts(project);
  const scratch = lazyScratch(project, sources, context);

  const modelsKey = () => {
    const closure = cache.readFact<Closure>("models");
    const roots = rootFiles(sources, context);
    if (!closure || !roots || closure.roots.join("\0") !== roots.join("\0")) return undefined;
    return cache.keyOfFiles(["models", ...facts, ...roots], closure.files);
  };
  const migrationsKey = () => migrationFilesKey(project, cache, facts);
  const cached = (key: string | undefined) =>
    options.cache && key !== undefined ? cache.read(key) : undefined;

  let rebuilt = false; // the live database, in scratch
  const bench: Workbench = {
    get started() {
      return scratch.started;
    },
    async models() {
      const known = cached(modelsKey());
      if (known) return known;
      const models = await scratch.models();
      const catalog = await catalogOfModels(await scratch.connection(), models, read);
      const roots = rootFiles(sources, context);
      if (!models.filesUnknown && roots) {
        cache.keepFact("models", { roots, files: models.files } satisfies Closure);
        const key = modelsKey();
        if (key) cache.keep(key, catalog);
      }
      return catalog;
    },
    async migrations() {
      const known = cached(migrationsKey());
      if (known) return known;
      const connection = await scratch.replayed(await project.graph());
      const catalog = await readCatalog(connection, read);
      const key = migrationsKey();
      if (key) cache.keep(key, catalog);
      return catalog;
    },
    async prove(claim, base) {
      if (base === "migrations")
        return prove(await scratch.replayed(await project.graph()), claim, read);
      const connection = await scratch.connection();
      if (!rebuilt) await buildCatalog(connection, claim.from, project.targetSchema);
      return prove(connection, claim, read);
    },
    async normalise(catalog) {
      const connection = await scratch.connection();
      if (catalog.major === connection.server.major) return catalog;
      await buildCatalog(connection, catalog, project.targetSchema);
      rebuilt = true;
      // What cannot be compared cannot be re-created either, but must still be named.
      const { unsupported } = catalog;
      return { ...(await readCatalog(connection, read)), unsupported };
    },
    keepMigrations(catalog) {
      const key = migrationsKey();
      if (key) cache.keep(key, catalog);
    },
  };
  return scratch.around(() => run(bench));
}

/** What a models' catalog was made from, as of the last load. */
interface Closure {
  readonly roots: readonly string[];
  readonly files: readonly string[];
}

export function modelSources(project: Project): readonly ModelSource[] {
  const { models = [] } = project.loaded.config;
  return Array.isArray(models) ? (models as readonly ModelSource[]) : [models as ModelSource];
}

/** The files the sources would start from; nothing where a source cannot say. */
function rootFiles(sources: readonly ModelSource[], context: SourceContext): string[] | undefined {
  const found: string[] = [];
  for (const source of sources) {
    const files = source.files?.(context);
    if (!files) return undefined;
    found.push(source.name, ...files);
  }
  return found;
}

function configFacts(project: Project): string[] {
  return [JSON.stringify(project.read), resolveScratchUrl(project.loaded) ?? "embedded"];
}

/** Of the revision files and nothing else; a revision that imports project files is not cached. */
export function migrationFilesKey(
  project: Project,
  cache: CatalogCache,
  facts: readonly string[],
): string | undefined {
  const files = project.files();
  for (const file of files)
    if (!file.endsWith(".sql") && importsProject(readFileSync(file, "utf8"))) return undefined;
  return cache.keyOfFiles(["migrations", ...facts], files);
}

function importsProject(text: string): boolean {
  return (
    /["'`][.#]/.test(text) &&
    importSpecifiers(text).some((i) => !i.typeOnly && /^[.#]/.test(i.specifier))
  );
}

/** Loads what is needed to replay a graph from its bases to its heads. */
export async function replaySteps(graph: RevisionGraph): Promise<ReplayStep[]> {
  const steps: ReplayStep[] = [];
  for (const { revision } of upgradePath(graph, [], "heads")) {
    const file = revisionOf(graph, revision).file!;
    const module = await loadRevision(file);
    steps.push({ revision, file, run: module.upgrade });
  }
  return steps;
}

/** The database that is migrated; without one there is nothing to keep a scratch away from. */
async function migratedUrl(project: Project): Promise<string | undefined> {
  const target = await project.target().catch(() => undefined);
  return target?.kind === "server" ? target.url : undefined;
}

/** A throwaway database that starts when it is first asked for and lives until the work is done. */
function lazyScratch(project: Project, sources: readonly ModelSource[], context: SourceContext) {
  let opened: Promise<Connection> | undefined;
  let release = () => {};
  const over = new Promise<void>((done) => {
    release = done;
  });
  let finished: Promise<void> | undefined;
  let loaded: Promise<LoadedModels> | undefined;
  let ready: Promise<Connection> | undefined;

  const models = () => {
    loaded ??= loadModels(sources, context);
    return loaded;
  };
  const texts = async () => {
    const revisions = project.files().map((file) => readFileSync(file, "utf8"));
    const statements = sources.length > 0 ? (await models()).statements.map((s) => s.sql) : [];
    return [...revisions, ...statements];
  };
  const connection = () => {
    opened ??= (async () => {
      const extensions = extensionsIn(await texts());
      const url = resolveScratchUrl(project.loaded);
      const notUrl = url === undefined ? undefined : await migratedUrl(project);
      return new Promise<Connection>((resolve, reject) => {
        finished = withScratch({ extensions, url, notUrl, baseDir: project.dir }, (scratch) => {
          resolve(scratch);
          return over;
        });
        finished.catch(reject);
      });
    })();
    return opened;
  };
  return {
    models,
    connection,
    get started() {
      return opened !== undefined;
    },
    /** With every revision replayed. */
    replayed(graph: RevisionGraph) {
      ready ??= (async () => {
        const steps = await replaySteps(graph);
        const scratch = await connection();
        await replay(scratch, steps, project.targetSchema);
        return scratch;
      })();
      return ready;
    },
    async around<Result>(run: () => Promise<Result>): Promise<Result> {
      try {
        return await unlessAborted(run(), project.signal);
      } finally {
        release();
        await finished?.catch(() => undefined);
      }
    },
  };
}
