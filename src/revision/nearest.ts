/**
 * The names a mistyped one may stand for, nearest first, three at most.
 *
 * A name counts when it starts, or holds, the text or is held by it (a pasted file name), or when
 * a few edits lead to it.
 */
export function nearestNames(text: string, names: Iterable<string>): string[] {
  if (text === "" || text.length > 80) return [];
  const wanted = text.toLowerCase();
  const most = Math.max(1, Math.min(3, Math.floor(text.length / 3)));
  const scored: { name: string; score: number }[] = [];
  for (const name of names) {
    const lower = name.toLowerCase();
    if (wanted.length > 3 && lower.length > 3 && (lower.includes(wanted) || wanted.includes(lower)))
      scored.push({ name, score: lower.startsWith(wanted) || wanted.startsWith(lower) ? 0 : 1 });
    else {
      const distance = editDistance(wanted, lower, most);
      if (distance <= most) scored.push({ name, score: distance });
    }
  }
  return scored
    .sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Insertions, deletions, replacements and swaps of neighbours; past `most` it stops counting. */
function editDistance(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const line = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        above[column]! + 1,
        line[column - 1]! + 1,
        above[column - 1]! + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, before[column - 2]! + 1);
      line.push(cost);
    }
    if (Math.min(...line) > most) return most + 1;
    before = above;
    above = line;
  }
  return above[to.length]!;
}
