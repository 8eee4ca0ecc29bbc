import type { Catalog } from "../catalog/index.js";
import { openProject, type Project } from "../commands/project/project.js";
import { readCatalog } from "../dialect/index.js";
import { upgradePath } from "../revision/index.js";
import { ownTables } from "../runtime/index.js";
import type { Scratch } from "../scratch/index.js";
import type { MigrationTestsOptions } from "./migration-tests.js";
import { type Migrations, migrationsOn } from "./migrations.js";
import { openTestDatabase, projectOf } from "./test-options.js";

/** A throwaway database with the project's migrations. */
export interface Tested {
  readonly m: Migrations;
  /** The revisions that are never taken back: `downTo` and all below it. */
  readonly staying: ReadonlySet<string>;
  /** What is there now, but for the tables of the tool itself. */
  catalog(): Promise<Catalog>;
}

/** What the tests of one call share. */
export interface Suite {
  readonly options: MigrationTestsOptions;
  project(): Promise<Project>;
  /** Runs on an empty database. */
  fresh(run: (tested: Tested) => Promise<void>): Promise<void>;
  /** Runs on a database at the heads and leaves it there, for the next test; not after a failure. */
  atHeads(run: (tested: Tested) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Starting a database is what takes time: there are two, however many tests. */
export function suiteOf(options: MigrationTestsOptions): Suite {
  const project = () => openProject(projectOf(options));
  let left: { tested: Tested; scratch: Scratch } | undefined;
  const close = async () => {
    const { scratch } = left ?? {};
    left = undefined;
    await scratch?.close();
  };
  return {
    options,
    project,
    async fresh(run) {
      const { tested, scratch } = await open(options);
      try {
        await run(tested);
      } finally {
        await scratch.close();
      }
    },
    async atHeads(run) {
      left ??= await open(options);
      try {
        await left.tested.m.migrateUpTo("heads");
        await run(left.tested);
      } catch (error) {
        await close();
        throw error;
      }
    },
    close,
  };
}

async function open(options: MigrationTestsOptions): Promise<{ tested: Tested; scratch: Scratch }> {
  const { project, scratch } = await openTestDatabase(options);
  try {
    const graph = await project.graph();
    const { downTo } = options;
    const staying = downTo === undefined ? [] : upgradePath(graph, [], downTo);
    const read = { targetSchema: project.targetSchema, ignore: ownTables(project.table) };
    const tested = {
      m: await migrationsOn(project, scratch, options.rows),
      staying: new Set(staying.map((step) => step.revision)),
      catalog: () => readCatalog(scratch.connection, read),
    };
    return { tested, scratch };
  } catch (error) {
    await scratch.close();
    throw error;
  }
}
