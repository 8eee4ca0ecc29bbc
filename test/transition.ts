import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Catalog,
  type CatalogObject,
  differences,
  type ObjectId,
} from "../src/catalog/index.js";
import { ident, kinds, type ReadOptions, readCatalog } from "../src/dialect/index.js";
import { type AnyKind, type Difference, diff } from "../src/diff/index.js";
import type { Connection } from "../src/driver/index.js";
import { renderOperations } from "../src/render/index.js";
import { execute, type Frame, rollback } from "../src/runtime/index.js";
import { loadRevision, renderRevisionFile } from "../src/script/index.js";

/** The operations between two catalogs, with every built-in kind. */
export function changes(from: Catalog, to: Catalog): Difference {
  return diff(from, to, kinds as readonly AnyKind[]);
}

/** Plain transactions on the connection. */
export function plainFrame(connection: Connection): Frame {
  return {
    open: async () =>
      void (await connection.script(
        "BEGIN; SET LOCAL search_path = public; SET LOCAL check_function_bodies = off",
      )),
    closing: () => [],
  };
}

/** Empties a database: whatever a case made goes, extensions included. */
export async function reset(connection: Connection): Promise<void> {
  await connection.script("ROLLBACK");
  await connection.script("RESET ALL");
  await connection.script(`DO $$ DECLARE name text; BEGIN
    -- Before their extensions: PostgreSQL trips over indexes with options of an operator class.
    FOR name IN SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
      WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
      EXECUTE 'DROP TABLE IF EXISTS ' || name || ' CASCADE';
    END LOOP;
    FOR name IN SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' LOOP
      EXECUTE format('DROP EXTENSION IF EXISTS %I CASCADE', name);
    END LOOP;
    FOR name IN SELECT pubname FROM pg_publication LOOP
      EXECUTE format('DROP PUBLICATION %I', name);
    END LOOP;
    FOR name IN SELECT fdwname FROM pg_foreign_data_wrapper LOOP
      EXECUTE format('DROP FOREIGN DATA WRAPPER %I CASCADE', name);
    END LOOP;
    FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
      EXECUTE format('DROP SCHEMA %I CASCADE', name);
    END LOOP;
    FOR name IN SELECT DISTINCT format('FOR ROLE %I REVOKE ALL ON %s FROM %s', pg_get_userbyid(defaclrole), CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
        WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' ELSE 'SCHEMAS' END,
        CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END)
      FROM pg_default_acl, aclexplode(defaclacl) LOOP
      EXECUTE 'ALTER DEFAULT PRIVILEGES ' || name;
    END LOOP;
    FOR name IN SELECT DISTINCT format('FOR ROLE %1$I GRANT ALL ON %2$s TO %1$I', pg_get_userbyid(defaclrole), CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
        WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' ELSE 'SCHEMAS' END)
      || CASE WHEN defaclobjtype IN ('f', 'T') THEN ', PUBLIC' ELSE '' END FROM pg_default_acl LOOP
      EXECUTE 'ALTER DEFAULT PRIVILEGES ' || name;
    END LOOP;
    EXECUTE format('ALTER DATABASE %I RESET ALL', current_database());
    FOR name IN SELECT rolname FROM pg_db_role_setting JOIN pg_roles r ON r.oid = setrole
      WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) LOOP
      EXECUTE format('ALTER ROLE %I IN DATABASE %I RESET ALL', name, current_database());
    END LOOP;
    CREATE SCHEMA public;
    GRANT USAGE ON SCHEMA public TO PUBLIC; -- as in every new database
  END $$`);
}

/**
 * Roles that cases grant to. They belong to the whole server and stay there: other files of tests need
 * them at the same time.
 */
export const corpusRoles: readonly string[] = [
  "limbeck_reader",
  "limbeck_writer",
  "limbeck_superuser",
];

/** The first line of a case may say which server it needs: `-- server 18`. */
export function neededMajor(sql: string): number {
  return Number(/^-- server (\d+)/.exec(sql)?.[1] ?? 0);
}

export function createRoles(connection: Connection): Promise<void> {
  return makeRoles(connection, corpusRoles);
}

/**
 * Roles belong to the whole server, where another run may make the same one at this moment. One that says
 * so in its name may own what only superusers may.
 */
export async function makeRoles(connection: Connection, roles: readonly string[]): Promise<void> {
  for (const role of roles)
    await connection.script(`DO $$ BEGIN CREATE ROLE ${ident(role)} NOLOGIN${/_superuser$/.test(role) ? " SUPERUSER" : ""};
      EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$`);
}

/** Empties the database, runs SQL in it and reads what came of it. */
export async function load(connection: Connection, sql: string): Promise<Catalog> {
  await reset(connection);
  if (sql.trim() !== "") await connection.script(sql);
  await connection.script("RESET ALL"); // a dump leaves its search path behind
  return readAll(connection);
}

/** With all that is compared only if asked. */
export const readEverything: ReadOptions = { compare: { owners: true, settings: true } };

export function readAll(connection: Connection): Promise<Catalog> {
  return readCatalog(connection, readEverything);
}

export interface Ways {
  /** The whole text of the revision file. */
  readonly text: string;
  /** What the file exports, for `prove`. */
  readonly upgrade: (op: never) => unknown;
  readonly downgrade: (op: never) => unknown;
  /** What each way loses, as its plan says. */
  readonly loses: { readonly up: readonly string[]; readonly down: readonly string[] };
  readonly up: (connection: Connection) => Promise<void>;
  readonly down: (connection: Connection) => Promise<void>;
}

/** A revision between two catalogs, both ways: rendered, written to a file and loaded from it. */
export async function revisionBetween(from: Catalog, to: Catalog): Promise<Ways> {
  const [forth, back] = [changes(from, to), changes(to, from)];
  const text = renderRevisionFile({
    id: "ae1027a6acf1",
    down: [],
    message: "from one catalog to another",
    date: "2026-11-21",
    upgradeBody: renderOperations(forth.operations),
    downgradeBody: renderOperations(back.operations),
  });
  const folder = mkdtempSync(join(tmpdir(), "limbeck-transition-"));
  const file = join(folder, "ae1027a6acf1_transition.ts");
  try {
    writeFileSync(file, text);
    const { upgrade, downgrade } = await loadRevision(file);
    const way = (run: (op: never) => unknown) => async (connection: Connection) => {
      try {
        await execute(connection, run as never, plainFrame(connection), { file });
      } catch (error) {
        await rollback(connection);
        throw new Error(`${explained(error)}\n\n${text}`);
      }
    };
    const ways = { upgrade: upgrade as Run, downgrade: downgrade as Run };
    const loses = { up: forth.loses, down: back.loses };
    return { text, ...ways, loses, up: way(upgrade), down: way(downgrade!) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Run = (op: never) => unknown;

function explained(error: unknown): string {
  const { message, statement } = error as { message: string; statement?: { sql: string } };
  return statement ? `${message}\n${statement.sql}` : message;
}

/**
 * What keeps two catalogs from being equal: objects that differ, operations that would still be
 * generated, dependencies that only one has.
 */
export function unequal(found: Catalog, wanted: Catalog): unknown[] {
  const dependencies = [...wanted.objects.values()].flatMap((object) => {
    const other = found.objects.get(object.id);
    const [has, wants] = [decided(other, found), decided(object, wanted)];
    return has.join() === wants.join() ? [] : [{ id: object.id, dependsOn: has, wanted: wants }];
  });
  return [...differences(found, wanted), ...changes(found, wanted).operations, ...dependencies];
}

/** Which of several keys of the same columns a foreign key leans on is chance: the server takes one. */
function decided(object: CatalogObject | undefined, { objects }: Catalog): ObjectId[] {
  const isKey = (id: ObjectId) =>
    object?.kind === "foreign key" &&
    ["primary key", "unique", "index"].includes(objects.get(id)?.kind ?? "");
  return (object?.dependsOn ?? []).map((id) => (isKey(id) ? "a key" : id)).sort();
}
