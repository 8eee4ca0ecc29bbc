import type { Catalog, CatalogObject, ObjectId } from "../catalog/index.js";
import { LimbeckError } from "../diagnostic/index.js";
import type { DiffContext } from "../operation/index.js";
import { type Action, key } from "./action.js";
import { topological } from "./topological.js";

type Actions = ReadonlyMap<string, Action>;

/** Actions that become one operation: the first carries the others. */
export type Group = readonly Action[];

/**
 * Orders actions by what each needs. What is created inside its parent's creation, and what goes
 * with its parent, is one group with it; where that makes a cycle (two tables that reference each
 * other), what can stand on its own is taken out again.
 */
export function order(actions: Actions, context: DiffContext): Group[] {
  const hosts = new Map<string, string>();
  for (const name of actions.keys()) hosts.set(name, outermost(name, actions));
  const { needed, wished, hoped } = edgesOf(actions, context);
  let wishes = wished;
  let hopes = hoped;
  const names = [...actions.keys()].sort((a, b) => compare(actions.get(a)!, actions.get(b)!));

  for (;;) {
    const leads = names.filter((name) => hosts.get(name) === name);
    const edges = [...needed, ...wishes, ...hopes];
    const between = edges.map((edge) => contracted(edge, hosts));
    const { sorted, stuck } = topological(leads, between);
    if (stuck.length === 0) {
      const groups = new Map<string, Action[]>(sorted.map((name) => [name, [actions.get(name)!]]));
      for (const name of names)
        if (hosts.get(name) !== name) groups.get(hosts.get(name)!)!.push(actions.get(name)!);
      return [...groups.values()];
    }
    const cycle = onCycles(stuck, between);
    const round = roundIn(cycle, between);
    const apart = (edge: Edge) => !round.has(contracted(edge, hosts).join("\0"));
    const fewer = hopes.filter(apart);
    if (fewer.length < hopes.length) {
      hopes = fewer;
      continue;
    }
    const separable = separableOn(cycle, edges, hosts, actions);
    const outside = wishes.filter(apart);
    if (separable.length === 0 && outside.length === wishes.length)
      throw new LimbeckError(
        "dependency-cycle",
        `no order exists for: ${stuck.slice(0, 12).join(", ")}${stuck.length > 12 ? ", …" : ""}`,
        {
          hint: "Split the change in two revisions, or write this one by hand.",
          details: { actions: stuck },
        },
      );
    if (separable.length === 0) wishes = outside;
    for (const name of separable) hosts.set(name, name);
  }
}

/** The edges of one of the cycles, the same one whichever order they are in. */
function roundIn(cycle: ReadonlySet<string>, edges: readonly Edge[]): ReadonlySet<string> {
  const next = new Map<string, string>();
  for (const [a, b] of edges)
    if (a !== b && cycle.has(a) && cycle.has(b) && !(next.get(a)! <= b)) next.set(a, b);
  const seen = new Set<string>();
  let [name] = [...cycle].sort();
  for (; !seen.has(name!); name = next.get(name!)) seen.add(name!);
  const round = new Set<string>();
  for (const end = name!; round.size === 0 || name !== end; name = next.get(name!))
    round.add(`${name}\0${next.get(name!)}`);
  return round;
}

/** Of the names that are stuck, those on cycles and between them, without what only waits for them. */
function onCycles(stuck: readonly string[], edges: readonly Edge[]) {
  const inside = new Set(stuck);
  const reversed = edges.flatMap(([a, b]): [string, string][] =>
    inside.has(a) && inside.has(b) ? [[b, a]] : [],
  );
  return new Set(topological(stuck, reversed).stuck);
}

/**
 * What the first group that can give anything up has to give up: those of its parts that stand on
 * their own and make it wait for another group of a cycle. One group at a time, since the others
 * may then be in order.
 */
function separableOn(
  cycle: ReadonlySet<string>,
  edges: readonly Edge[],
  hosts: ReadonlyMap<string, string>,
  actions: Actions,
): string[] {
  const found = new Map<string, Set<string>>();
  for (const edge of edges) {
    const [before, after] = edge.map((name) => hosts.get(name)!) as [string, string];
    if (before === after || !cycle.has(before) || !cycle.has(after)) continue;
    // A drop that is separated goes ahead of its host, a creation behind it.
    for (const [name, host] of [
      [edge[1], after],
      [edge[0], before],
    ] as const) {
      const { verb, kind } = actions.get(name)!;
      // What never travels inside a creation goes on its own as well.
      const separable = kind.inline ? kind.inline.separable : verb === "drop";
      if (name === host || !separable) continue;
      if ((verb === "drop") !== (host === before)) continue;
      found.set(host, (found.get(host) ?? new Set()).add(name));
    }
  }
  const [first] = [...found.keys()].sort((a, b) => compare(actions.get(a)!, actions.get(b)!));
  return first === undefined ? [] : [...found.get(first)!];
}

/** What is granted on a column goes with the column, and that with its table. */
function outermost(name: string, actions: Actions): string {
  const host = hostOf(actions.get(name)!, actions);
  return host === undefined ? name : outermost(host, actions);
}

/** The action that does this one's work too. */
function hostOf(action: Action, actions: Actions): string | undefined {
  const { parent } = action.object;
  if (parent === undefined || action.alone) return undefined;
  if (action.verb !== "drop" && action.verb !== "create") return undefined;
  if (action.verb === "create" && !action.kind.inline) return undefined;
  const host = key(action.verb, parent);
  return actions.has(host) ? host : undefined;
}

/** `[before, after]`: the names of two actions. */
type Edge = readonly [string, string];

interface Edges {
  readonly needed: Edge[];
  /** What is better so, where it can be. */
  readonly wished: Edge[];
  /** What is given up before any of these. */
  readonly hoped: Edge[];
}

function edgesOf(actions: Actions, context: DiffContext): Edges {
  const { from, to } = context;
  const edges: Edges = { needed: [], wished: [], hoped: [] };
  const before = (a: string, b: string, list = edges.needed) => {
    if (actions.has(a) && actions.has(b)) list.push([a, b]);
  };
  const claimed = new Map<string, string[]>();
  for (const [name, { verb, object, kind }] of actions)
    if (verb === "drop")
      for (const claim of kind.claims?.(object, from) ?? [])
        claimed.set(claim, [...(claimed.get(claim) ?? []), name]);

  const reshaped = { from: reshaping(actions, from), to: reshaping(actions, to) };
  for (const [name, { verb, object, kind, disturbed = [], after = [] }] of actions) {
    for (const aside of disturbed) {
      if (verb !== "resume")
        for (const away of ["drop", "release"] as const) before(key(away, aside), name);
      if (verb !== "release")
        for (const back of ["create", "resume"] as const) before(name, key(back, aside));
    }
    // What is handed down goes from below first, and comes from above.
    for (const needed of verb === "resume" ? object.dependsOn : [])
      before(key("resume", needed), name);
    for (const needed of verb === "release" ? object.dependsOn : [])
      before(name, key("release", needed));
    if (verb !== "drop" && verb !== "release")
      for (const needed of needs(object)) {
        before(key("create", needed), name);
        before(key("alter", needed), name);
      }
    const former = from.objects.get(object.id);
    // What has let go of a dependency no longer stands in the way of its drop.
    const holds = verb === "drop" || verb === "release" || !actions.has(key("release", object.id));
    if (holds && verb !== "create" && verb !== "resume" && former)
      for (const needed of needs(former)) {
        before(name, key("drop", needed));
        // Who leaves a type has left it before it loses values; a key goes before its column may be null.
        if (verb === "drop" || !needs(object).includes(needed))
          before(name, key("alter", needed), edges.wished);
      }
    if (verb === "drop" || verb === "alter")
      for (const needed of former?.dependsOn ?? [])
        if (needed !== object.parent && (verb === "drop" || !uses(object, needed, to)))
          for (const change of reshaped.from(needed)) before(name, change, edges.hoped);
    if (verb === "create" || verb === "alter")
      for (const needed of object.dependsOn)
        if (needed !== object.parent)
          for (const change of reshaped.to(needed)) before(change, name, edges.hoped);
    before(key("release", object.id), verb === "release" ? "" : name);
    for (const other of kind.frozen?.(object, context) ?? []) {
      if (verb === "create") before(key("drop", other), name, edges.wished);
      if (verb !== "drop") continue;
      before(name, key("drop", other), edges.wished);
      before(name, key("alter", other), edges.wished);
      before(name, key("create", other), edges.wished);
    }
    if (verb === "resume") {
      before(key("alter", object.id), name);
      for (const created of after) before(key("create", created), name);
      // While both the old and the new one are there, a call may fit either.
      for (const needed of former ? needs(former) : []) before(key("drop", needed), name);
    }
    if (verb === "create") {
      // What hangs on something comes when that holds again what it held.
      if (object.parent !== undefined && !kind.inline)
        before(key("resume", object.parent), name, edges.wished);
      for (const needed of object.dependsOn) before(key("resume", needed), name, edges.wished);
      before(key("drop", object.id), name);
      for (const claim of kind.claims?.(object, to) ?? [])
        for (const holder of claimed.get(claim) ?? []) before(holder, name);
    }
  }
  return edges;
}

/**
 * What gives an object another shape without being an action on itself: changes of what belongs to it,
 * those that touch it, those of what it is made of. Who hangs on it and goes has gone by then; who
 * comes, comes behind.
 */
function reshaping(actions: Actions, catalog: Catalog): (id: ObjectId) => readonly string[] {
  const direct = new Map<ObjectId, string[]>();
  const add = (id: ObjectId, name: string) => {
    const known = direct.get(id);
    if (known) known.push(name);
    else direct.set(id, [name]);
  };
  const moves = (id: ObjectId) => actions.has(key("create", id)) || actions.has(key("drop", id));
  for (const [name, { verb, object, touches = [] }] of actions) {
    for (const id of touches) {
      add(id, name);
      const { parent } = catalog.objects.get(id) ?? {};
      if (parent !== undefined) add(parent, name);
    }
    const { id, parent } = object;
    if (verb === "alter") add(id, name);
    if (parent === undefined || verb === "release" || verb === "resume") continue;
    if (!moves(parent)) add(parent, name);
  }
  const found = new Map<ObjectId, readonly string[]>();
  const of = (id: ObjectId): readonly string[] => {
    const known = found.get(id);
    if (known) return known;
    found.set(id, []); // whoever comes back to it on the way has seen it
    const beneath = moves(id) ? [] : (catalog.objects.get(id)?.dependsOn ?? []).flatMap(of);
    const all = [...new Set([...(direct.get(id) ?? []), ...beneath])];
    found.set(id, all);
    return all;
  };
  return direct.size === 0 ? () => [] : of;
}

/** Whether it needs that or a part of it: what reads a column has not left the table. */
function uses({ dependsOn }: CatalogObject, needed: ObjectId, catalog: Catalog): boolean {
  return dependsOn.some((id) => id === needed || catalog.objects.get(id)?.parent === needed);
}

function needs(object: { readonly parent?: ObjectId; readonly dependsOn: readonly ObjectId[] }) {
  return object.parent === undefined ? object.dependsOn : [object.parent, ...object.dependsOn];
}

function contracted([a, b]: Edge, hosts: ReadonlyMap<string, string>): Edge {
  return [hosts.get(a)!, hosts.get(b)!];
}

/** What is made comes first, what goes comes last; a table's own things follow it. */
function compare(a: Action, b: Action): number {
  const phase = phaseOf(a) - phaseOf(b);
  if (phase !== 0) return phase;
  const sense = a.verb === "drop" ? -1 : 1;
  const [left, right] = [sortKey(a), sortKey(b)];
  for (let i = 0; i < left.length; i++)
    if (left[i]! !== right[i]!) return left[i]! < right[i]! ? -sense : sense;
  return 0;
}

/** What watches over all the rest is around for as little of it as can be. */
function phaseOf({ verb, kind }: Action): number {
  if (kind.watches) return verb === "drop" ? 0 : 4;
  if (kind.first) return 1;
  return verb === "drop" ? 3 : 2;
}

function sortKey({ object, kind }: Action): [number, string, number, number, string] {
  const root = object.parent ?? object.id;
  const free = object.parent === undefined && kind.rank < 4 ? kind.rank : 4;
  return [free, root, object.parent === undefined ? 0 : kind.rank, object.position ?? 0, object.id];
}
