import type { CatalogObject, ObjectId } from "../catalog/index.js";
import type { DiffContext, Release, Remake } from "../operation/index.js";
import type { Changed } from "./classify.js";
import { dependents } from "./dependents.js";
import type { AnyKind } from "./diff.js";

/** What cannot go along with one that makes room, for what it needs is gone before that is. */
export interface LeftBehind {
  /** It goes along, but lets go. */
  readonly released: ReadonlyMap<ObjectId, Release>;
  /** It is dropped by itself. */
  readonly alone: ReadonlySet<ObjectId>;
}

export function leftBehind(
  remakes: ReadonlyMap<ObjectId, Remake>,
  { dropped }: Changed,
  kindOf: (object: CatalogObject) => AnyKind,
  context: DiffContext,
): LeftBehind {
  const { from } = context;
  const [released, alone] = [new Map<ObjectId, Release>(), new Set<ObjectId>()];
  const handsDown = (above: ObjectId, { kind, parent }: CatalogObject) => {
    const other = from.objects.get(above)!;
    return other.kind === kind && other.parent !== parent && remakes.has(other.parent!);
  };
  const stays = ({ id, parent = id }: CatalogObject) =>
    kindOf(from.objects.get(parent)!).remake === undefined;
  for (const id of dropped) {
    const object = from.objects.get(id)!;
    if (!remakes.has(object.parent!)) continue;
    const needed = object.dependsOn.filter((one) => dropped.has(one));
    const gone = needed.map((one) => from.objects.get(one)!).filter(stays);
    if (gone.length === 0) continue;
    const { release, loses } = kindOf(object);
    const way = release?.(object, gone, context);
    if (way) released.set(id, way);
    else if (loses?.(object) === undefined && !needed.some((one) => handsDown(one, object)))
      alone.add(id);
    for (const near of way?.disturbs ? dependents(from, id) : [])
      if (way!.disturbs!(from.objects.get(near)!)) alone.add(near);
  }
  return { released, alone };
}
