import { LimbeckError } from "../../diagnostic/index.js";
import type { Connection } from "../../driver/index.js";
import { upgradePath } from "../../revision/index.js";
import { beginLocked, readHeads, rollback } from "../../runtime/index.js";
import { verifyLocked } from "../../runtime/transaction.js";
import {
  openProject,
  type Project,
  type ProjectOptions,
  withDatabase,
} from "../project/project.js";
import { loadSeed, type Seed } from "./load-seed.js";
import { type SeedFile, seedFiles } from "./seed-files.js";
import { refuseUnknown } from "./unknown-heads.js";

export interface SeedOptions extends ProjectOptions {
  /** Run each a second time before it is committed, and fail where that adds or removes rows. */
  readonly verify?: boolean | undefined;
  /** Called before a seed runs. */
  readonly onSeed?: ((file: string) => void) | undefined;
}

export interface SeedReport {
  readonly database: string;
  readonly seeds: readonly SeededFile[];
}

/** What one seed did. */
export interface SeededFile extends ChangedRows {
  /** From the configuration's folder on. */
  readonly file: string;
  readonly ms: number;
}

export interface ChangedRows {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

/**
 * Brings the rows to begin with: every seed in its order, each in a transaction under the
 * migration lock. Seeds are to be idempotent: run again, they change nothing.
 *
 * @throws {LimbeckError} `seed-missing`, `not-at-head`, `seed-failed` with file and line
 */
export async function seed(options: SeedOptions): Promise<SeedReport> {
  const project = await openProject(options);
  const files = seedFiles(project);
  // What does not load is told before any of them has run.
  const seeds = new Map<SeedFile, Seed>();
  for (const file of files) seeds.set(file, await loadSeed(file));
  const graph = await project.graph();
  return withDatabase(project, async (connection, { label }) => {
    const heads = await readHeads(connection, project.table);
    refuseUnknown(graph, heads, project);
    const pending = upgradePath(graph, heads, "heads");
    if (pending.length > 0)
      throw new LimbeckError(
        "not-at-head",
        `the database is ${pending.length} revision${pending.length === 1 ? "" : "s"} behind: seeds are for the newest schema`,
        { hint: "Bring it up first: limbeck upgrade", details: { heads } },
      );
    const done: SeededFile[] = [];
    for (const [file, run] of seeds) {
      options.onSeed?.(file.name);
      const started = performance.now();
      const rows = await seedOne(connection, project, file, run, options);
      done.push({ file: file.name, ms: Math.round(performance.now() - started), ...rows });
    }
    return { database: label, seeds: done };
  });
}

async function seedOne(
  connection: Connection,
  { table, targetSchema }: Project,
  { name }: SeedFile,
  run: Seed,
  { verify = false, signal }: SeedOptions,
): Promise<ChangedRows> {
  const check = () => {
    if (signal?.aborted) throw new LimbeckError("migration-interrupted", "interrupted");
  };
  try {
    await beginLocked(connection, { table, targetSchema, waitMs: 60_000, check });
    const rows = await changesOf(connection, run);
    if (verify) refuseMore(name, await changesOf(connection, run));
    await verifyLocked(connection);
    await connection.script("COMMIT");
    return rows;
  } catch (error) {
    await rollback(connection);
    throw error;
  }
}

/** Counted by the server, so that it holds for whatever a seed does. */
async function changesOf(connection: Connection, run: Seed): Promise<ChangedRows> {
  const before = await rowCounts(connection);
  await run(connection);
  const after = await rowCounts(connection);
  const grown = (key: keyof ChangedRows) => Math.max(0, after[key] - before[key]);
  return { inserted: grown("inserted"), updated: grown("updated"), deleted: grown("deleted") };
}

async function rowCounts(connection: Connection): Promise<ChangedRows> {
  const [row] = await connection.query<ChangedRows & object>(
    `SELECT coalesce(sum(n_tup_ins), 0)::int AS inserted, coalesce(sum(n_tup_upd), 0)::int AS updated,
       coalesce(sum(n_tup_del), 0)::int AS deleted FROM pg_stat_xact_user_tables`,
  );
  return row!;
}

/** An update may set what is there already; a row that comes or goes cannot be the same. */
function refuseMore(name: string, { inserted, deleted }: ChangedRows): void {
  if (inserted + deleted === 0) return;
  throw new LimbeckError(
    "seed-failed",
    `${name}: run a second time it inserted ${inserted} and deleted ${deleted} rows`,
    {
      hint: "Let it change nothing where its rows are there: INSERT … ON CONFLICT DO NOTHING",
      details: { file: name, inserted, deleted },
    },
  );
}
