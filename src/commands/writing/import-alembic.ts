import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { LimbeckError } from "../../diagnostic/index.js";
import { buildGraph, hasRevision, type Revision } from "../../revision/index.js";
import { alembicHeader, shownPath } from "../../script/index.js";
import { openProject, type ProjectOptions } from "../project/project.js";
import { type AlembicSql, readAlembicSql } from "./alembic-sql.js";
import { saveRevision } from "./new-revision.js";

export interface ImportOptions extends ProjectOptions {
  /** The folder of Alembic's environment, or its `versions`; relative to `cwd`. */
  readonly alembic: string;
  /**
   * Files with what Alembic printed for `upgrade … --sql` and `downgrade … --sql`: what its revisions
   * do, on a database that has not run them yet. Relative to `cwd`.
   */
  readonly sql?: readonly string[] | undefined;
}

export interface ImportReport {
  /** In the order in which they ran. */
  readonly revisions: readonly {
    readonly revision: string;
    readonly file: string;
    /** Whether what it does was in the SQL; otherwise it does nothing, and has no way back. */
    readonly hasSql: boolean;
  }[];
  readonly heads: readonly string[];
  /** The configured version table: it has to be the one that Alembic keeps. */
  readonly versionTable: string;
}

/**
 * Writes a revision for each one of Alembic's, with its id, parents, labels and dependencies: the
 * graph goes on, and so does a database that Alembic has brought where it is. What they do is in the
 * SQL that Alembic prints; a revision that is not in it does nothing, and cannot be taken back.
 *
 * @throws {LimbeckError} `usage` where there are none; `graph-duplicate-id` where one is there
 *   already; `script-invalid` for a header that is computed; what is wrong with the graph as a whole
 */
export async function importAlembic(options: ImportOptions): Promise<ImportReport> {
  const project = await openProject(options);
  const { cwd = process.cwd() } = options;
  const found = readAlembic(resolve(cwd, options.alembic));
  const done = readAlembicSql((options.sql ?? []).map((file) => textOf(cwd, file)).join("\n"));
  const graph = await project.graph();
  const known = found.find(({ id }) => hasRevision(graph, id));
  if (known)
    throw new LimbeckError("graph-duplicate-id", `there is a revision ${known.id} already`, {
      hint: `It was imported before: ${shownPath(known.file!)}.`,
    });
  const whole = buildGraph(found);
  const { config } = project.loaded;
  const revisions: { revision: string; file: string; hasSql: boolean }[] = [];
  for (const { revision } of whole.order) {
    const { id, down, labels, dependsOn, message, created = "" } = revision;
    const sql = done.get(id);
    const body = sql?.upgrade === undefined ? stub : bodyOf(sql);
    const file = await saveRevision(project, {
      folder: project.versionLocations[0]!,
      revision: {
        id,
        down,
        labels,
        dependsOn,
        message,
        date: created,
        ...body,
        fileTemplate: config.fileTemplate,
        slugLength: config.truncateSlugLength,
      },
    });
    revisions.push({ revision: id, file, hasSql: body !== stub });
  }
  const heads = whole.nodes.filter(({ children }) => children.length === 0).map(({ id }) => id);
  return { revisions, heads, versionTable: project.table.name };
}

const stub = {
  notes: ["was run by Alembic: does nothing, and cannot be taken back"],
  upgradeBody: "",
  downgradeBody: null,
};

function bodyOf({ upgrade = "", downgrade }: AlembicSql) {
  return { format: "sql", upgradeBody: upgrade, downgradeBody: downgrade ?? null } as const;
}

function textOf(cwd: string, file: string): string {
  const path = resolve(cwd, file);
  if (existsSync(path)) return readFileSync(path, "utf8");
  throw new LimbeckError("usage", `there is no file ${file}`, {
    hint: "Let Alembic write it: alembic upgrade heads --sql > alembic.sql",
  });
}

function readAlembic(folder: string): Revision[] {
  const versions = existsSync(join(folder, "versions")) ? join(folder, "versions") : folder;
  const files = existsSync(versions)
    ? readdirSync(versions, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".py"))
        .sort()
        .map((name) => join(versions, name))
    : [];
  const found = files.flatMap((file) => {
    const header = alembicHeader(readFileSync(file, "utf8"), file);
    return header ? [{ ...header, file }] : [];
  });
  if (found.length > 0) return found;
  throw new LimbeckError("usage", `${shownPath(versions)} has no revisions of Alembic`, {
    hint: "Name the folder with env.py in it: limbeck import --alembic ../backend/alembic",
  });
}
