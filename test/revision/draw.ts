import { buildGraph, type Revision, type RevisionGraph } from "../../src/revision/index.js";

/**
 * Reads revisions from one line: `a -> b` b follows a, `c d -> e` e merges both, `e ~ x` e depends
 * on x, `b = billing` b carries a label; parts end with a comma and may be chained with `->`.
 */
export function revisionsOf(drawing: string): Revision[] {
  const drafts = new Map<string, { down: string[]; dependsOn: string[]; labels: string[] }>();
  const draft = (id: string) => {
    const found = drafts.get(id) ?? { down: [], dependsOn: [], labels: [] };
    drafts.set(id, found);
    return found;
  };
  for (const part of drawing.split(",").map((text) => text.trim())) {
    if (part === "") continue;
    if (part.includes("~")) {
      const [id, names] = words(part, "~");
      draft(id![0]!).dependsOn.push(...names!);
    } else if (part.includes("=")) {
      const [id, names] = words(part, "=");
      draft(id![0]!).labels.push(...names!);
    } else {
      const stations = words(part, "->");
      stations.forEach((ids, at) => {
        for (const id of ids) draft(id).down.push(...(stations[at - 1] ?? []));
      });
    }
  }
  return Array.from(drafts, ([id, rest]) => ({ id, ...rest, message: `make ${id}` }));
}

export function draw(drawing: string): RevisionGraph {
  return buildGraph(revisionsOf(drawing));
}

/** The code and message of what a call throws, as `code: message`. */
export function errorOf(call: () => unknown): string {
  const { code, message } = thrownBy(call);
  return `${code}: ${message}`;
}

export function hintOf(call: () => unknown): string {
  return thrownBy(call).hint ?? "";
}

function thrownBy(call: () => unknown): { code: string; message: string; hint?: string } {
  try {
    call();
  } catch (thrown) {
    return thrown as { code: string; message: string; hint?: string };
  }
  throw new Error("nothing was thrown");
}

function words(part: string, separator: string): string[][] {
  return part.split(separator).map((side) => side.trim().split(/\s+/));
}
