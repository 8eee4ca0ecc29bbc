import { resolveScratchUrl } from "../../config/index.js";
import { type ScratchPool, withScratchPool } from "../../scratch/index.js";
import { openProject, type Project, type ProjectOptions } from "../project/project.js";

/**
 * Gives `run` one throwaway database for any number of comparisons: starting one is what costs the
 * most of each.
 *
 * @example
 * await withScratch({}, async (scratch) => {
 *   for (const tenant of tenants) await drift({ scratch, url: tenant.url });
 * });
 */
export async function withScratch<Result>(
  options: ProjectOptions,
  run: (scratch: ScratchPool) => Promise<Result>,
): Promise<Result> {
  const project = await openProject(options, { optional: true });
  return useScratch(project, run);
}

/** The scratch that was given, or one for this piece of work. */
export async function useScratch<Result>(
  project: Project,
  run: (scratch: ScratchPool) => Promise<Result>,
): Promise<Result> {
  if (project.scratch) return run(project.scratch);
  const url = resolveScratchUrl(project.loaded);
  const notUrl = url === undefined ? undefined : await migratedUrl(project);
  return withScratchPool({ url, notUrl, baseDir: project.dir }, run);
}

/** The database that is migrated; without one there is nothing to keep a scratch away from. */
async function migratedUrl(project: Project): Promise<string | undefined> {
  const target = await project.target().catch(() => undefined);
  return target?.kind === "server" ? target.url : undefined;
}
