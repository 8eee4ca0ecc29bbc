/**
 * Sorts names so that each comes behind those it follows, and otherwise in the order given.
 * `stuck` are the names on cycles and behind them.
 */
export function topological(
  names: readonly string[],
  edges: readonly (readonly [string, string])[],
): { sorted: string[]; stuck: string[] } {
  const rank = new Map(names.map((name, i) => [name, i]));
  const followers: number[][] = names.map(() => []);
  const waiting = new Int32Array(names.length);
  for (const [a, b] of edges) {
    if (a === b) continue;
    followers[rank.get(a)!]!.push(rank.get(b)!);
    waiting[rank.get(b)!]!++;
  }
  const ready = new Heap();
  names.forEach((_, i) => {
    if (waiting[i] === 0) ready.push(i);
  });
  const sorted: string[] = [];
  const done = new Uint8Array(names.length);
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    sorted.push(names[next]!);
    done[next] = 1;
    for (const follower of followers[next]!) {
      waiting[follower]!--;
      if (waiting[follower] === 0) ready.push(follower);
    }
  }
  return { sorted, stuck: names.filter((_, i) => !done[i]) };
}

/** The smallest number first. */
class Heap {
  readonly #items: number[] = [];

  push(item: number): void {
    const items = this.#items;
    let i = items.push(item) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (items[parent]! <= item) break;
      items[i] = items[parent]!;
      i = parent;
    }
    items[i] = item;
  }

  pop(): number | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && items[child + 1]! < items[child]!) child++;
      if (items[child]! >= last) break;
      items[i] = items[child]!;
      i = child;
    }
    items[i] = last;
    return top;
  }
}
