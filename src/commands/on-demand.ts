import type { ScratchPool } from "../scratch/index.js";
import type { ProjectOptions } from "./project/project.js";

// Each command loads when it is called. Whoever imports `limbeck` only to write a configuration or
// a revision, and that is most of the time, must not pay for them.

/** The revisions that several follow. */
export const branches = whenCalled(async () => (await import("./reading/branches.js")).branches);

/** Writes a module that imports every revision, for bundlers and `limbeck/runtime`. */
export const bundle = whenCalled(async () => (await import("./reading/bundle.js")).bundle);

/** Compares the models with the migrations, or with the live database. */
export const check = whenCalled(async () => (await import("./comparing/check.js")).check);

/** One verdict for a pipeline. */
export const ci = whenCalled(async () => (await import("./ci/index.js")).ci);

/** What `ci` found, for the comment on a pull request. */
export const ciMarkdown = whenCalled(async () => (await import("./ci/markdown.js")).ciMarkdown);

/** Where the database stands. Reads only; creates nothing. */
export const current = whenCalled(async () => (await import("./reading/current.js")).current);

/** What leads from one state of a schema to another. */
export const diff = whenCalled(async () => (await import("./comparing/diff.js")).diff);

/** Looks at everything a project needs in order to migrate. */
export const doctor = whenCalled(async () => (await import("./doctor/doctor.js")).doctor);

/** Takes the database down to a target: `base`, an id, a partial id, `-1`. */
export const downgrade = whenCalled(async () => (await import("./database/upgrade.js")).downgrade);

/** What `downgrade` would run, as SQL, without a database: `FROM:TO`. */
export const downgradeSql = whenCalled(
  async () => (await import("./database/offline.js")).downgradeSql,
);

/** How a database differs from what its revisions build. */
export const drift = whenCalled(async () => (await import("./comparing/drift.js")).drift);

/** A whole schema as SQL, or as the first revision. */
export const dump = whenCalled(async () => (await import("./comparing/dump.js")).dump);

/** Opens a revision file in an editor and reads the folder again. */
export const edit = whenCalled(async () => (await import("./writing/edit.js")).edit);

/** Creates version table and journal where they are missing; nothing else. */
export const ensureVersion = whenCalled(
  async () => (await import("./database/ensure-version.js")).ensureVersion,
);

/** What `ensureVersion` would run, as SQL, without a database. */
export const ensureVersionSql = whenCalled(
  async () => (await import("./database/ensure-version.js")).ensureVersionSql,
);

/** What an error means, why it comes, and what to do. */
export const explain = whenCalled(async () => (await import("./reading/explain.js")).explain);

/** The heads of the folder. */
export const heads = whenCalled(async () => (await import("./reading/show.js")).heads);

/** Revisions, newest first. */
export const history = whenCalled(async () => (await import("./reading/show.js")).history);

/** Writes a revision for each one of Alembic's. */
export const importAlembic = whenCalled(
  async () => (await import("./writing/import-alembic.js")).importAlembic,
);

/** Makes a folder a project: the configuration and the migrations folder. */
export const init = whenCalled(async () => (await import("./init/init.js")).init);

/** Who ran what, when, and how long it took. */
export const journal = whenCalled(async () => (await import("./reading/journal.js")).journal);

/** Judges revisions by what they lock and lose. */
export const lint = whenCalled(async () => (await import("./reading/lint.js")).lint);

/** What `init` can begin with, and what it can add. */
export const listTemplates = whenCalled(
  async () => (await import("./init/init-templates.js")).listTemplates,
);

/** Writes a revision that follows several: lines become one again. */
export const merge = whenCalled(async () => (await import("./writing/merge.js")).merge);

/** What `upgrade` would do: statements, locks, losses. */
export const plan = whenCalled(async () => (await import("./reading/plan.js")).plan);

/** Makes one line of two: a line of which nothing is applied follows another head. */
export const rebase = whenCalled(async () => (await import("./writing/rebase.js")).rebase);

/** For development: takes everything of the project away and brings it up again. */
export const reset = whenCalled(async () => (await import("./database/reset.js")).reset);

/** Writes a new revision file, empty or from the models. */
export const revision = whenCalled(async () => (await import("./writing/revision.js")).revision);

/** Brings the rows to begin with. */
export const seed = whenCalled(async () => (await import("./database/seed.js")).seed);

/** One revision, by any identifier. */
export const show = whenCalled(async () => (await import("./reading/show.js")).show);

/** Makes one revision of many, proved to build the same. */
export const squash = whenCalled(async () => (await import("./writing/squash.js")).squash);

/** Records where the database stands, without running anything. */
export const stamp = whenCalled(async () => (await import("./database/stamp.js")).stamp);

/** What `stamp` would record, as SQL, without a database. */
export const stampSql = whenCalled(async () => (await import("./database/offline.js")).stampSql);

/** Compares the folder with a database, by revision. */
export const status = whenCalled(async () => (await import("./reading/status.js")).status);

/** Brings the database up to a target: `heads` by default, or `head`, an id, a partial id, `+1`. */
export const upgrade = whenCalled(async () => (await import("./database/upgrade.js")).upgrade);

/** Waits until the database takes connections. */
export const wait = whenCalled(async () => (await import("./database/wait.js")).wait);

/** What `upgrade` would run, as SQL, without a database: from `base`, or `FROM:TO`. */
export const upgradeSql = whenCalled(
  async () => (await import("./database/offline.js")).upgradeSql,
);

/** Gives `run` one throwaway database for any number of comparisons. */
export async function withScratch<Result>(
  options: ProjectOptions,
  run: (scratch: ScratchPool) => Promise<Result>,
): Promise<Result> {
  return (await import("./workbench/with-scratch.js")).withScratch(options, run);
}

function whenCalled<Args extends readonly unknown[], Report>(
  load: () => Promise<(...args: Args) => Report | Promise<Report>>,
): (...args: Args) => Promise<Report> {
  return async (...args) => (await load())(...args);
}
