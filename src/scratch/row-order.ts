import type { ObjectId } from "../catalog/index.js";
import type { SeedForeignKey, SeedTable } from "./row-tables.js";

/**
 * The tables in the order in which rows can go in, those that refer to each other without a way
 * around in one group.
 */
export function seedGroups(tables: readonly SeedTable[]): SeedTable[][] {
  // All references first; within a ring of them those that may be NULL no longer count.
  return rings(tables, () => true).flatMap((ring) =>
    ring.length === 1 ? [ring] : rings(ring, (key) => key.nullable.length === 0),
  );
}

/** Strongly connected components, what is referred to first (Tarjan's algorithm). */
function rings(
  tables: readonly SeedTable[],
  counts: (key: SeedForeignKey) => boolean,
): SeedTable[][] {
  const byId = new Map(tables.map((table) => [table.id, table]));
  const number = new Map<ObjectId, number>();
  const lowest = new Map<ObjectId, number>();
  const open: SeedTable[] = [];
  const found: SeedTable[][] = [];
  // Its own stack: a chain of references may be longer than JavaScript's calls go deep.
  const visits: { table: SeedTable; left: SeedTable[] }[] = [];
  const enter = (table: SeedTable) => {
    number.set(table.id, number.size);
    lowest.set(table.id, number.get(table.id)!);
    open.push(table);
    const targets = table.foreignKeys.filter(counts).map((key) => byId.get(key.target));
    visits.push({ table, left: targets.filter((t) => t !== undefined) });
  };
  const lower = (id: ObjectId, to: number) => lowest.set(id, Math.min(lowest.get(id)!, to));
  for (const root of tables) {
    if (number.has(root.id)) continue;
    enter(root);
    for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
      const { table, left } = visit;
      const next = left.pop();
      if (next && !number.has(next.id)) enter(next);
      else if (next) {
        if (open.includes(next)) lower(table.id, number.get(next.id)!);
      } else {
        visits.pop();
        const before = visits.at(-1);
        if (before) lower(before.table.id, lowest.get(table.id)!);
        if (lowest.get(table.id) === number.get(table.id))
          found.push(open.splice(open.indexOf(table)));
      }
    }
  }
  return found;
}
