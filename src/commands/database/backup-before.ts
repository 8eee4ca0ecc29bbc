import type { Connection, Target } from "../../driver/index.js";
import type { Step } from "../../revision/index.js";
import { readHeads } from "../../runtime/index.js";
import type { Project } from "../project/project.js";
import { type Backup, backUp } from "./backup.js";
import type { MoveOptions } from "./upgrade.js";

/**
 * The backup that is wanted before a run; none where there is nothing to run.
 *
 * @throws {LimbeckError} `backup-failed`
 */
export async function keptBefore(
  project: Project,
  connection: Connection,
  target: Target,
  { backup: asked, onBackup, path, announce }: Before,
): Promise<Backup | undefined> {
  const { environments = {} } = project.loaded.config;
  const usual = project.environment !== undefined && environments[project.environment]?.backup;
  if (!(asked ?? usual)) return undefined;
  const from = await readHeads(connection, project.table);
  const steps = path(from);
  const [first] = steps;
  if (!first) return undefined;
  announce(steps);
  onBackup?.();
  const revisions = steps.map(({ revision }) => revision);
  const { direction } = first;
  const backup = await backUp(project, connection, target, { direction, from, revisions });
  onBackup?.(backup);
  return backup;
}

interface Before extends Pick<MoveOptions, "backup" | "onBackup"> {
  readonly path: (heads: readonly string[]) => Step[];
  /** Told what is going to run: the report begins with it. */
  readonly announce: (steps: readonly Step[]) => void;
}
