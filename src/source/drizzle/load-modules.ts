import { LimbeckError, messageOf } from "../../diagnostic/index.js";
import { faultHint, loadFault, loadModules as loadTogether } from "../../script/index.js";
import { companionsOf } from "../companions.js";
import { shortPath } from "../find-files.js";
import type { SourceContext } from "../model-source.js";
import type { Casing } from "./column-casing.js";
import { modelFiles } from "./model-files.js";
import { patternsOf } from "./source-patterns.js";

export interface DrizzleSpec {
  readonly name: string;
  readonly modules: readonly string[] | (() => Promise<object> | object);
  readonly casing: Casing | undefined;
}

/** A module of the user's, loaded. */
export interface LoadedModule {
  /** For messages. */
  readonly name: string;
  /** Absolute; unknown where a function did the import. */
  readonly file?: string;
  readonly exports: Record<string, unknown>;
}

export interface ModuleSet {
  readonly modules: readonly LoadedModule[];
  /** The project files they need, themselves included. */
  readonly closure: readonly string[];
}

/**
 * @throws {LimbeckError} models-missing when a pattern matches nothing, models-failed when a
 *   module throws
 */
export async function loadModules(spec: DrizzleSpec, context: SourceContext): Promise<ModuleSet> {
  if (typeof spec.modules === "function") {
    const exports = await callImport(spec.name, spec.modules);
    return { modules: [{ name: spec.name, exports: own(exports) }], closure: [] };
  }
  const files = modelFiles(spec.modules, context);
  const { byFile, closure } = await loadedFiles(files, context);
  const modules = files.map((file) => ({
    name: shortPath(file, context.baseDir),
    file,
    exports: own(byFile.get(file)!),
  }));
  return { modules, closure };
}

interface LoadedFiles {
  readonly byFile: ReadonlyMap<string, Record<string, unknown>>;
  readonly closure: readonly string[];
}

const runs = new WeakMap<SourceContext, Promise<LoadedFiles>>();

/** The first source of a run loads the files of all: what they share is evaluated once. */
function loadedFiles(files: readonly string[], context: SourceContext): Promise<LoadedFiles> {
  const patterns = companionsOf(context).flatMap(patternsOf);
  if (patterns.length === 0) return evaluate(files, context);
  let run = runs.get(context);
  if (!run) {
    run = evaluate([...new Set([...files, ...modelFiles(patterns, context)])], context);
    runs.set(context, run);
  }
  return run;
}

async function evaluate(files: readonly string[], context: SourceContext): Promise<LoadedFiles> {
  const options = context.cacheDir === undefined ? {} : { cacheDir: context.cacheDir };
  try {
    const { modules, closure } = await loadTogether(files, options);
    return { byFile: new Map(files.map((file, i) => [file, modules[i]!])), closure };
  } catch (together) {
    // Which of them it was shows when each is loaded alone.
    for (const file of files) {
      const thrown = await loadTogether([file], options).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      if (thrown) throw failed(thrown.error, file, context.baseDir);
    }
    throw failed(together, files[0]!, context.baseDir);
  }
}

function failed(thrown: unknown, entry: string, baseDir: string): LimbeckError {
  const fault = loadFault(thrown, entry);
  const { message, file = entry, line } = fault;
  const short = shortPath(file, baseDir);
  const place = line === undefined ? short : `${short}:${line}`;
  return new LimbeckError("models-failed", `${place}: ${message}`, {
    cause: thrown,
    hint: faultHint(
      fault,
      "Loading models must work without a database, a server or variables of the environment.",
    ),
    details: { file: short, entry: shortPath(entry, baseDir), line },
  });
}

async function callImport(
  name: string,
  run: () => Promise<object> | object,
): Promise<Record<string, unknown>> {
  try {
    return { ...(await run()) };
  } catch (thrown) {
    throw new LimbeckError("models-failed", `${name}: ${messageOf(thrown)}`, { cause: thrown });
  }
}

/** Without the marks that CommonJS adds. */
function own(exports: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(exports).filter(([key]) => key !== "__esModule" && key !== "module.exports"),
  );
}
