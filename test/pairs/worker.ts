import { randomBytes } from "node:crypto";
import {
  type Connection,
  openConnection,
  openPglite,
  pgliteExtensions,
  withConnection,
} from "../../src/driver/index.js";
import type { Engine } from "../engines.js";
import { databaseUrl } from "../server.js";
import type { Case } from "./cases.js";
import { CaseFailure, type Outcome } from "./outcome.js";
import { dumpSchema, type PgDump } from "./pg-dump.js";
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

/** One process works on one engine, and on one case at a time. */
process.on("message", async (message: { setup: WorkerSetup } | { given: Case }) => {
  if ("setup" in message) {
    setup = message.setup;
    return;
  }
  const outcome = await outcomeOf(message.given);
  process.send!(outcome);
});

async function outcomeOf(given: Case): Promise<Outcome> {
  const start = performance.now();
  const rest = () => ({
    id: given.id,
    engine: setup.engine,
    ms: Math.round(performance.now() - start),
  });
  try {
    if (!bench || bench.connection.poisoned) bench = await open();
    return { ...(await tryCase(bench, given)), ...rest() };
  } catch (error) {
    const failed =
      error instanceof CaseFailure
        ? { stage: error.stage, reason: error.message }
        : { stage: "plan" as const, reason: (error as Error).stack ?? String(error) };
    await bench?.connection.script("ROLLBACK").catch(() => {});
    return { failed, rows: 0, warnings: [], reordered: false, catalogs: [], ...rest() };
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
    dump: pgDump && (() => dumpSchema(pgDump, url)),
  };
}

/** With those of the extensions that it has: a case that needs another does not load. */
async function embedded(): Promise<Connection> {
  const known = await Promise.all(
    setup.extensions.map((name) => pgliteExtensions([name]).catch(() => ({}))),
  );
  return openPglite({ extensions: Object.assign({}, ...known) });
}
