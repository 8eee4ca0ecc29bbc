import type { Catalog } from "../../catalog/index.js";
import { readCatalog } from "../../dialect/index.js";
import type { AnyOperation } from "../../operation/index.js";
import {
  type Claim,
  catalogAfter,
  catalogOfModels,
  extensionsOf,
  openCache,
  type Proof,
  prove,
  type ScratchPool,
} from "../../scratch/index.js";
import { loadModels, type ModelSource, type SourceContext } from "../../source/index.js";
import { unlessAborted } from "../project/interrupted.js";
import type { Project } from "../project/project.js";
import {
  type Closure,
  configFacts,
  migrationFilesKey,
  modelSources,
  rootFiles,
} from "./cache-keys.js";
import { conventionalNames } from "./conventional-names.js";
import { filledScratch } from "./filled-scratch.js";
import { stepsTo } from "./replay-steps.js";
import { useScratch } from "./with-scratch.js";

/**
 * How a state comes into scratch: by all revisions, by those that some need, or built from its
 * catalog.
 */
export type Base = "migrations" | "catalog" | { readonly revisions: readonly string[] };

/** The states that need no database, and the place to prove what leads from one to the other. */
export interface Workbench {
  /** What the models say. */
  models(): Promise<Catalog>;
  /** What models build in an empty database that are not, or not yet, those of the project. */
  built(sources: readonly ModelSource[]): Promise<Catalog>;
  /** What the revisions build: all of them, or those that these revisions need. */
  migrations(revisions?: readonly string[]): Promise<Catalog>;
  /** What a state becomes by some operations. */
  after(from: Catalog, operations: readonly AnyOperation[], base: Base): Promise<Catalog>;
  /** Proves a revision that starts from `claim.from`. */
  prove(claim: Claim, base: Base): Promise<Proof>;
  /** Makes a server's state anew in scratch and reads it there: its words become ours. */
  normalise(catalog: Catalog, label: string): Promise<Catalog>;
  /** Keeps the catalog of the revisions as they are now, after one was added. */
  keepMigrations(catalog: Catalog): void;
  /** Whether a throwaway database had to be started. */
  readonly started: boolean;
}

/**
 * Gives `run` a workbench. Catalogs come from the cache where nothing they were made from has
 * changed; a throwaway database is started only when one has to be made.
 */
export async function withWorkbench<Result>(
  project: Project,
  options: { readonly cache: boolean },
  run: (bench: Workbench) => Promise<Result>,
): Promise<Result> {
  return useScratch(project, (scratch) =>
    unlessAborted(run(workbench(project, options, scratch)), project.signal),
  );
}

function workbench(
  project: Project,
  options: { readonly cache: boolean },
  scratch: ScratchPool,
): Workbench {
  const { targetSchema, read } = project;
  const cache = openCache(project.cacheDir);
  const sources = modelSources(project);
  const context: SourceContext = { baseDir: project.dir, targetSchema };
  const facts = configFacts(project);
  const bench = filledScratch(project, scratch);

  const modelsKey = async () => {
    const closure = cache.readFact<Closure>("models");
    const roots = await rootFiles(sources, context);
    if (!closure || !roots || closure.roots.join("\0") !== roots.join("\0")) return undefined;
    return cache.keyOfFiles(["models", ...facts, ...roots], closure.files);
  };
  const migrationsKey = (files: readonly string[]) =>
    migrationFilesKey(project, files, cache, facts);
  const cached = (key: string | undefined) =>
    options.cache && key !== undefined ? cache.read(key) : undefined;
  const { namingConvention: convention } = project.loaded.config;
  const settle = convention && ((catalog: Catalog) => conventionalNames(catalog, convention));
  const load = async (from: readonly ModelSource[]) => {
    const models = await loadModels(from, context);
    const connection = await bench.empty(models.statements.map(({ sql }) => sql));
    const catalog = await catalogOfModels(
      connection,
      models,
      read,
      from === sources ? settle : undefined,
    );
    const { formerNames } = models;
    return { models, catalog: formerNames ? { ...catalog, formerNames } : catalog };
  };

  const startingFrom = async (from: Catalog, base: Base, more: readonly string[] = []) => {
    const extensions = [...extensionsOf(from), ...more];
    if (base === "catalog") return bench.holding(from, extensions);
    const revisions = base === "migrations" ? undefined : base.revisions;
    return bench.replayed(await project.graph(), revisions, extensions);
  };

  return {
    get started() {
      return scratch.started;
    },
    async models() {
      const known = cached(await modelsKey());
      if (known) return known;
      const { models, catalog } = await load(sources);
      const roots = await rootFiles(sources, context);
      if (!models.filesUnknown && roots) {
        cache.keepFact("models", { roots, files: models.files } satisfies Closure);
        const key = await modelsKey();
        if (key) cache.keep(key, catalog);
      }
      return catalog;
    },
    built: async (from) => (await load(from)).catalog,
    async migrations(revisions) {
      const files =
        revisions === undefined
          ? project.files()
          : stepsTo(await project.graph(), revisions).map(({ file }) => file);
      const key = migrationsKey(files);
      const known = cached(key);
      if (known) return known;
      const catalog = await readCatalog(
        await bench.replayed(await project.graph(), revisions),
        read,
      );
      if (key) cache.keep(key, catalog);
      return catalog;
    },
    async after(from, operations, base) {
      return catalogAfter(await startingFrom(from, base), operations, read);
    },
    async prove(claim, base) {
      const more = claim.to ? extensionsOf(claim.to) : [];
      const from = claim.narrowed?.base ?? claim.from;
      const connection = await startingFrom(from, base, more);
      bench.spend(); // the proof leaves rows behind
      return prove(connection, claim, read);
    },
    normalise: (catalog, label) => bench.rebuilt(catalog, label),
    keepMigrations(catalog) {
      const key = migrationsKey(project.files());
      if (key) cache.keep(key, catalog);
    },
  };
}
