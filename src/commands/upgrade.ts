import {
  parseIdentifier,
  pathTo,
  type RevisionGraph,
  revisionOf,
  type Step,
} from "../revision/index.js";
import { milliseconds } from "../runtime/duration.js";
import { type RunEvent, run } from "../runtime/index.js";
import { loadStep } from "./load-step.js";
import { refuseSecondHead } from "./parents.js";
import { openProject, type Project, type ProjectOptions, withDatabase } from "./project.js";
import { type Confirmation, confirmProtected } from "./protection.js";
import { tellingHeads } from "./several-heads.js";
import { refuseUnknown } from "./unknown-heads.js";

export interface MoveOptions extends ProjectOptions {
  /** Called once, before anything runs, with what is going to run. */
  readonly onPlan?: ((plan: MovePlan) => void) | undefined;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
  /** Milliseconds to wait for another run; what the configuration says, or 60,000, by default. */
  readonly lockWaitMs?: number | undefined;
  /** Milliseconds to wait for a server that does not answer yet; by default it is tried once. */
  readonly databaseWaitMs?: number | undefined;
}

/** What a move is going to do. */
export interface MovePlan {
  readonly database: string;
  readonly steps: readonly Omit<MovedStep, "ms">[];
}

export interface MovedStep {
  readonly revision: string;
  readonly direction: Step["direction"];
  readonly message: string;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

export interface MoveReport {
  readonly database: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly steps: readonly MovedStep[];
}

/**
 * Brings the database up to a target: `heads` by default, or `head`, an id, a partial id, `+1`.
 *
 * @throws {LimbeckError} `migration-failed` saying what failed, where, and where the database stands
 */
export async function upgrade(
  options: MoveOptions & { readonly target?: string },
): Promise<MoveReport> {
  return move(options, "upgrade", options.target ?? "heads");
}

/** Takes the database down to a target: `base`, an id, a partial id, `-1`. */
export async function downgrade(
  options: MoveOptions & Confirmation & { readonly target: string },
): Promise<MoveReport> {
  return move(options, "downgrade", options.target, (project) =>
    confirmProtected(
      project,
      "a downgrade takes back what is there",
      `limbeck downgrade ${options.target}`,
      options,
    ),
  );
}

async function move(
  options: MoveOptions,
  direction: Step["direction"],
  target: string,
  confirm?: (project: Project) => Promise<void>,
): Promise<MoveReport> {
  parseIdentifier(target); // no database is opened for what cannot be one
  const project = await openProject(options);
  const graph = await project.graph();
  await confirm?.(project);
  return tellingHeads(project, graph, () => moveAlong(project, graph, options, direction, target));
}

async function moveAlong(
  project: Project,
  graph: RevisionGraph,
  options: MoveOptions,
  direction: Step["direction"],
  target: string,
): Promise<MoveReport> {
  if (direction === "upgrade") refuseSecondHead(project, graph);
  const path = pathTo(graph, direction, target);
  const { config } = project.loaded;
  const waitMs = options.lockWaitMs ?? milliseconds(config.lockTimeout);
  const named = <S extends Step>(step: S) => ({
    ...step,
    message: revisionOf(graph, step.revision).message,
  });
  let announced = false;
  const announce = (database: string, steps: readonly Step[]) => {
    if (!announced) options.onPlan?.({ database, steps: steps.map(named) });
    announced = true;
  };
  return withDatabase(
    project,
    async (connection, { label }) => {
      const report = await run(connection, {
        table: project.table,
        targetSchema: project.targetSchema,
        graph,
        path: (heads) => {
          refuseUnknown(graph, heads, project);
          return path(heads);
        },
        load: (step) => loadStep(project, graph, step),
        onPlan: (steps) => announce(label, steps),
        transactionPerMigration: config.transactionPerMigration,
        onVersionApply: config.onVersionApply,
        ...(waitMs !== undefined && { waitMs }),
        ...(options.signal && { signal: options.signal }),
        ...(options.onEvent && { onEvent: options.onEvent }),
      });
      announce(label, []);
      return { database: label, from: report.from, to: report.to, steps: report.steps.map(named) };
    },
    { ownerMs: waitMs, databaseMs: options.databaseWaitMs },
  );
}
