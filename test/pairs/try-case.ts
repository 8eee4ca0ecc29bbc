import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Catalog, emptyCatalog, serializeCatalog } from "../../src/catalog/index.js";
import { readCatalog } from "../../src/dialect/index.js";
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
  /** The text of `pg_dump`; absent where there is none. */
  readonly dump: (() => Promise<string>) | undefined;
}

type Found = Pick<Outcome, "rows" | "warnings" | "reordered" | "catalogs">;

interface State {
  readonly name: string;
  readonly sql: string;
  readonly catalog: Catalog;
  readonly dump: string | undefined;
}

/** Runs a case on one engine, both ways. */
export async function tryCase(bench: Bench, given: Case): Promise<Found> {
  const { connection } = bench;
  await during("load", () => makeRoles(connection, given.roles));
  const before = await stateOf(bench, "before", given.before);
  const after = await stateOf(bench, "after", given.after);
  const left = [...new Set([...before.catalog.unsupported, ...after.catalog.unsupported])];
  if (left.length > 0) throw new CaseFailure("plan", `not compared: ${left.join(", ")}`);
  if (given.dump) await tryModels(connection, given, after.catalog);

  const forth = await during("plan", () => revisionBetween(before.catalog, after.catalog));
  const back = await during("plan", () => revisionBetween(after.catalog, before.catalog));
  const moved = [
    await arrive(bench, "after → before", after, before, forth.down, forth),
    await arrive(bench, "before → after", before, after, forth.up, forth),
  ];
  const up = await prove(connection, forth, before, after);
  const down = await prove(connection, back, after, before);
  return {
    rows: up.rows + down.rows,
    warnings: [...up.warnings, ...down.warnings],
    reordered: moved.includes(true),
    catalogs: [before, after].map(({ catalog }) => serializeCatalog(catalog)),
  };
}

async function stateOf({ connection, dump }: Bench, name: string, sql: string): Promise<State> {
  return during("load", async () => {
    try {
      const catalog = await loadFresh(connection, sql);
      return { name, sql, catalog, dump: await dump?.() };
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`);
    }
  });
}

/** Whether columns came out in another order. */
async function arrive(
  { connection, dump }: Bench,
  way: string,
  start: State,
  aim: State,
  go: (connection: Connection) => Promise<void>,
  { text }: Ways,
): Promise<boolean> {
  await during("load", () => loadFresh(connection, start.sql));
  await during("run", () => go(connection));
  const left = unequal(await readCatalog(connection), aim.catalog);
  if (left.length > 0) throw new CaseFailure("equal", `${way}: ${shown(left)}\n${text}`);
  if (!dump) return false;
  const found = await dump();
  const other = dumpDifference(found, aim.dump!);
  if (other.length > 0)
    throw new CaseFailure("dump", `${way}: ${firstLine(other)}\n${other.join("\n")}\n${text}`);
  return otherOrder(found, aim.dump!);
}

async function prove(connection: Connection, ways: Ways, start: State, aim: State) {
  await during("load", () => loadFresh(connection, start.sql));
  return during("proof", () => proveKept(connection, ways, start.catalog, aim.catalog));
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
