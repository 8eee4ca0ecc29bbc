import { createHash, randomBytes } from "node:crypto";
import type { Project } from "../commands/project/project.js";
import { migrationFilesKey } from "../commands/workbench/cache-keys.js";
import { ident } from "../dialect/index.js";
import { type Connection, withConnection } from "../driver/engines.js";
import { type CreatedDatabase, createDatabase, databaseUrl, openCache } from "../scratch/index.js";
import { upgradeAll } from "./upgrade-all.js";

/**
 * A database at head on a server, as a copy of a template that is made once for the revisions as
 * they are. A copy costs some milliseconds, whatever it took to make the template.
 */
export async function databaseAtHead(project: Project, url: string): Promise<CreatedDatabase> {
  const baseDir = project.dir;
  const name = `limbeck_test_${randomBytes(6).toString("hex")}`;
  const key = migrationFilesKey(project, project.files(), openCache(project.cacheDir), [
    project.targetSchema,
    project.table.schema,
    project.table.name,
  ]);
  if (key !== undefined) {
    const template = `${familyOf(project)}${key.slice(0, 16)}`;
    await withConnection(url, { baseDir }, (admin) =>
      ensureTemplate(admin, project, url, template),
    );
    return createDatabase(url, { baseDir, name, template });
  }
  // Revisions that import from the project can change without their files doing so.
  const database = await createDatabase(url, { baseDir, name });
  try {
    await withConnection(database.url, { baseDir }, (fresh) => upgradeAll(project, fresh));
    return database;
  } catch (error) {
    await database.drop();
    throw error;
  }
}

/** What all templates of one project begin with. */
function familyOf({ migrationsDir }: Project): string {
  const hash = createHash("sha256").update(migrationsDir).digest("hex");
  return `limbeck_template_${hash.slice(0, 8)}_`;
}

/** Makes the template unless it is there; other processes that want it wait. */
async function ensureTemplate(
  admin: Connection,
  project: Project,
  url: string,
  template: string,
): Promise<void> {
  if (await exists(admin, template)) return;
  // Of the session: creating a database cannot be part of a transaction.
  await admin.query("SELECT pg_advisory_lock(hashtext($1))", [template]);
  if (await exists(admin, template)) return;
  const baseDir = project.dir;
  const building = `limbeck_building_${randomBytes(6).toString("hex")}`;
  const database = await createDatabase(url, { baseDir, name: building });
  try {
    await withConnection(databaseUrl(url, building), { baseDir }, (fresh) =>
      upgradeAll(project, fresh),
    );
    await admin.script(`ALTER DATABASE ${ident(building)} RENAME TO ${ident(template)}`);
  } catch (error) {
    await database.drop();
    throw error;
  }
  await dropOthers(admin, familyOf(project), template);
}

async function exists(admin: Connection, name: string): Promise<boolean> {
  return (await admin.query("SELECT FROM pg_database WHERE datname = $1", [name])).length > 0;
}

/** Templates of revisions as they were before. */
async function dropOthers(admin: Connection, family: string, template: string): Promise<void> {
  const old = await admin.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE starts_with(datname, $1) AND datname <> $2",
    [family, template],
  );
  for (const { datname } of old)
    await admin.script(`DROP DATABASE IF EXISTS ${ident(datname)}`).catch(() => undefined);
}
