import { loadStep } from "../commands/database/load-step.js";
import type { Project } from "../commands/project/project.js";
import { LimbeckError } from "../diagnostic/index.js";
import type { Connection, PgClient } from "../driver/index.js";
import {
  childrenOf,
  downgradePath,
  headsOf,
  type RevisionGraph,
  resolveOne,
  type Step,
  upgradePath,
} from "../revision/index.js";
import { readHeads, run } from "../runtime/index.js";
import { type Scratch, withStubRoles } from "../scratch/index.js";
import { insertRows, type Row, type Rows } from "./rows.js";
import { type TableAtRevision, tableAtRevision } from "./table-at-revision.js";
import { openTestDatabase, type TestOptions } from "./test-options.js";

/** Rows that are put in by themselves whenever an upgrade passes a revision. */
export interface RowsAround {
  /** By revision: inserted right before it runs. */
  readonly before?: Readonly<Record<string, Rows>> | undefined;
  /** By revision: inserted right after it ran. */
  readonly at?: Readonly<Record<string, Rows>> | undefined;
}

export interface MigrationsOptions extends TestOptions {
  readonly rows?: RowsAround | undefined;
}

/** A throwaway database that goes up and down the project's revisions. */
export interface Migrations {
  /** For plain SQL. */
  query<R extends object = Record<string, unknown>>(
    text: string,
    params?: readonly unknown[],
  ): Promise<R[]>;
  /** Shaped like a connected `pg` client, for Drizzle and Kysely. */
  readonly client: PgClient;
  /** On a server: its URL, for connections of your own. */
  readonly url: string | undefined;
  /** All ids, in the order an upgrade runs them. */
  readonly history: readonly string[];
  readonly heads: readonly string[];
  /** Where the database stands. */
  current(): Promise<string[]>;
  /** Up to a revision and with it. Gives what ran. */
  migrateUpTo(revision: string): Promise<string[]>;
  /** Up to what a revision follows, but not with it. */
  migrateUpBefore(revision: string): Promise<string[]>;
  migrateUpOne(): Promise<string[]>;
  /** Down to a revision, which stays; `base` takes all back. Gives what was taken back. */
  migrateDownTo(revision: string): Promise<string[]>;
  /** Down to the revision right after this one, which stays too. */
  migrateDownBefore(revision: string): Promise<string[]>;
  migrateDownOne(): Promise<string[]>;
  /** The next revision up, down, and up again. */
  roundtrip(): Promise<void>;
  insert(table: string, ...rows: readonly Row[]): Promise<void>;
  /** A table as it is now: its columns, its rows. */
  tableAtRevision(table: string): Promise<TableAtRevision>;
}

/**
 * Gives `run` a throwaway database to migrate, and takes it away afterwards.
 *
 * @example
 * await withMigrations({}, async (m) => {
 *   await m.migrateUpBefore("ae1027a6acf1");
 *   await m.insert("vales", { folio: "V-1" });
 *   await m.migrateUpTo("ae1027a6acf1");
 *   expect(await m.query("SELECT folio FROM vales")).toEqual([{ folio: "V-1" }]);
 * });
 */
export async function withMigrations<Result>(
  options: MigrationsOptions,
  run: (migrations: Migrations) => Promise<Result>,
): Promise<Result> {
  const { project, scratch } = await openTestDatabase(options);
  try {
    return await run(await migrationsOn(project, scratch, options.rows));
  } finally {
    await scratch.close();
  }
}

/** As `withMigrations`, on a database that is there. */
export async function migrationsOn(
  project: Project,
  scratch: Scratch,
  rows: RowsAround = {},
): Promise<Migrations> {
  const graph = await project.graph();
  const { connection } = scratch;
  const around = knownRows(graph, rows);
  const now = () => readHeads(connection, project.table);
  const go = async (steps: readonly Step[]) => {
    for (const step of steps) {
      if (step.direction === "upgrade") await insertRows(connection, around.before(step.revision));
      await takeStep(project, graph, connection, step);
      if (step.direction === "upgrade") await insertRows(connection, around.at(step.revision));
    }
    return steps.map((step) => step.revision);
  };
  const upTo = async (target: string) => go(upgradePath(graph, await now(), target));
  const downTo = async (target: string) => go(downgradePath(graph, await now(), target));
  const upOne = async () => go(upgradePath(graph, await now(), "heads").slice(0, 1));
  const downOne = async () => go(downgradePath(graph, await now(), "base").slice(0, 1));

  return {
    query: (text, params) => connection.query(text, params),
    client: connection.client,
    url: scratch.url,
    history: graph.order.map((node) => node.id),
    heads: headsOf(graph),
    current: now,
    migrateUpTo: upTo,
    async migrateUpBefore(revision) {
      const id = resolveOne(graph, revision);
      const steps = upgradePath(graph, await now(), id);
      return go(steps.filter((step) => step.revision !== id));
    },
    migrateUpOne: upOne,
    migrateDownTo: downTo,
    async migrateDownBefore(revision) {
      const next = childrenOf(graph, resolveOne(graph, revision));
      if (next.length === 1) return downTo(next[0]!);
      throw new LimbeckError(
        "revision-range",
        `${revision} is followed by ${next.length === 0 ? "no revision" : next.join(", ")}`,
        { hint: "Name the revision to stay at: migrateDownTo." },
      );
    },
    migrateDownOne: downOne,
    async roundtrip() {
      await upOne();
      await downOne();
      await upOne();
    },
    insert: (table, ...given) => insertRows(connection, { [table]: given }),
    tableAtRevision: (table) => tableAtRevision(connection, table),
  };
}

/** Everything a real run does: lock, version table, data steps. */
export function takeStep(
  project: Project,
  graph: RevisionGraph,
  connection: Connection,
  step: Step,
): Promise<unknown> {
  return withStubRoles(connection, () =>
    run(connection, {
      table: project.table,
      targetSchema: project.targetSchema,
      graph,
      path: () => [step],
      load: (step) => loadStep(project, graph, step),
    }),
  );
}

/** @throws {LimbeckError} `revision-unknown` for rows around a revision that is not there */
function knownRows(graph: RevisionGraph, rows: RowsAround) {
  const byId = (given: Readonly<Record<string, Rows>> = {}) =>
    new Map(Object.entries(given).map(([id, some]) => [resolveOne(graph, id), some]));
  const [before, at] = [byId(rows.before), byId(rows.at)];
  return {
    before: (id: string) => before.get(id) ?? {},
    at: (id: string) => at.get(id) ?? {},
  };
}
