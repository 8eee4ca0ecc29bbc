import { PGlite } from "@electric-sql/pglite";
import { postgis } from "@electric-sql/pglite-postgis";
import { vi } from "vitest";
import { onBothDatabases, type TestDatabase } from "../../testing/databases.js";

// Creating PostGIS takes an embedded database several seconds, each time: on a busy machine, a minute.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/** On both sides with PostGIS: embedded, the package and the PGlite it was built for. */
export const onBothWithPostgis = (tests: (database: TestDatabase) => void) =>
  onBothDatabases("arxos", tests, {
    extension: "postgis",
    embedded: (directory) => PGlite.create(`file://${directory}`, { extensions: { postgis } }),
  });
