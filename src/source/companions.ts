import type { ModelSource, SourceContext } from "./model-source.js";

const companions = new WeakMap<SourceContext, readonly ModelSource[]>();

/** Says which sources are loaded in one run: under one context, by identity. */
export function setCompanions(context: SourceContext, sources: readonly ModelSource[]): void {
  companions.set(context, sources);
}

/**
 * The sources loaded in the same run. Two that read modules must evaluate them together, or a
 * model that both reach would be two objects.
 */
export function companionsOf(context: SourceContext): readonly ModelSource[] {
  return companions.get(context) ?? [];
}
