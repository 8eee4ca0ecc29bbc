import { readFileSync } from "node:fs";
import { resolveScratchUrl } from "../../config/index.js";
import type { CatalogCache } from "../../scratch/index.js";
import { importSpecifiers } from "../../script/index.js";
import type { ModelSource, SourceContext } from "../../source/index.js";
import type { Project } from "../project/project.js";

/** What a models' catalog was made from, as of the last load. */
export interface Closure {
  readonly roots: readonly string[];
  readonly files: readonly string[];
}

export function modelSources(project: Project): readonly ModelSource[] {
  const { models = [] } = project.loaded.config;
  return Array.isArray(models) ? (models as readonly ModelSource[]) : [models as ModelSource];
}

/** The files the sources would start from; nothing where a source cannot say. */
export async function rootFiles(
  sources: readonly ModelSource[],
  context: SourceContext,
): Promise<string[] | undefined> {
  const found: string[] = [];
  for (const source of sources) {
    const files = await source.files?.(context);
    if (!files) return undefined;
    found.push(source.name, ...files);
  }
  return found;
}

/** What of the configuration has a say in every catalog. */
export function configFacts(project: Project): string[] {
  const { namingConvention, kinds = [] } = project.loaded.config;
  const { kinds: _, ...read } = project.read;
  const own = kinds.map(({ name, relation, query }) => [name, relation, query]);
  return [
    JSON.stringify([read, namingConvention, ...own]),
    resolveScratchUrl(project.loaded) ?? "embedded",
  ];
}

/**
 * Of the revision files and nothing else; a revision that imports project files, or has a directive
 * of the project's own, is not cached.
 */
export function migrationFilesKey(
  project: Project,
  files: readonly string[],
  cache: CatalogCache,
  facts: readonly string[],
): string | undefined {
  for (const file of files)
    if (!file.endsWith(".sql") && !standsAlone(project, file, readFileSync(file, "utf8")))
      return undefined;
  return cache.keyOfFiles(["migrations", ...facts], files);
}

/** Whether what a revision does follows from its text: no project file and no own directive is in it. */
export function standsAlone(project: Project, file: string, text: string): boolean {
  if (file.endsWith(".sql")) return true;
  const own = Object.keys(project.loaded.config.operations ?? {});
  return !importsProject(text) && !own.some((name) => text.includes(`.${name}(`));
}

function importsProject(text: string): boolean {
  return (
    /["'`][.#]/.test(text) &&
    importSpecifiers(text).some((i) => !i.typeOnly && /^[.#]/.test(i.specifier))
  );
}
