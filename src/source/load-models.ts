import { LimbeckError } from "../diagnostic/index.js";
import { setCompanions } from "./companions.js";
import { duplicateModel } from "./duplicate-model.js";
import {
  type LoadedModels,
  type ModelSource,
  type ModelStatement,
  type SourceContext,
  summaryLine,
} from "./model-source.js";
import { nameSpace } from "./object-name.js";
import { originOf } from "./statement-origin.js";

/**
 * Reads all sources in their order and merges them; later ones may depend on earlier ones.
 *
 * @throws {LimbeckError} models-missing when no source is configured, models-empty when the
 *   sources define nothing, models-duplicate when two define one object
 */
export async function loadModels(
  sources: readonly ModelSource[],
  context: SourceContext,
): Promise<LoadedModels> {
  if (sources.length === 0)
    throw new LimbeckError("models-missing", "no models are configured", {
      hint: 'Add to limbeck.config.ts: models: [drizzle("./src/models/*.ts")], or sqlFiles("./db/*.sql").',
    });
  // One after the other: loading user modules at once would interleave their side effects.
  const run = { ...context };
  setCompanions(run, sources);
  const loaded: LoadedModels[] = [];
  for (const source of sources) loaded.push(await source.load(run));

  const statements = merge(loaded);
  const summary = loaded.flatMap((models) => models.summary);
  if (statements.length === 0)
    throw new LimbeckError("models-empty", "the models were read but define nothing", {
      hint: ["Read were:", ...summary.map((file) => `  ${summaryLine(file)}`)].join("\n"),
      details: { files: summary },
    });
  const roles = new Set(loaded.flatMap((models) => models.roles ?? []));
  const formerNames = Object.assign({}, ...loaded.map((models) => models.formerNames));
  return {
    statements,
    files: [...new Set(loaded.flatMap((models) => models.files))],
    summary,
    ...(roles.size > 0 ? { roles: [...roles] } : {}),
    ...(Object.keys(formerNames).length > 0 ? { formerNames } : {}),
    ...(loaded.some((models) => models.filesUnknown) ? { filesUnknown: true } : {}),
  };
}

function merge(loaded: readonly LoadedModels[]): ModelStatement[] {
  const merged: ModelStatement[] = [];
  const definedBy = new Map<string, ModelStatement>();
  const origins = new Set<object>();
  for (const models of loaded) {
    const fresh = models.statements.filter((statement) => {
      const origin = originOf(statement);
      return origin === undefined || !origins.has(origin);
    });
    for (const statement of fresh) {
      if (statement.defines !== undefined) {
        const key = nameSpace(statement.defines);
        const first = definedBy.get(key);
        if (first) throw duplicateModel(first, statement);
        definedBy.set(key, statement);
      }
      merged.push(statement);
    }
    for (const statement of fresh) {
      const origin = originOf(statement);
      if (origin) origins.add(origin);
    }
  }
  return merged;
}
