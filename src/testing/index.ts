export type { PgClient } from "../driver/index.js";
export {
  type MigrationTest,
  type MigrationTestsOptions,
  migrationTests,
} from "./migration-tests.js";
export {
  type Migrations,
  type MigrationsOptions,
  type RowsAround,
  withMigrations,
} from "./migrations.js";
export type { Row, Rows } from "./rows.js";
export type { TableAtRevision } from "./table-at-revision.js";
export { type TestDatabase, type TestDatabaseOptions, testDatabase } from "./test-database.js";
export type { TestOptions } from "./test-options.js";
