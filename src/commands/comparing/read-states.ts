import { type Catalog, catalogOf, type ObjectId, without } from "../../catalog/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import { asToldBefore15, readCatalog } from "../../dialect/index.js";
import { ownTables } from "../../runtime/index.js";
import { type Project, withTarget } from "../project/project.js";
import type { Workbench } from "../workbench/workbench.js";
import { assumeUnread } from "./assume-unread.js";
import { givenIn, withoutGiven } from "./given.js";
import { buildable, leftOutOf, settleAttributes } from "./narrow-states.js";
import { ofProject } from "./of-project.js";
import type { State } from "./state.js";

/** Two states to compare, in the words of one server. */
export interface States {
  readonly from: Catalog;
  readonly to: Catalog;
  /** The major version of the server that a change from the one to the other would run on. */
  readonly major: number;
  /** Only where the configuration leaves something out of the first one. */
  readonly narrowed?: Narrowed;
}

/** What is there though it takes no part. */
export interface Narrowed {
  readonly leftOut: ReadonlySet<ObjectId>;
  /** The first state, with as much of that as the rest of it needs to be built. */
  readonly base: Catalog;
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
  const told = [from, to].map((state, i) => {
    const other = i === 0 ? to : from;
    const raw = read.get(state)!;
    const beside = other.kind === "database" ? undefined : read.get(other);
    return state.kind === "database"
      ? ownPart(project, ofProject(raw, beside ? [beside] : [raw, read.get(other)!]), beside)
      : raw;
  }) as [Catalog, Catalog];
  const sides = told.some((side) => side.major < 15)
    ? ([asToldBefore15(told[0]), asToldBefore15(told[1])] as const)
    : told;
  const { config } = project.loaded;
  const major = sides[0].major;
  const leftOut = leftOutOf(sides[0], sides[1], true, config);
  const notWanted = leftOutOf(sides[1], sides[0], false, config);
  const built = [buildable(sides[0], leftOut), buildable(sides[1], notWanted)] as const;
  const same = sides[1].major === major;
  const base = same ? built[0] : await normalised(bench, from, built[0]);
  const wanted = same ? built[1] : await normalised(bench, to, built[1]);
  const found = assumeUnread(without(base, leftOut), sides[0], wanted);
  const aim = assumeUnread(without(wanted, notWanted), sides[1], base);
  return {
    from: found,
    to: settleAttributes(found, aim, config),
    major,
    ...(leftOut.size > 0 && { narrowed: { leftOut, base } }),
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
  const own = state.kind === "database" ? ownPart(project, ofProject(raw, [raw]), undefined) : raw;
  const leftOut = leftOutOf(own, undefined, false, project.loaded.config);
  const built = buildable(own, leftOut);
  return without(normalise ? await normalised(bench, state, built) : built, leftOut);
}

/** What a live database has of the project: its schemas, and those in which the other side has something. */
export async function readLive(
  project: Project,
  state: Extract<State, { kind: "database" }>,
  other: Catalog,
): Promise<Catalog> {
  const live = ofProject(await readDatabase(project, state), [other]);
  const own = ownPart(project, live, other);
  return without(own, leftOutOf(own, other, true, project.loaded.config));
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
      return bench.built([state.source]).catch((error: unknown) => {
        throw definesNothing(error, state);
      });
    case "database":
      return readDatabase(project, state);
  }
}

/** An error about models, of a file that is none of the project's. */
function definesNothing(error: unknown, { label }: State): unknown {
  if (!(error instanceof LimbeckError) || error.code !== "models-empty") return error;
  return new LimbeckError("models-empty", `${label} defines nothing`, {
    hint: "Is it the right file? A schema with nothing in it is pglite::memory:",
    details: error.details,
  });
}

function readDatabase(
  project: Project,
  { target }: Extract<State, { kind: "database" }>,
): Promise<Catalog> {
  return withTarget(project, target, async (connection) =>
    withoutGiven(
      await readCatalog(connection, { ...project.read, ignore: ownTables(project.table) }),
    ),
  );
}

async function normalised(bench: Workbench, state: State, catalog: Catalog): Promise<Catalog> {
  if (state.kind !== "database") return catalog;
  return givenIn(catalog, await bench.normalise(catalog, state.label));
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
