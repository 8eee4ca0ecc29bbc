import { AsyncLocalStorage } from "node:async_hooks";
import { resolveScratchUrl } from "../../config/index.js";
import { type ScratchPool, withScratchPool } from "../../scratch/index.js";
import { openProject, type Project, type ProjectOptions } from "../project/project.js";

/**
 * Gives `run` one throwaway database for any number of comparisons: starting one is what costs the
 * most of each. Those that are asked for at once have their turns.
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
  if (project.scratch) return inTurn(project.scratch, run);
  const url = resolveScratchUrl(project.loaded);
  const notUrl = url === undefined ? undefined : await migratedUrl(project);
  return withScratchPool({ url, notUrl, baseDir: project.dir }, run);
}

const turns = new WeakMap<ScratchPool, Promise<unknown>>();
const having = new AsyncLocalStorage<ScratchPool>();

/** Two at once would meet in one transaction. What a piece of work asks for in its turn is part of it. */
function inTurn<Result>(
  scratch: ScratchPool,
  run: (scratch: ScratchPool) => Promise<Result>,
): Promise<Result> {
  if (having.getStore() === scratch) return run(scratch);
  const before = turns.get(scratch) ?? Promise.resolve();
  const turn = before.then(() => having.run(scratch, () => run(scratch)));
  turns.set(
    scratch,
    turn.catch(() => {}),
  );
  return turn;
}

/** The database that is migrated; without one there is nothing to keep a scratch away from. */
async function migratedUrl(project: Project): Promise<string | undefined> {
  const target = await project.target().catch(() => undefined);
  return target?.kind === "server" ? target.url : undefined;
}
