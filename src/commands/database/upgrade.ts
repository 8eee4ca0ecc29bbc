import type { Connection, Target } from "../../driver/index.js";
import {
  parseIdentifier,
  pathTo,
  type RevisionGraph,
  revisionOf,
  type Step,
} from "../../revision/index.js";
import { milliseconds } from "../../runtime/duration.js";
import { type RunEvent, readHeads, run } from "../../runtime/index.js";
import {
  openProject,
  type Project,
  type ProjectOptions,
  withDatabase,
} from "../project/project.js";
import { type Confirmation, confirmProtected, refuseOtherName } from "../project/protection.js";
import { tellingHeads } from "../project/several-heads.js";
import { refuseSecondHead } from "../writing/parents.js";
import type { Backup } from "./backup.js";
import { keptBefore } from "./backup-before.js";
import { refuseEdited } from "./edited-revisions.js";
import { keptStep, type WithGone, withGone } from "./gone-revisions.js";
import { loadStep } from "./load-step.js";
import { refuseUnknown } from "./unknown-heads.js";

export interface MoveOptions extends ProjectOptions {
  /** Called once, before anything runs, with what is going to run. */
  readonly onPlan?: ((plan: MovePlan) => void) | undefined;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
  /** Milliseconds to wait for another run; what the configuration says, or 60,000, by default. */
  readonly lockWaitMs?: number | undefined;
  /** Keep the database before anything runs; where its environment says so, by default. */
  readonly backup?: boolean | undefined;
  /** Called when a backup begins, and again when it is made. */
  readonly onBackup?: ((backup?: Backup) => void) | undefined;
  /** Milliseconds to wait for a server that does not answer yet; by default it is tried once. */
  readonly databaseWaitMs?: number | undefined;
}

export interface DowngradeOptions extends MoveOptions, Confirmation {
  readonly target: string;
  /** Also take back what the folder has no file of, with what the journal kept. */
  readonly fromJournal?: boolean | undefined;
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
  /** Its file is gone: what ran is what the journal kept. */
  readonly fromJournal?: true;
}

export interface MoveReport {
  /** Where one was asked for, and there was something to run. */
  readonly backup?: Backup;
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
  options: MoveOptions & Confirmation & { readonly target?: string },
): Promise<MoveReport> {
  return move(options, "upgrade", options.target ?? "heads", async (project) =>
    refuseOtherName(project, "limbeck upgrade", options.yesIMean),
  );
}

/** Takes the database down to a target: `base`, an id, a partial id, `-1`. */
export async function downgrade(options: DowngradeOptions): Promise<MoveReport> {
  return move(options, "downgrade", options.target, (project) =>
    confirmProtected(
      project,
      "a downgrade takes back what is there",
      `limbeck downgrade ${options.target}${options.fromJournal ? " --from-journal" : ""}`,
      options,
    ),
  );
}

async function move(
  options: MoveOptions & Confirmation,
  direction: Step["direction"],
  target: string,
  confirm: (project: Project) => Promise<void>,
): Promise<MoveReport> {
  parseIdentifier(target); // no database is opened for what cannot be one
  const project = await openProject(options);
  const graph = await project.graph();
  await confirm(project);
  return tellingHeads(project, graph, () => moveAlong(project, graph, options, direction, target));
}

async function moveAlong(
  project: Project,
  graph: RevisionGraph,
  options: MoveOptions & Confirmation & Pick<DowngradeOptions, "fromJournal">,
  direction: Step["direction"],
  target: string,
): Promise<MoveReport> {
  if (direction === "upgrade") refuseSecondHead(project, graph);
  const waitMs = options.lockWaitMs ?? milliseconds(project.loaded.config.lockTimeout);
  return withDatabase(
    project,
    async (connection, database) => {
      const all = options.fromJournal
        ? await withGone(project, graph, connection, await readHeads(connection, project.table))
        : { graph, gone: new Map() };
      return moveIn(connection, project, database, all, { ...options, direction, target, waitMs });
    },
    { ownerMs: waitMs, databaseMs: options.databaseWaitMs },
  );
}

interface Move extends MoveOptions, Confirmation {
  readonly direction: Step["direction"];
  readonly target: string;
  readonly waitMs: number | undefined;
}

async function moveIn(
  connection: Connection,
  project: Project,
  database: Target,
  { graph, gone }: WithGone,
  { direction, target, waitMs, ...options }: Move,
): Promise<MoveReport> {
  const wanted = pathTo(graph, direction, target);
  const path = (heads: readonly string[]) => {
    refuseUnknown(graph, heads, project);
    return wanted(heads);
  };
  const { transactionPerMigration, onVersionApply } = project.loaded.config;
  const named = <S extends Step>(step: S) => ({
    ...step,
    message: revisionOf(graph, step.revision).message,
    ...(gone.has(step.revision) && { fromJournal: true as const }),
  });
  let announced = false;
  const announce = (steps: readonly Step[]) => {
    if (!announced) options.onPlan?.({ database: database.label, steps: steps.map(named) });
    announced = true;
  };
  if (direction === "upgrade" && project.protectedEnvironment !== undefined) {
    const heads = await readHeads(connection, project.table);
    if (path(heads).length > 0) await refuseEdited(connection, project, graph, options);
  }
  const backup = await keptBefore(project, connection, database, { ...options, path, announce });
  const { from, to, steps } = await run(connection, {
    table: project.table,
    targetSchema: project.targetSchema,
    graph,
    path,
    async load(step) {
      const kept = gone.get(step.revision);
      return kept ? keptStep(step.revision, kept) : loadStep(project, graph, step);
    },
    onPlan: announce,
    transactionPerMigration,
    onVersionApply,
    ...(waitMs !== undefined && { waitMs }),
    ...(options.signal && { signal: options.signal }),
    ...(options.onEvent && { onEvent: options.onEvent }),
  });
  announce([]);
  return {
    database: database.label,
    from,
    to,
    steps: steps.map(named),
    ...(backup && { backup }),
  };
}
