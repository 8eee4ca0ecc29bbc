import { emptyCatalog } from "../../catalog/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import { openProject, type Project, type ProjectOptions } from "../project/project.js";
import { withWorkbench } from "../workbench/workbench.js";
import { draftRevision, shownFolder } from "../writing/new-revision.js";
import { type RevisionReport, writeDifference } from "../writing/write-difference.js";
import { type Change, changeOf } from "./comparison.js";
import { readState } from "./read-states.js";
import { needsProject, stateOf } from "./state.js";
import { writeDrizzle } from "./write-drizzle.js";
import { emptyFolder, type WrittenModels, writeModels } from "./write-models.js";

export interface DumpOptions extends ProjectOptions {
  /** As in `diff`: `models`, `migrations`, `migrations@REV`, `database`, a URL, an SQL file or folder. */
  readonly what: string;
  /** Write it as the first revision of the migrations folder, proved both ways. */
  readonly revision?: boolean | undefined;
  /** A folder to write it to as models; relative to `cwd`. */
  readonly models?: string | undefined;
  /**
   * What the models are written in: SQL, a file for each table, or Drizzle, with SQL files for what
   * Drizzle cannot say. Default `sql`.
   */
  readonly as?: ModelForm | undefined;
  /** Of the revision. Default `baseline`. */
  readonly message?: string | undefined;
  /** Of the revision, instead of a generated one. */
  readonly revisionId?: string | undefined;
  /** Prove the revision before it is written. Default `true`. */
  readonly verify?: boolean | undefined;
  /** Use what was read before where nothing has changed. Default `true`. */
  readonly cache?: boolean | undefined;
  /** Called when something that takes a while begins. */
  readonly onProgress?: ((what: string) => void) | undefined;
}

export type ModelForm = "sql" | "drizzle";

export interface DumpReport extends Omit<Change, "loses"> {
  readonly what: string;
  /** Whether it is a database, which has all of it already. */
  readonly isDatabase: boolean;
  readonly objects: number;
  /** Objects that exist but are not in it. */
  readonly notCompared: readonly string[];
  /** Only where models were asked for. */
  readonly models?: WrittenModels;
  /** Only where a revision was asked for. */
  readonly written?: RevisionReport;
}

/**
 * A whole schema, in an order in which it can be built: as SQL, or as the first revision of a
 * project. That is how an existing database, or one that was kept as raw SQL, begins with Limbeck.
 *
 * @throws {LimbeckError} `usage` when there are revisions already; as `diff` and `revision`
 */
export async function dump(options: DumpOptions): Promise<DumpReport> {
  const optional = !options.revision && !needsProject(options.what);
  const project = await openProject(options, { optional });
  if (options.revision) await refuseRevisions(project);
  const cwd = options.cwd ?? process.cwd();
  const folder = options.models === undefined ? undefined : emptyFolder(options.models, cwd);
  const state = await stateOf(options.what, project, cwd);
  return withWorkbench(project, { cache: options.cache ?? true }, async (bench) => {
    options.onProgress?.(`reading ${state.label}`);
    const normalise = options.revision === true || folder !== undefined;
    const to = await readState(project, bench, state, { normalise });
    const states = { from: emptyCatalog(to.major), to, major: to.major };
    const { sql, operations } = changeOf(states, project.read);
    const report = {
      what: state.label,
      isDatabase: state.kind === "database",
      objects: to.objects.size,
      sql,
      operations,
      notCompared: to.unsupported,
    };
    if (folder !== undefined) {
      options.onProgress?.("writing the models");
      const write = options.as === "drizzle" ? writeDrizzle : writeModels;
      const models = await write(bench, folder, to, project.read);
      if (!options.revision) return { ...report, models };
    }
    if (!options.revision) return report;
    const { message = "baseline", revisionId } = options;
    const draft = await draftRevision(project, await project.graph(), [], { message, revisionId });
    const notes = to.unsupported.length > 0 ? [`not included: ${to.unsupported.join(", ")}`] : [];
    const noted = { ...draft, revision: { ...draft.revision, notes } };
    const written = await writeDifference(project, bench, noted, states, {
      startsFrom: "catalog",
      verify: options.verify,
      onProgress: options.onProgress,
    });
    return { ...report, written };
  });
}

async function refuseRevisions(project: Project): Promise<void> {
  const { nodes } = await project.graph();
  if (nodes.length === 0) return;
  const folder = shownFolder(project);
  throw new LimbeckError(
    "usage",
    `${folder} has ${nodes.length === 1 ? "a revision" : `${nodes.length} revisions`} already: a whole schema can only be the first`,
    {
      hint: "What the migrations lack of a database: limbeck drift. Of the models: limbeck generate.",
      details: { folder },
    },
  );
}
