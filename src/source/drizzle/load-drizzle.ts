import { dirname } from "node:path";
import { LimbeckError } from "../../diagnostic/index.js";
import {
  type FileSummary,
  type LoadedModels,
  type SourceContext,
  summaryLine,
} from "../model-source.js";
import { compileModels } from "./compile-models.js";
import { ddlContext } from "./ddl-context.js";
import { likelyModels } from "./did-you-mean.js";
import { drizzleLibrary } from "./drizzle-library.js";
import { formerNames } from "./former-names.js";
import { findModels, foreignTables } from "./found-model.js";
import {
  type DrizzleSpec,
  type LoadedModule,
  loadModules,
  type ModuleSet,
} from "./load-modules.js";
import { ownedModels } from "./owned-models.js";

/** Loads the modules, finds the models in them and writes their DDL. */
export async function loadDrizzle(
  spec: DrizzleSpec,
  context: SourceContext,
): Promise<LoadedModels> {
  const { baseDir, targetSchema } = context;
  const set = await loadModules(spec, context);
  const summary = set.modules.map(summaryOf);
  const models = ownedModels(set, baseDir);
  if (models.length === 0) throw nothingFound(set, summary, baseDir);

  const first = set.modules[0]?.file;
  const library = await drizzleLibrary(first ? [dirname(first), baseDir] : [baseDir]);
  const ddl = ddlContext(library, targetSchema, spec.casing);
  const compiled = compileModels(models, ddl);
  const former = formerNames(models, baseDir, ddl);
  return {
    ...compiled,
    ...(Object.keys(former).length > 0 ? { formerNames: former } : {}),
    files: set.closure,
    ...(typeof spec.modules === "function" ? { filesUnknown: true } : {}),
    summary,
  };
}

function summaryOf({ name, exports }: LoadedModule): FileSummary {
  const models = findModels(exports, name);
  const tables = models.filter((model) => model.kind === "table").length;
  const count = Object.keys(exports).length;
  return { file: name, exports: count, tables, other: models.length - tables };
}

function nothingFound(
  { modules, closure }: ModuleSet,
  summary: readonly FileSummary[],
  baseDir: string,
): LimbeckError {
  const likely = likelyModels(baseDir, closure);
  const other = modules.map((module) => foreignTables(module.exports)).find((kind) => kind);
  const lines = summary.map((file) => summaryLine(file)).join("\n");
  const hint = other
    ? `These are ${other} tables; Limbeck reads those of drizzle-orm/pg-core.`
    : likely
      ? `drizzle("./${likely.replace(/ \(.*$/, "")}") under \`models\` in limbeck.config.ts would read it.`
      : "Export the tables: export const vales = pgTable(…).";
  return new LimbeckError("models-empty", `${lines}${likely ? `; did you mean ${likely}?` : ""}`, {
    hint,
    details: { files: summary },
  });
}
