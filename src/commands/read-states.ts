import { type Catalog, catalogOf } from "../catalog/index.js";
import { readCatalog } from "../dialect/index.js";
import { ownTables } from "../runtime/index.js";
import { type Project, withTarget } from "./project.js";
import type { State } from "./state.js";
import type { Workbench } from "./workbench.js";

/** Two states to compare, in the words of one server. */
export interface States {
  readonly from: Catalog;
  readonly to: Catalog;
  /** The major version of the server that a change from the one to the other would run on. */
  readonly major: number;
}

/** Reads two states, so that what differs between them is not a matter of spelling. */
export async function readStates(
  project: Project,
  bench: Workbench,
  from: State,
  to: State,
): Promise<States> {
  // What is loaded and rolled back comes first: after a replay, scratch is not empty any more.
  const order = [from, to].sort((a, b) => costs[a.kind] - costs[b.kind]);
  const read = new Map<State, Catalog>();
  for (const state of order) read.set(state, await readRaw(project, bench, state));
  const sides = [from, to].map((state, i) => {
    const other = i === 0 ? to : from;
    const beside = other.kind === "database" ? undefined : read.get(other);
    return state.kind === "database"
      ? ownPart(project, read.get(state)!, beside)
      : read.get(state)!;
  }) as [Catalog, Catalog];
  const major = sides[0].major;
  if (sides[1].major === major) return { from: sides[0], to: sides[1], major };
  return {
    from: await normalised(bench, from, sides[0]),
    to: await normalised(bench, to, sides[1]),
    major,
  };
}

/** Reads one state, in the words of scratch where `normalise` asks for it. */
export async function readState(
  project: Project,
  bench: Workbench,
  state: State,
  { normalise }: { readonly normalise: boolean },
): Promise<Catalog> {
  const raw = await readRaw(project, bench, state);
  if (state.kind !== "database") return raw;
  const own = ownPart(project, raw, undefined);
  return normalise ? normalised(bench, state, own) : own;
}

const costs: Readonly<Record<State["kind"], number>> = {
  sql: 0,
  models: 0,
  database: 1,
  migrations: 2,
};

function readRaw(project: Project, bench: Workbench, state: State): Promise<Catalog> {
  switch (state.kind) {
    case "models":
      return bench.models();
    case "migrations":
      return bench.migrations(state.revisions);
    case "sql":
      return bench.sql(state.source);
    case "database":
      return withTarget(project, state.target, (connection) =>
        readCatalog(connection, {
          ...project.read,
          ignore: ownTables(project.table),
        }),
      );
  }
}

function normalised(bench: Workbench, state: State, catalog: Catalog): Promise<Catalog> {
  return state.kind === "database"
    ? bench.normalise(catalog, state.label)
    : Promise.resolve(catalog);
}

/**
 * A live database can hold schemas that are not the project's: a platform's, another tool's. What
 * counts is what the configuration names and what the other side has; without either, everything.
 * Schemas that are left out because nobody named them are told.
 */
function ownPart(project: Project, live: Catalog, other: Catalog | undefined): Catalog {
  const named = project.loaded.config.schemas;
  if (!named && !other) return live;
  const schemas = new Set([undefined, ...(named ?? []), ...(other ? schemasOf(other) : [])]);
  const left = new Set<string>();
  const own = [...live.objects.values()].filter((object) => {
    const schema = object.kind === "schema" ? object.name : object.schema;
    if (schemas.has(schema)) return true;
    left.add(`schema ${schema}`);
    return false;
  });
  return catalogOf(live.major, own, [...live.unsupported, ...(named ? [] : left)]);
}

function schemasOf({ objects }: Catalog): (string | undefined)[] {
  return [...objects.values()].map((o) => (o.kind === "schema" ? o.name : o.schema));
}
