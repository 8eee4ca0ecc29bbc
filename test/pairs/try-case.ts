import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Catalog, emptyCatalog, serializeCatalog } from "../../src/catalog/index.js";
import { type ReadOptions, readCatalog } from "../../src/dialect/index.js";
import type { Connection } from "../../src/driver/index.js";
import { catalogOfModels } from "../../src/scratch/index.js";
import { sqlFiles } from "../../src/source/index.js";
import { makeRoles, reset, revisionBetween, unequal, type Ways } from "../transition.js";
import type { Case } from "./cases.js";
import { loadFresh } from "./load-sql.js";
import { CaseFailure, during, type Outcome } from "./outcome.js";
import { dumpDifference, firstLine, otherOrder } from "./pg-dump.js";
import { proveKept } from "./prove-kept.js";

export interface Bench {
  readonly connection: Connection;
  /** The text of `pg_dump`, with owners or without; absent where there is none. */
  readonly dump: ((owners: boolean) => Promise<string>) | undefined;
}

type Found = Pick<Outcome, "rows" | "warnings" | "reordered" | "catalogs">;

/** The database as one case looks at it. */
interface View {
  readonly connection: Connection;
  readonly read: ReadOptions;
  readonly dump: (() => Promise<string>) | undefined;
}

interface State {
  readonly name: string;
  readonly sql: string;
  readonly catalog: Catalog;
  readonly dump: string | undefined;
}

/** What only a dump tells of a way that was taken. */
interface Arrival {
  /** Whether columns came out in another order. */
  readonly reordered: boolean;
  readonly otherDump?: CaseFailure;
}

/** Runs a case on one engine, both ways. */
export async function tryCase({ connection, dump }: Bench, given: Case): Promise<Found> {
  const { read } = given;
  const owners = read.compare?.owners === true;
  const view: View = { connection, read, dump: dump && (() => dump(owners)) };
  await during("load", () => makeRoles(connection, given.roles));
  const before = await stateOf(view, "before", given.before);
  const after = await stateOf(view, "after", given.after);
  const left = [...new Set([...before.catalog.unsupported, ...after.catalog.unsupported])];
  if (left.length > 0) throw new CaseFailure("plan", `not compared: ${left.join(", ")}`);

  const forth = await during("plan", () => revisionBetween(before.catalog, after.catalog));
  const back = await during("plan", () => revisionBetween(after.catalog, before.catalog));
  // The database is at `after` as it was loaded.
  const down = await arrive(view, "after → before", before, forth.down, forth);
  await loadAgain(connection, before);
  const up = await arrive(view, "before → after", after, forth.up, forth);
  const proofs = [await prove(view, forth, before, after), await prove(view, back, after, before)];
  if (given.dump) await tryModels(connection, given, after.catalog);
  // Last, so that what is known to be dumped in other words is proved all the same.
  const otherDump = down.otherDump ?? up.otherDump;
  if (otherDump) throw otherDump;
  return {
    rows: proofs.reduce((sum, { rows }) => sum + rows, 0),
    warnings: proofs.flatMap(({ warnings }) => warnings),
    reordered: down.reordered || up.reordered,
    catalogs: [before, after].map(({ catalog }) => serializeCatalog(catalog)),
  };
}

async function stateOf(
  { connection, read, dump }: View,
  name: string,
  sql: string,
): Promise<State> {
  return during("load", async () => {
    try {
      await loadFresh(connection, sql);
      const catalog = await readCatalog(connection, read);
      return { name, sql, catalog, dump: await dump?.() };
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`);
    }
  });
}

function loadAgain(connection: Connection, { sql }: State): Promise<void> {
  return during("load", () => loadFresh(connection, sql));
}

/** Takes one way, which has to end at `aim`. */
async function arrive(
  { connection, read, dump }: View,
  way: string,
  aim: State,
  go: (connection: Connection) => Promise<void>,
  { text }: Ways,
): Promise<Arrival> {
  await during("run", () => go(connection));
  const left = unequal(await readCatalog(connection, read), aim.catalog);
  if (left.length > 0) throw new CaseFailure("equal", `${way}: ${shown(left)}\n${text}`);
  if (!dump) return { reordered: false };
  const found = await dump();
  const other = dumpDifference(found, aim.dump!);
  const said = `${way}: ${firstLine(other)}\n${other.join("\n")}\n${text}`;
  return {
    reordered: otherOrder(found, aim.dump!),
    ...(other.length > 0 && { otherDump: new CaseFailure("dump", said) }),
  };
}

async function prove({ connection, read }: View, ways: Ways, start: State, aim: State) {
  await loadAgain(connection, start);
  return during("proof", () => proveKept(connection, ways, start.catalog, aim.catalog, read));
}

/** The same schema as models: what `check` would compare. */
async function tryModels(connection: Connection, { after }: Case, wanted: Catalog): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "limbeck-corpus-"));
  try {
    writeFileSync(join(folder, "schema.sql"), after);
    const context = { baseDir: folder, targetSchema: "public" };
    await reset(connection);
    const models = await during("models", async () =>
      catalogOfModels(connection, await sqlFiles("schema.sql").load(context), {
        targetSchema: "public",
      }),
    );
    const left = unequal(models, wanted);
    if (left.length > 0)
      throw new CaseFailure("models", `models differ from the schema: ${shown(left)}`);
    const none = unequal(emptyCatalog(wanted.major), await readCatalog(connection));
    if (none.length > 0)
      throw new CaseFailure("models", `models left something behind: ${shown(none)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function shown(list: readonly unknown[]): string {
  return list.map((item) => JSON.stringify(item)).join("\n");
}
