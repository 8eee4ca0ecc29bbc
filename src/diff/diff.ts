import type { Catalog, CatalogObject, ObjectId } from "../catalog/index.js";
import type { Alteration, AnyOperation, DiffContext, Kind } from "../operation/index.js";
import { type Action, key } from "./action.js";
import { classify } from "./classify.js";
import { dependents } from "./dependents.js";
import { leftBehind } from "./left-behind.js";
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
  const known = { ...context, created: new Set([...changed.created, ...changed.renewed]) };
  const remakes = new Map(
    [...changed.dropped].flatMap((id) => {
      const object = from.objects.get(id)!;
      const remake = kindOf(object).remake?.(object, known);
      return remake ? [[id, remake] as const] : [];
    }),
  );
  const apart = leftBehind(remakes, changed, kindOf, known);
  for (const id of changed.dropped) {
    const object = from.objects.get(id)!;
    const remake = remakes.get(id);
    const aside = remake && { operations: remake.aside };
    const alone = apart.alone.has(id) && { alone: true };
    add({ verb: "drop", object, kind: kindOf(object), ...aside, ...alone });
    const release = apart.released.get(id);
    if (release) {
      const { before: operations, disturbs = () => false } = release;
      const disturbed = dependents(from, id).filter((one) => disturbs(from.objects.get(one)!));
      add({ verb: "release", object, kind: kindOf(object), operations, disturbed });
    }
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
  for (const [id, { before, after, touches = [] }] of changed.released) {
    const [former, wanted] = [from.objects.get(id)!, to.objects.get(id)];
    const stirs = { touches, disturbed: changed.disturbed.get(id) ?? [] };
    add({ verb: "release", object: former, kind: kindOf(former), operations: before, ...stirs });
    if (wanted)
      add({ verb: "resume", object: wanted, kind: kindOf(wanted), operations: after, ...stirs });
  }

  const groups = order(actions, context);
  const operations = groups.flatMap((group) => operationsOf(group, known));
  const altered = [...changed.altered].flatMap(([id, { loses }]) =>
    loses === undefined ? [] : [`${loses} of ${id}`],
  );
  const conversions = [...changed.altered].flatMap(([id, { conversion }]) =>
    conversion ? [{ id, ...conversion }] : [],
  );
  return { operations, loses: [...lost(actions, changed.created), ...altered], conversions };
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
