import type { Catalog } from "../catalog/index.js";
import { unreadModels } from "../commands/comparing/unread-models.js";
import { check } from "../commands/index.js";
import { LimbeckError } from "../diagnostic/index.js";
import { headsOf } from "../revision/index.js";
import { tracesLeft } from "../scratch/index.js";
import type { RowsAround } from "./migrations.js";
import { afterAllOf, runnerOf } from "./runner.js";
import { type Suite, suiteOf } from "./suite.js";
import type { TestOptions } from "./test-options.js";

const tests = {
  "single-head": "have one head",
  upgrade: "upgrade an empty database to the heads",
  "models-match": "build what the models say",
  "up-down": "go up, down and up again, one revision at a time",
  "no-trace": "leave no trace when they are taken back",
  "all-models": "know every model there is",
} as const;

/** The tests by name. */
export type MigrationTest = keyof typeof tests;

export interface MigrationTestsOptions extends TestOptions {
  /** Tests that are marked as skipped. */
  readonly skip?: readonly MigrationTest[] | undefined;
  /** Rows for the tests that run revisions, so that these are tested with data. */
  readonly rows?: RowsAround | undefined;
  /** The revision below which nothing is taken back; by default everything is, down to `base`. */
  readonly downTo?: string | undefined;
  /** Where models may be, as patterns; by default the folders of those that are read, and below. */
  readonly modelFiles?: readonly string[] | undefined;
  /** `{ describe, it }` of the runner, where it is neither vitest nor `node:test` nor global. */
  readonly runner?: object | undefined;
}

/**
 * Registers the tests that every project's migrations should pass.
 *
 * @example
 * import { migrationTests } from "limbeck/testing";
 *
 * await migrationTests();
 */
export async function migrationTests(options: MigrationTestsOptions = {}): Promise<void> {
  const runner = await runnerOf(options.runner);
  const suite = suiteOf(options);
  runner.describe("migrations", () => {
    for (const [name, title] of Object.entries(tests) as [MigrationTest, string][])
      if (options.skip?.includes(name)) runner.it.skip(title, () => {});
      else runner.it(title, { timeout: 120_000 }, () => bodies[name](suite));
    afterAllOf(runner, suite.close);
  });
}

const bodies: Record<MigrationTest, (suite: Suite) => Promise<void>> = {
  async "single-head"({ project }) {
    const heads = headsOf(await (await project()).graph());
    if (heads.length > 1)
      throw failure(
        `there are ${heads.length} heads: ${heads.join(", ")}`,
        'Join them: limbeck revision --head heads -m merge. If that is meant: skip: ["single-head"].',
      );
  },

  upgrade: (suite) => suite.atHeads(async () => {}),

  async "models-match"({ options, atHeads }) {
    await matchModels(options, "migrations");
    if (options.url !== undefined)
      await atHeads(async ({ m }) => {
        if (m.url !== undefined) await matchModels(options, "database", m.url);
      });
  },

  "up-down": (suite) =>
    suite.atHeads(async ({ m, staying }) => {
      for (const id of m.history.toReversed()) {
        if (staying.has(id)) break;
        expectStep(await m.migrateDownOne(), id);
      }
      await m.migrateUpTo("heads");
    }),

  "no-trace": (suite) =>
    suite.fresh(async ({ m, staying, catalog }) => {
      for (const id of m.history) {
        if (!staying.has(id)) {
          const before = await catalog();
          expectStep(await m.migrateUpOne(), id);
          expectStep(await m.migrateDownOne(), id);
          refuseTraces(id, before, await catalog());
        }
        await m.migrateUpOne();
      }
    }),

  async "all-models"({ options, project }) {
    const unread = await unreadModels(await project(), options.modelFiles);
    if (unread.length > 0)
      throw failure(
        `the configuration does not read all models:\n${unread.map((line) => `  ${line}`).join("\n")}`,
        "Widen the pattern under `models` in limbeck.config.ts, or import the file from one that is read.",
      );
  },
};

async function matchModels(
  options: MigrationTestsOptions,
  from: "migrations" | "database",
  url?: string,
): Promise<void> {
  const report = await check({ cwd: options.cwd, config: options.config, from, url });
  if (report.equal) return;
  const lines = report.differences.map((difference) => `  ${difference.text}`);
  throw failure(
    `the models and the migrations differ:\n${lines.join("\n")}\n${report.operations}`,
    "Write the revision that closes the gap: limbeck generate",
  );
}

function refuseTraces(id: string, before: Catalog, after: Catalog): void {
  const left = tracesLeft(before, after);
  if (left.length === 0) return;
  throw failure(
    `${id} leaves something behind when it is taken back:\n${left.join("\n")}`,
    "Its downgrade has to undo all that its upgrade does.",
  );
}

function expectStep(ran: readonly string[], id: string): void {
  if (ran.length === 1 && ran[0] === id) return;
  throw new LimbeckError("internal", `${ran.join(", ") || "nothing"} ran in place of ${id}`);
}

function failure(message: string, hint: string): Error {
  return new Error(`${message}\n→ ${hint}`);
}
