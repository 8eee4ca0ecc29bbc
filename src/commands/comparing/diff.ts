import { LimbeckError } from "../../diagnostic/index.js";
import { openProject, type ProjectOptions } from "../project/project.js";
import { withWorkbench } from "../workbench/workbench.js";
import { type Change, type Comparison, changeOf, compare } from "./comparison.js";
import { readStates } from "./read-states.js";
import { needsProject, sameState, stateOf } from "./state.js";

export interface DiffOptions extends ProjectOptions {
  /**
   * Where it starts: `models`, `migrations`, `migrations@REV`, `database` (the configured one), a
   * database URL, an SQL file or a folder of them. Paths are relative to `cwd`.
   */
  readonly from: string;
  /** Where it shall arrive, named in the same way. */
  readonly to: string;
  /** Use what was read before where nothing has changed. Default `true`. */
  readonly cache?: boolean | undefined;
}

/** What would have to be done to `from` so that it becomes `to`. */
export interface DiffReport extends Comparison, Change {
  readonly from: string;
  readonly to: string;
  /** Whether a throwaway database had to be started for it. */
  readonly scratch: boolean;
}

/**
 * What leads from one state of a schema to another. Writes nothing anywhere.
 *
 * @throws {LimbeckError} `usage` for a word that names no state, or twice the same one;
 *   `models-invalid` with file and line for SQL that does not load; what opening a database can throw
 * @example
 * const { sql } = await diff({ from: "schema.sql", to: "postgresql://db/app" });
 */
export async function diff(options: DiffOptions): Promise<DiffReport> {
  const words = [options.from, options.to];
  const project = await openProject(options, { optional: !words.some(needsProject) });
  const cwd = options.cwd ?? process.cwd();
  const from = await stateOf(options.from, project, cwd);
  const to = await stateOf(options.to, project, cwd);
  if (sameState(from, to))
    throw new LimbeckError("usage", `${options.from} and ${options.to} are the same: ${to.label}`, {
      hint: "Name two different states: limbeck diff migrations models",
    });
  return withWorkbench(project, { cache: options.cache ?? true }, async (bench) => {
    const states = await readStates(project, bench, from, to);
    const change = changeOf(states, project.read);
    const labels = { from: from.label, to: to.label };
    return { ...labels, ...compare(states), ...change, scratch: bench.started };
  });
}
