import { randomBytes } from "node:crypto";
import {
  type Connection,
  findExtensions,
  openConnection,
  openPglite,
  withConnection,
} from "../../src/driver/engines.js";
import type { Engine } from "../engines.js";
import { databaseUrl } from "../server.js";
import { compareEngines } from "./compare-engines.js";
import { CaseFailure, type Outcome } from "./outcome.js";
import { dumpSchema, type PgDump } from "./pg-dump.js";
import type { Task } from "./pool.js";
import { type Bench, tryCase } from "./try-case.js";

/** What a worker is told first. */
export interface WorkerSetup {
  readonly engine: Engine;
  /** What an embedded database has to have loaded when it starts. */
  readonly extensions: readonly string[];
  readonly serverUrl: string | undefined;
  readonly pgDump: PgDump | undefined;
}

let setup: WorkerSetup;
let bench: Bench | undefined;

/** One process works on one engine, and on one task at a time. */
process.on("message", async (message: { setup: WorkerSetup } | Task) => {
  if ("setup" in message) setup = message.setup;
  else process.send!(await outcomeOf(message));
});

async function outcomeOf(task: Task): Promise<Outcome> {
  const start = performance.now();
  const nothing = { rows: 0, warnings: [], reordered: false, catalogs: [] };
  const rest = () => ({
    ...("given" in task
      ? { id: task.given.id, engine: setup.engine }
      : { id: task.comparison.id, engine: "both" as const }),
    ms: Math.round(performance.now() - start),
  });
  try {
    if (!bench || bench.connection.poisoned) bench = await open();
    if ("given" in task) return { ...(await tryCase(bench, task.given)), ...rest() };
    await compareEngines(bench.connection, task.comparison);
    return { ...nothing, ...rest() };
  } catch (error) {
    const failed =
      error instanceof CaseFailure
        ? { stage: error.stage, reason: error.message }
        : { stage: "plan" as const, reason: (error as Error).stack ?? String(error) };
    await bench?.connection.script("ROLLBACK").catch(() => {});
    return { failed, ...nothing, ...rest() };
  }
}

async function open(): Promise<Bench> {
  const { engine, serverUrl, pgDump } = setup;
  if (engine === "pglite") return { connection: await embedded(), dump: undefined };
  const name = `limbeck_corpus_${randomBytes(6).toString("hex")}`;
  await withConnection(serverUrl!, {}, (admin) =>
    admin.script(`CREATE DATABASE ${name} TEMPLATE template0`),
  );
  const url = databaseUrl(serverUrl!, name);
  return {
    connection: await openConnection(url, {}),
    dump: pgDump && ((owners) => dumpSchema(pgDump, url, owners)),
  };
}

/** As a throwaway database is: with empty extensions in place of those that it does not have. */
async function embedded(): Promise<Connection> {
  const { modules, missing } = await findExtensions(setup.extensions, process.cwd());
  return openPglite({ extensions: modules, emptyExtensions: missing });
}
