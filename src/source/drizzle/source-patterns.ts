import type { ModelSource } from "../model-source.js";

const patterns = new WeakMap<ModelSource, readonly string[]>();

/** Remembers which files a Drizzle source reads, for the sources loaded together with it. */
export function rememberPatterns(source: ModelSource, given: unknown): void {
  if (Array.isArray(given)) patterns.set(source, given);
}

/** The patterns of a Drizzle source; none for one that has a function, and for other sources. */
export function patternsOf(source: ModelSource): readonly string[] {
  return patterns.get(source) ?? [];
}
