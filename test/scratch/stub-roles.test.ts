import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { catalogOfModels } from "../../src/scratch/index.js";
import { sqlFiles } from "../../src/source/index.js";
import { openEngine } from "../engines.js";

const models = `
  CREATE ROLE jefe SUPERUSER;
  CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM 1; END';
  CREATE EVENT TRIGGER noted ON sql_drop EXECUTE FUNCTION note();
  ALTER EVENT TRIGGER noted OWNER TO jefe;
  CREATE FOREIGN DATA WRAPPER sheets;
  ALTER FOREIGN DATA WRAPPER sheets OWNER TO somebody;
  CREATE PUBLICATION everything FOR ALL TABLES;
  ALTER PUBLICATION everything OWNER TO somebody;`;

it("may own what only superusers may, made by the models or by nobody", async () => {
  const folder = mkdtempSync(join(tmpdir(), "limbeck-stub-roles-"));
  const { connection, close } = await openEngine("pglite");
  try {
    writeFileSync(join(folder, "schema.sql"), models);
    const loaded = await sqlFiles("schema.sql").load({ baseDir: folder, targetSchema: "public" });
    const { objects } = await catalogOfModels(connection, loaded, { compare: { owners: true } });
    const owners = [...objects.values()].filter(({ kind }) => kind === "owner");
    expect(Object.fromEntries(owners.map(({ id, name }) => [id, name]))).toEqual({
      "owner of event trigger noted": "jefe",
      "owner of foreign data wrapper sheets": "somebody",
      "owner of publication everything": "somebody",
    });
  } finally {
    await close();
    rmSync(folder, { recursive: true });
  }
});
