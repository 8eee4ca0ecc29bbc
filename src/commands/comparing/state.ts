import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { nearest } from "../../config/nearest.js";
import { LimbeckError } from "../../diagnostic/index.js";
import { parseTarget, type Target } from "../../driver/target.js";
import { resolveRevisions } from "../../revision/index.js";
import { glob, isPattern } from "../../source/glob.js";
import type { ModelSource } from "../../source/index.js";
import { sqlFiles } from "../../source/sql-files.js";
import type { Project } from "../project/project.js";

/** One of the states a schema can be read from. `label` is how reports call it. */
export type State =
  | { readonly kind: "models"; readonly label: string }
  /** What all revisions build, or those that these need. */
  | { readonly kind: "migrations"; readonly label: string; readonly revisions?: readonly string[] }
  | { readonly kind: "database"; readonly label: string; readonly target: Target }
  | { readonly kind: "sql"; readonly label: string; readonly source: ModelSource };

export const modelsState: State = { kind: "models", label: "models" };
export const migrationsState: State = { kind: "migrations", label: "migrations" };

export async function databaseState(
  project: Project,
): Promise<Extract<State, { kind: "database" }>> {
  const target = await project.target();
  return { kind: "database", label: target.label, target };
}

/** Whether a word means something that only a configuration can tell. */
export function needsProject(word: string): boolean {
  return /^(?:models|migrations|database)(?:@|$)/.test(word);
}

/**
 * The state that a word names: `models`, `migrations`, `migrations@REV`, `database` (the
 * configured one), the URL of another, or the path of an SQL file or of a folder of them.
 *
 * @throws {LimbeckError} `usage` for any other word; what reading a URL or a revision can throw
 */
export async function stateOf(word: string, project: Project, cwd: string): Promise<State> {
  if (typeof word !== "string") throw noState(String(word));
  if (word === "models") return modelsState;
  if (word === "migrations") return migrationsState;
  if (word === "database") return databaseState(project);
  const revision = /^migrations@(.*)$/.exec(word)?.[1];
  if (revision !== undefined) {
    // No database is asked, so what is counted down is counted from the head.
    const name = revision.startsWith("-") ? `head${revision}` : revision;
    const revisions = resolveRevisions(await project.graph(), name);
    return { kind: "migrations", label: `migrations@${revisions.join(",") || "base"}`, revisions };
  }
  if (/^(?:pglite:|[a-z][a-z0-9+.-]*:\/\/)/i.test(word)) {
    const target = parseTarget(word, { baseDir: project.dir });
    refuseAbsent(target, project.dir);
    return { kind: "database", label: target.label, target };
  }
  return sqlState(word, cwd);
}

/** A database that is only begun by looking at it is a mistyped one. */
function refuseAbsent(target: Target, dir: string): void {
  if (target.kind !== "embedded" || target.directory === ":memory:") return;
  if (existsSync(join(target.directory, "PG_VERSION"))) return;
  throw new LimbeckError("usage", `there is no database in ${target.directory}`, {
    hint: `The path of pglite: starts from ${dir}.`,
  });
}

function sqlState(word: string, cwd: string): State {
  const path = resolve(cwd, word);
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!folder && !existsSync(path) && !isPattern(word) && !/\.sql$/i.test(word))
    throw noState(word);
  if (glob(folder ? `${path}/**/*.sql` : path, cwd).length === 0) {
    const what = isPattern(word) ? "file that matches" : "file";
    throw new LimbeckError(
      "usage",
      folder ? `the folder ${word} holds no .sql file` : `there is no ${what} ${word}`,
      { hint: "Name an SQL file, or a folder of them." },
    );
  }
  return { kind: "sql", label: word, source: folder ? sqlFiles({ dir: path }) : sqlFiles(path) };
}

function noState(word: string): LimbeckError {
  const [, name = "", revision = ""] = /^(\w+)(@.*)?$/.exec(word) ?? [];
  const meant = nearest(name, ["models", "migrations", "database"]);
  return new LimbeckError("usage", `${word || '""'} names no schema`, {
    hint: meant
      ? `Did you mean ${meant}${revision}?`
      : "Name two of: models, migrations, migrations@REVISION, database, a URL such as postgresql://… or pglite:PATH, or an SQL file or folder.",
    details: { word },
  });
}

/** Whether both are the very same thing, so that comparing them says nothing. */
export function sameState(a: State, b: State): boolean {
  return a.kind === b.kind && a.label === b.label;
}
