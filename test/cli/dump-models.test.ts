import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import type { CheckReport, DumpReport } from "../../src/index.js";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject } from "./cli-project.js";

const schema = `CREATE EXTENSION citext;
CREATE TYPE estado AS ENUM ('abierto', 'cerrado');
CREATE DOMAIN folio AS varchar(20) CHECK (VALUE <> '');
CREATE SCHEMA audit;
CREATE FUNCTION hoy() RETURNS date LANGUAGE sql STABLE AS 'SELECT current_date';
CREATE TABLE productos (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, codigo text NOT NULL UNIQUE);
CREATE TABLE usuarios (id bigserial PRIMARY KEY, correo citext NOT NULL, jefe bigint REFERENCES usuarios, ultimo_vale bigint);
CREATE TABLE vales (
  id bigserial PRIMARY KEY,
  folio folio NOT NULL,
  estado estado NOT NULL DEFAULT 'abierto',
  dia date NOT NULL DEFAULT hoy(),
  usuario_id bigint NOT NULL REFERENCES usuarios
);
-- The two point at each other.
ALTER TABLE usuarios ADD CONSTRAINT ultimo FOREIGN KEY (ultimo_vale) REFERENCES vales;
CREATE INDEX ix_vales_dia ON vales (dia, usuario_id);
CREATE TABLE vale_items (vale_id bigint REFERENCES vales, producto_id bigint REFERENCES productos, n int CHECK (n > 0), PRIMARY KEY (vale_id, producto_id));
CREATE TABLE audit.vistos (vale bigint REFERENCES vales, por text);
CREATE VIEW abiertos AS SELECT * FROM vales WHERE estado = 'abierto';
CREATE VIEW de_hoy AS SELECT * FROM abiertos WHERE dia = hoy();
-- A function that knows a table, and is called by a trigger of another one.
CREATE FUNCTION anota() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit.vistos VALUES (NEW.id, current_user); RETURN NEW; END $$;
CREATE TRIGGER anota AFTER INSERT ON vales FOR EACH ROW EXECUTE FUNCTION anota();
ALTER TABLE usuarios ENABLE ROW LEVEL SECURITY;
CREATE POLICY propios ON usuarios USING (correo = current_user);
COMMENT ON TABLE vales IS 'Who took what';
`;

const config = `import { defineConfig, env, sqlFiles } from "limbeck";
export default defineConfig({
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
  models: sqlFiles("./models/*.sql"),
});
`;

const written = ({ dir }: CliProject) => readdirSync(join(dir, "models")).sort();

test("a live database becomes models that check finds clean at once", () =>
  withDatabase(async (url) => {
    await withConnection(url, {}, (connection) => connection.script(schema));
    const project = cliProject({ "limbeck.config.ts": config });
    const said = await project.see(`dump database --models models --url ${url}`);
    expect(said).toMatchInlineSnapshot(`
      "exit 0
      + models/01_schemas.sql
      + models/02_extensions.sql
      + models/03_enums.sql
      + models/04_domains.sql
      + models/05_functions.sql
      + models/06_productos.sql
      + models/07_usuarios.sql
      + models/08_vales.sql
      + models/09_audit_vistos.sql
      + models/10_vale_items.sql
      + models/11_views.sql
      + models/12_links.sql
        proved: 44 objects as in localhost:PORT/DATABASE as postgres

      In limbeck.config.ts: models: sqlFiles("./models/*.sql")"
    `);
    expect(
      readFileSync(
        join(project.dir, "models", written(project).find((f) => f.endsWith("_vales.sql"))!),
        "utf8",
      ),
    ).toMatchInlineSnapshot(`
      "CREATE TABLE vales (
        id bigserial,
        folio folio NOT NULL,
        estado estado DEFAULT 'abierto' NOT NULL,
        dia date DEFAULT hoy() NOT NULL,
        usuario_id bigint NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT vales_usuario_id_fkey FOREIGN KEY (usuario_id) REFERENCES usuarios (id)
      );

      COMMENT ON TABLE vales IS 'Who took what';

      CREATE INDEX ix_vales_dia ON vales (dia, usuario_id);

      CREATE TRIGGER anota AFTER INSERT ON vales FOR EACH ROW EXECUTE FUNCTION anota();
      "
    `);
    expect(await project.json<CheckReport>(`check --from database --url ${url}`)).toMatchObject({
      equal: true,
    });
    await project.json(`dump database --revision --url ${url}`);
    expect(await project.json<CheckReport>("check")).toMatchObject({ equal: true });
  }));

test("a folder that holds SQL is left alone", async () => {
  const project = cliProject({ "models/mine.sql": "CREATE TABLE mine (id int);" });
  expect(await project.fails("dump models/mine.sql --models models")).toMatchInlineSnapshot(`
    "exit 2
    ! error models holds models already: mine.sql
    !   → Name a folder that is not there yet: models are written anew, never changed.
    !   usage"
  `);
  expect(written(project)).toEqual(["mine.sql"]);
});

describe("every state of the corpus can be split", () => {
  const folder = new URL("../corpus/", import.meta.url);
  test.each([
    "shop",
    "foreign-key-cycles",
    "functions-in-standard-sql",
    "partitions",
    "inheritance",
  ])("%s", async (name) => {
    const sql = readFileSync(new URL(`${name}/b.sql`, folder), "utf8");
    const project = cliProject({ "given.sql": sql });
    const report = await project.json<DumpReport>("dump given.sql --models models");
    expect(report.models?.differences).toEqual([]);
    expect(written(project).length).toBeGreaterThan(1);
  });
});
