import { type Catalog, differences, parseCatalog } from "../../src/catalog/index.js";
import { asToldBefore15, type ReadOptions, readCatalog } from "../../src/dialect/index.js";
import type { Connection } from "../../src/driver/index.js";
import { buildCatalog, describeDifference } from "../../src/scratch/index.js";
import { makeRoles, reset } from "../transition.js";
import type { Case } from "./cases.js";
import { CaseFailure, during, type Outcome } from "./outcome.js";

/** The states of one case as two engines read them. */
export interface Comparison {
  readonly id: string;
  readonly roles: readonly string[];
  readonly read: ReadOptions;
  readonly server: readonly string[];
  readonly embedded: readonly string[];
}

/** The cases that servers of two versions word differently. */
export function comparisons(cases: readonly Case[], outcomes: readonly Outcome[]): Comparison[] {
  return cases.flatMap(({ id, roles, read }) => {
    const catalogs = (engine: string) =>
      outcomes.find((o) => o.id === id && o.engine === engine)?.catalogs ?? [];
    const [server, embedded] = [catalogs("server"), catalogs("pglite")];
    if (server.length === 0 || embedded.length === 0) return [];
    const alike = server.every(
      (text, i) => differences(parseCatalog(text), parseCatalog(embedded[i]!)).length === 0,
    );
    return alike ? [] : [{ id, roles, read, server, embedded }];
  });
}

/** What one engine read has to be what the other reads once it is made anew there, as `check` does. */
export async function compareEngines(
  connection: Connection,
  { roles, read, server, embedded }: Comparison,
): Promise<void> {
  await makeRoles(connection, roles);
  for (const [i, text] of server.entries()) {
    await reset(connection);
    await during("engines", () => buildCatalog(connection, parseCatalog(text), read));
    const raw = parseCatalog(text);
    const told = raw.major < 15 ? asToldBefore15 : (catalog: Catalog) => catalog;
    const found = told(await readCatalog(connection, read));
    const [left] = differences(found, told(parseCatalog(embedded[i]!)));
    if (left)
      throw new CaseFailure("engines", `engines differ: ${describeDifference(left).trim()}`);
  }
}
