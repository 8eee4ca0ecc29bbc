import { readFileSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { LimbeckError } from "../../diagnostic/index.js";
import { glob } from "../../source/glob.js";
import { drizzle, loadModels, type SourceContext } from "../../source/index.js";
import type { Project } from "../project/project.js";
import { modelSources } from "../workbench/cache-keys.js";

/**
 * Models that no source of the configuration reads: files below the folders of those that are read
 * (or that match `patterns`) which define what the sources do not. As lines for a message.
 */
export async function unreadModels(
  project: Project,
  patterns?: readonly string[],
): Promise<string[]> {
  const context: SourceContext = { baseDir: project.dir, targetSchema: project.targetSchema };
  const sources = modelSources(project);
  const read = await loadModels(sources, context);
  const known = new Set(read.statements.map((statement) => statement.defines));
  const roots = (await Promise.all(sources.map((source) => source.files?.(context) ?? []))).flat();
  const places = patterns ?? [...new Set(roots.map(dirname))].map((folder) => below(folder, roots));
  const files = new Set(places.flatMap((pattern) => glob(pattern, project.dir)));
  const unread: string[] = [];
  for (const file of files) {
    if (read.files.includes(file) || isNoModel(file, project)) continue;
    const name = relative(project.dir, file).split(sep).join("/");
    if (file.endsWith(".sql")) unread.push(`${name} is not read`);
    else if (readFileSync(file, "utf8").includes("drizzle-orm/pg-core")) {
      const missing = (await definedIn(name, context)).filter((object) => !known.has(object));
      if (missing.length > 0) unread.push(`${name} defines ${missing.join(", ")}`);
    }
  }
  return unread;
}

/** All files of the same languages in a folder and below it. */
function below(folder: string, roots: readonly string[]): string {
  const sql = roots.some((file) => dirname(file) === folder && file.endsWith(".sql"));
  return `${folder}/**/*.${sql ? "{sql,ts,mts,cts,js,mjs,cjs}" : "{ts,mts,cts,js,mjs,cjs}"}`;
}

function isNoModel(file: string, project: Project): boolean {
  if (file.startsWith(project.migrationsDir + sep) || file === project.loaded.file) return true;
  return /\.d\.[cm]?ts$|\.(?:test|spec)\.[cm]?[jt]s$/.test(file);
}

async function definedIn(file: string, context: SourceContext): Promise<string[]> {
  try {
    const { statements } = await drizzle(file).load(context);
    return statements.flatMap((statement) => statement.defines ?? []);
  } catch (error) {
    if (error instanceof LimbeckError && error.code === "models-empty") return [];
    throw error;
  }
}
