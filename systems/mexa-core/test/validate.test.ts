import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { upgrade } from "limbeck";
import { beforeAll, describe, expect, it } from "vitest";
import { onBothDatabases } from "../../testing/databases.js";
import { type DoctorCheck, examine } from "../../testing/doctor.js";
import { composeTest, scaffoldTest } from "../../testing/project.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));

// What the validation script of the project looked at when it had Alembic: by which files, and by
// which checks of `limbeck doctor`.
const checks: [name: string, files: string[], checks: string[]][] = [
  ["the configuration", ["limbeck.config.ts"], ["config"]],
  ["the models are registered", ["src/models/index.ts"], ["models", "all-models"]],
  ["the form of a new revision", [], ["template"]],
  [".env.example", [".env.example"], ["env-example"]],
  [".gitignore", [".gitignore"], ["ignored"]],
  ["001 is there", ["migrations/001_create_initial_tables.ts"], ["migrations"]],
  ["002 is there", ["migrations/002_add_request_id_to_vales.ts"], ["migrations"]],
  ["003 is there", ["migrations/003_add_indexes.ts"], ["migrations"]],
  ["MIGRATIONS.md", ["MIGRATIONS.md"], ["docs", "commands"]],
  ["DEVELOPMENT.md", ["DEVELOPMENT.md"], ["docs", "commands"]],
  ["README.md", ["README.md"], ["docs", "commands"]],
  ["a page in the migrations folder", ["migrations/README.md"], ["titled"]],
  ["docker-compose.yml", ["docker-compose.yml"], ["compose"]],
  ["Dockerfile", ["Dockerfile"], ["dockerfile"]],
  ["entrypoint.sh", ["entrypoint.sh"], ["entrypoint"]],
  ["the folder of the tests", ["test"], ["tests"]],
  ["the tests of the migrations", ["test/migrations.test.ts"], ["tests"]],
  ["the validation itself", ["test/validate.test.ts"], []],
  ["the dependencies", ["package.json"], ["package"]],
  ["every file compiles", [], ["revisions-load"]],
  ["the commands work", [], ["commands", "reachable", "version-table", "at-head"]],
  ["the chain is whole and has no branches", [], ["migrations", "one-head", "line"]],
  ["the container files fit together", [], ["dockerfile", "entrypoint", "compose"]],
  ["every revision has the form it should", [], ["revisions-load", "reversible", "up-down"]],
];

await onBothDatabases("mexa-core", (database) => {
  describe("the 24 checks", () => {
    let found: Record<string, DoctorCheck>;
    beforeAll(async () => {
      await upgrade({ cwd, url: database.url });
      found = await examine(cwd, database.url, ["ci"]);
    }, 300_000);

    it.each(checks)("%s", (_, files, ids) => {
      expect(files.filter((file) => !existsSync(join(cwd, file)))).toEqual([]);
      for (const id of ids) expect(found[id]).toMatchObject({ id, status: "ok" });
    });

    it("doctor finds nothing wrong", () => {
      expect(Object.values(found).filter(({ status }) => status === "failed")).toEqual([]);
    });
  });
  scaffoldTest("mexa-core")(database);
});

await composeTest("mexa-core");
