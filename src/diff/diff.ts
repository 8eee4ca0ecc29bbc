import {
  type Catalog,
  type CatalogObject,
  childrenOf,
  type ObjectId,
  sameData,
} from "../catalog/index.js";
import type { Alteration, AnyOperation, DiffContext, Kind, Release } from "../operation/index.js";
import { type Action, key } from "./action.js";
import { dependents, withDescendants } from "./dependents.js";
import { order } from "./order.js";

export type AnyKind = Kind<unknown>;

/** What an ordered difference holds. */
export interface Difference {
  /** In an order in which each can run. */
  readonly operations: readonly AnyOperation[];
  /** Objects whose content goes: `rows of table vales`. */
  readonly loses: readonly string[];
  /** Where values change in a way that the database would not have chosen by itself. */
  readonly conversions: readonly Conversion[];
}

export interface Conversion extends NonNullable<Alteration["conversion"]> {
  readonly id: ObjectId;
}

export type DiffOptions = Pick<DiffContext, "using">;

/**
 * The operations that lead from one catalog to another, in an order in which each can run.
 *
 * Nothing here knows a kind of object or a dialect: what an object is, how it changes and how it
 * travels inside another's creation is asked of `kinds`; the order comes from one graph, with the
 * old catalog's dependencies for what goes and the new one's for what comes.
 */
export function diff(
  from: Catalog,
  to: Catalog,
  kinds: readonly AnyKind[],
  options: DiffOptions = {},
): Difference {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const kindOf = (object: CatalogObject): AnyKind => byName.get(object.kind)!;
  const context: DiffContext = { from, to, ...options };

  const changed = classify(from, to, kindOf, context);
  const actions = new Map<string, Action>();
  const add = (action: Action) => actions.set(key(action.verb, action.object.id), action);
  for (const id of changed.dropped) {
    const object = from.objects.get(id)!;
    const remake = kindOf(object).remake?.(object, context);
    const aside = remake && { operations: remake.aside };
    add({ verb: "drop", object, kind: kindOf(object), ...aside });
    const wanted = to.objects.get(id);
    if (remake && wanted && remake.back.length > 0) {
      const { back: operations, after } = remake;
      add({ verb: "resume", object: wanted, kind: kindOf(wanted), operations, after });
    }
  }
  for (const id of changed.created)
    add({ verb: "create", object: to.objects.get(id)!, kind: kindOf(to.objects.get(id)!) });
  for (const [id, alteration] of changed.altered)
    add({
      verb: "alter",
      object: to.objects.get(id)!,
      kind: kindOf(to.objects.get(id)!),
      operations: alteration.operations,
      disturbed: changed.disturbed.get(id) ?? [],
      ...(alteration.touches && { touches: alteration.touches }),
    });
  for (const [id, { before, after }] of changed.released) {
    const [former, wanted] = [from.objects.get(id)!, to.objects.get(id)];
    add({ verb: "release", object: former, kind: kindOf(former), operations: before });
    if (wanted) add({ verb: "resume", object: wanted, kind: kindOf(wanted), operations: after });
  }

  const groups = order(actions, context);
  const known = { ...context, created: new Set([...changed.created, ...changed.renewed]) };
  const operations = groups.flatMap((group) => operationsOf(group, known));
  const altered = [...changed.altered].flatMap(([id, { loses }]) =>
    loses === undefined ? [] : [`${loses} of ${id}`],
  );
  const conversions = [...changed.altered].flatMap(([id, { conversion }]) =>
    conversion ? [{ id, ...conversion }] : [],
  );
  return { operations, loses: [...lost(actions, changed.created), ...altered], conversions };
}

interface Changed {
  readonly dropped: Set<ObjectId>;
  readonly created: Set<ObjectId>;
  readonly altered: Map<ObjectId, Alteration>;
  readonly released: Map<ObjectId, Release>;
  /** Altered, and without what belonged to it. */
  readonly renewed: ReadonlySet<ObjectId>;
  /** What steps aside for each alteration. */
  readonly disturbed: ReadonlyMap<ObjectId, readonly ObjectId[]>;
}

/** What goes, comes and changes, with everything that has to step aside for it. */
function classify(
  from: Catalog,
  to: Catalog,
  kindOf: (object: CatalogObject) => AnyKind,
  context: DiffContext,
): Changed {
  const dropped = new Set<ObjectId>();
  const created = new Set<ObjectId>();
  const altered = new Map<ObjectId, Alteration>();
  const replaced: ObjectId[] = [];
  for (const [id, object] of from.objects) {
    const wanted = to.objects.get(id);
    if (!wanted) dropped.add(id);
    else if (object.kind !== wanted.kind) replaced.push(id);
    else if (!sameData(object.data, wanted.data)) {
      const alteration = kindOf(wanted).alter(object as never, wanted as never, context);
      if (alteration) altered.set(id, alteration);
      else replaced.push(id);
    }
  }
  for (const id of to.objects.keys()) if (!from.objects.has(id)) created.add(id);
  const disturbed = new Map<ObjectId, ObjectId[]>();
  for (const [id, { disturbs, touches = [] }] of altered) {
    if (!disturbs) continue;
    const near = [id, ...touches].flatMap((touched) => dependents(from, touched));
    const found = near.filter((dependent) => disturbs(from.objects.get(dependent)!));
    disturbed.set(id, found);
    replaced.push(...found);
  }
  const released = new Map<ObjectId, Release>();
  const letsGo = (id: ObjectId, of: ObjectId): boolean => {
    const object = from.objects.get(id)!;
    const release = kindOf(object).release?.(object, from.objects.get(of)!, context);
    if (release) released.set(id, release);
    return release !== undefined;
  };
  // What stays the same while something it needs goes, needs something else by now: a foreign key
  // whose unique constraint became a unique index.
  for (const id of dropped)
    for (const dependent of dependents(from, id)) {
      const object = to.objects.get(dependent);
      if (!object || altered.has(dependent) || letsGo(dependent, id)) continue;
      if (kindOf(object).loses?.(object)) continue;
      // An index whose column leaves the type that goes is rebuilt with it.
      const follows = object.dependsOn.some(
        (other) => altered.has(other) && from.objects.get(other)!.dependsOn.includes(id),
      );
      if (!follows) replaced.push(dependent);
    }
  // Whatever hangs on a replaced object goes and comes back with it, or lets go of it meanwhile.
  const affected = withDescendants(from, replaced, (dependent, on) => !letsGo(dependent, on));
  for (const id of affected) {
    dropped.add(id);
    if (to.objects.has(id)) created.add(id);
    altered.delete(id);
    released.delete(id);
  }
  for (const id of released.keys()) if (dropped.has(id)) released.delete(id);
  const renewed = new Set<ObjectId>();
  for (const [id, { renews }] of altered) {
    if (!renews) continue;
    renewed.add(id);
    for (const child of childrenOf(to, id).filter(renews)) {
      altered.delete(child.id);
      created.add(child.id);
    }
  }
  return { dropped, created, altered, released, disturbed, renewed };
}

/** A group is one action with those that travel inside it. */
function operationsOf(group: readonly Action[], context: DiffContext): readonly AnyOperation[] {
  const [lead, ...inside] = group as [Action, ...Action[]];
  if (lead.operations) return lead.operations;
  if (lead.verb === "drop") return lead.kind.drop(lead.object, context);
  const [create, ...rest] = lead.kind.create(lead.object, context);
  if (!create) return []; // something else brings it along
  const whole = inside.reduce(
    (operation, action) => action.kind.inline!.add(operation, action.object),
    create,
  );
  const behind = inside.flatMap(({ kind, object }) => kind.inline!.behind?.(object, context) ?? []);
  return [whole, ...rest, ...behind];
}

function lost(actions: ReadonlyMap<string, Action>, created: ReadonlySet<ObjectId>): string[] {
  const found: string[] = [];
  for (const { verb, object, kind } of actions.values()) {
    const what = kind.loses?.(object);
    if (verb !== "drop" || what === undefined || actions.get(key("drop", object.id))!.operations)
      continue;
    const parent = object.parent && actions.get(key("drop", object.parent));
    if (parent && (!parent.operations || created.has(object.id))) continue;
    found.push(`${what} of ${object.id}${created.has(object.id) ? " (made anew)" : ""}`);
  }
  return found;
}
