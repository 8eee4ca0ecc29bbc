import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { LimbeckError, messageOf } from "../../diagnostic/index.js";
import { buildGraph } from "../../revision/graph.js";
import { revisionOf } from "../../revision/heads.js";
import type { Revision } from "../../revision/index.js";
import { revisionFiles } from "../../script/revision-files.js";
import {
  headerOfExports,
  moduleOf,
  ownExports,
  type RevisionModule,
  sqlModule,
} from "../../script/revision-module.js";
import { scriptFailed } from "../../script/script-failed.js";
import { scriptHeader } from "../../script/script-header.js";
import { shownPath } from "../../script/shown-path.js";
import type { LoadedRevisions } from "./revisions.js";

/** Reads the headers of a folder's files; Node itself loads those that are going to run. */
export async function readFolder(folder: string): Promise<LoadedRevisions> {
  const revisions: Revision[] = [];
  for (const file of revisionFiles(folder)) {
    const text = readFileSync(file, "utf8");
    const header = scriptHeader(text, file) ?? headerOfExports(await exportsOf(file), text, file);
    revisions.push({ ...header, file });
  }
  const graph = buildGraph(revisions);
  return {
    graph,
    async load({ revision }) {
      const file = revisionOf(graph, revision).file!;
      const { upgrade, downgrade = null } = await loadFile(file);
      return { file, run: upgrade, back: downgrade };
    },
  };
}

async function loadFile(file: string): Promise<RevisionModule> {
  const text = readFileSync(file, "utf8");
  return file.endsWith(".sql")
    ? sqlModule(text, file)
    : moduleOf(await exportsOf(file), text, file);
}

async function exportsOf(file: string): Promise<Record<string, unknown>> {
  try {
    // The comments keep bundlers from looking for the files: they are there at run time.
    const url = pathToFileURL(file).href;
    return ownExports(await import(/* webpackIgnore: true */ /* @vite-ignore */ url));
  } catch (error) {
    const hint = cannotRun(error, file);
    if (hint === undefined) throw scriptFailed(error, file);
    throw new LimbeckError("script-failed", `${shownPath(file)}: ${messageOf(error)}`, {
      hint,
      details: { file },
      cause: error,
    });
  }
}

/** What to do about a file that Node takes for another language, or for the other kind of module. */
function cannotRun(error: unknown, file: string): string | undefined {
  if ((error as { code?: unknown } | null)?.code === "ERR_UNKNOWN_FILE_EXTENSION")
    return "Compile the revisions with the application, and name the folder of the .js files.";
  if (error instanceof SyntaxError && /^\s*(?:import|export)\b/m.test(readFileSync(file, "utf8")))
    return `It is an ES module in a package that says its files are not. Put the package.json of the migrations folder beside it:\n  cp migrations/package.json ${shownPath(dirname(file))}/`;
  return undefined;
}
