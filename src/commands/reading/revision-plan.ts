import type { JudgedRevision } from "../../config/index.js";
import { createdTables, locksOf, lossesOf, type TableLock } from "../../lint/index.js";
import type { AnyOperation } from "../../operation/index.js";
import { planStatements, recordOperations, textsApart } from "../../plan/index.js";
import { dependenciesOf, parentsOf, revisionOf, type Step } from "../../revision/index.js";
import { shownPath } from "../../script/index.js";
import type { Project } from "../project/project.js";
import { type Workbench, withWorkbench } from "../workbench/workbench.js";
import { type Finding, judge } from "./judge.js";

/** What one revision is going to do. */
export interface RevisionPlan {
  readonly revision: string;
  readonly message: string;
  readonly file: string;
  readonly down: readonly string[];
  /** Of its upgrade, without the semicolons; data steps are comments that say where they are. */
  readonly sql: readonly string[];
  /** Those of them that cannot run in a transaction: it is committed in parts, around them. */
  readonly apart: readonly string[];
  /** It reads the database: what it does can depend on what it finds, and is shown as for no rows. */
  readonly reads: boolean;
  /** Tables that were there before, and what its upgrade does to them. */
  readonly locks: readonly TableLock[];
  /** What goes when it runs: `rows of table vales`. */
  readonly loses: { readonly upgrade: readonly string[]; readonly downgrade: readonly string[] };
  /** What the project's own rules have against it; only where there are rules. */
  readonly findings?: readonly Finding[];
  /** It has SQL or data steps of its own, which may change rows. */
  readonly changesRows: boolean;
}

/** The newest server's texts: what a plan shows does not depend on the version. */
const newestMajor = 18;

/**
 * Works out what revisions will do, in their order, from the states they start from. Tables that an
 * earlier one of them creates are as new for the later ones.
 */
export async function planRevisions(
  project: Project,
  revisions: readonly string[],
  bench: Pick<Workbench, "migrations">,
): Promise<RevisionPlan[]> {
  const graph = await project.graph();
  const plans: RevisionPlan[] = [];
  const fresh = new Set<string>();
  for (const id of revisions) {
    const parents = [...parentsOf(graph, id), ...dependenciesOf(graph, id)];
    const before = await bench.migrations(parents);
    const after = await bench.migrations([id]);
    const { message, file = "", down } = revisionOf(graph, id);
    const upgrade = await recorded(project, file, "upgrade");
    const downgrade = await recorded(project, file, "downgrade");
    const locks = locksOf(upgrade.operations, before, fresh);
    const loses = {
      upgrade: lossesOf(upgrade.operations, before, fresh),
      downgrade: lossesOf(downgrade.operations, after),
    };
    const ways = { upgrade: upgrade.operations, downgrade: downgrade.operations } as Pick<
      JudgedRevision,
      Step["direction"]
    >;
    const judged = { revision: id, message, file, ...ways, locks, loses };
    plans.push({
      revision: id,
      message,
      file,
      down,
      sql: upgrade.operations.flatMap(textsOf),
      apart: textsApart(upgrade.operations, { major: newestMajor }),
      reads: upgrade.reads,
      locks,
      loses,
      ...(project.loaded.config.rules && { findings: await judge(project, judged) }),
      changesRows:
        upgrade.reads ||
        downgrade.reads ||
        [...upgrade.operations, ...downgrade.operations].some(ownWork),
    });
    for (const table of createdTables(upgrade.operations)) fresh.add(table);
  }
  return plans;
}

/** The same on a workbench of its own, which is there only where there is something to plan. */
export async function planApart(
  project: Project,
  revisions: readonly string[],
  { cache = true }: { readonly cache?: boolean | undefined },
): Promise<RevisionPlan[]> {
  if (revisions.length === 0) return [];
  return withWorkbench(project, { cache }, (bench) => planRevisions(project, revisions, bench));
}

interface Recorded {
  readonly operations: readonly AnyOperation[];
  readonly reads: boolean;
}

async function recorded(
  project: Project,
  file: string,
  direction: Step["direction"],
): Promise<Recorded> {
  const body = (await project.load(file))[direction];
  let reads = false;
  const onQuery = () => {
    reads = true;
    return undefined;
  };
  const operations = body ? await recordOperations(body as never, { file, onQuery }) : [];
  return { operations, reads };
}

function ownWork({ kind }: AnyOperation): boolean {
  return kind === "execute" || kind === "run" || kind === "bulkInsert";
}

function textsOf(operation: AnyOperation): string[] {
  if (operation.kind !== "run")
    return planStatements([operation], { major: newestMajor }).map(({ sql }) => sql);
  const { file, line } = operation.origin ?? {};
  const at = file === undefined ? "" : ` (${shownPath(file)}:${line})`;
  return [`-- data step "${operation.args[0]}"${at}`];
}
