import { journalName, offlineScript, prepare, versionTableName } from "../../runtime/index.js";
import { openProject, type ProjectOptions, withDatabase } from "../project/project.js";

export interface EnsureVersionReport {
  readonly database: string;
  /** As SQL names them. */
  readonly table: string;
  readonly journal: string;
}

/** Creates version table and journal where they are missing; nothing else. */
export async function ensureVersion(options: ProjectOptions): Promise<EnsureVersionReport> {
  const project = await openProject(options);
  const { table, targetSchema } = project;
  return withDatabase(project, async (connection, { label }) => {
    await prepare(connection, { table, targetSchema, waitMs: 60_000 });
    return { database: label, table: versionTableName(table), journal: journalName(table) };
  });
}

/** What `ensureVersion` would run, as SQL, without a database. */
export async function ensureVersionSql(options: ProjectOptions): Promise<{ readonly sql: string }> {
  const { table, targetSchema } = await openProject(options);
  const heading = ["limbeck ensure-version --sql"];
  const sql = offlineScript([], {
    table,
    targetSchema,
    heading,
    createTables: true,
    idempotent: false,
  });
  return { sql };
}
