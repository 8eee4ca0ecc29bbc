import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import type { CheckReport, DumpReport } from "../../src/index.js";
import { corpusFolder, corpusThere, dumps } from "../pairs/cases.js";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject } from "./cli-project.js";

const schema = `CREATE EXTENSION citext;
CREATE SCHEMA audit;
CREATE TYPE estado AS ENUM ('abierto', 'cerrado');
CREATE TYPE audit."Nivel" AS ENUM ('bajo', 'alto');
CREATE DOMAIN folio AS varchar(20) CHECK (VALUE <> '');
CREATE FUNCTION hoy() RETURNS date LANGUAGE sql STABLE AS 'SELECT current_date';
CREATE SEQUENCE numeros INCREMENT 5 MINVALUE 10;
CREATE TABLE usuarios (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  correo citext NOT NULL UNIQUE,
  apodo varchar(20) CONSTRAINT apodos UNIQUE NULLS NOT DISTINCT,
  jefe uuid REFERENCES usuarios ON DELETE SET NULL,
  ultimo_vale bigint
);
CREATE TABLE vales (
  id bigint GENERATED ALWAYS AS IDENTITY (START 1000) PRIMARY KEY,
  folio folio NOT NULL,
  estado estado NOT NULL DEFAULT 'abierto',
  antes estado[] NOT NULL DEFAULT '{}',
  dia date NOT NULL DEFAULT hoy(),
  total numeric(12,2) NOT NULL DEFAULT 0,
  iva numeric(12,2) GENERATED ALWAYS AS (total * 0.19) STORED,
  "default" boolean DEFAULT true,
  datos jsonb NOT NULL DEFAULT '{"a": [1, null]}',
  pesos double precision[],
  texto text COLLATE "C",
  usuario_id uuid NOT NULL REFERENCES usuarios,
  creado timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT totales CHECK (total >= 0) NOT VALID,
  CHECK (folio <> 'a\\b\`\${x}')
);
-- The two point at each other.
ALTER TABLE usuarios ADD CONSTRAINT ultimo FOREIGN KEY (ultimo_vale) REFERENCES vales;
CREATE INDEX ix_vales_dia ON vales (dia DESC, usuario_id) WHERE estado = 'abierto';
CREATE INDEX ix_vales_folio ON vales (lower(folio::text) text_pattern_ops, (total + 1) DESC NULLS LAST);
CREATE INDEX ix_vales_datos ON vales USING gin (datos jsonb_path_ops);
CREATE UNIQUE INDEX ix_vales_texto ON vales (texto) INCLUDE (total);
CREATE TABLE lineas (vale_id bigint REFERENCES vales ON DELETE CASCADE, n int, PRIMARY KEY (vale_id, n));
CREATE TABLE audit.text (id serial PRIMARY KEY, nivel audit."Nivel" NOT NULL, vale bigint REFERENCES vales (id));
CREATE TABLE dias (dia date NOT NULL) PARTITION BY RANGE (dia);
CREATE TABLE dias_2026 PARTITION OF dias FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE VIEW abiertos WITH (security_barrier) AS SELECT id, folio, total FROM vales WHERE estado = 'abierto';
CREATE MATERIALIZED VIEW audit.sumas AS SELECT usuario_id, sum(total) AS total FROM vales GROUP BY usuario_id;
ALTER TABLE usuarios ENABLE ROW LEVEL SECURITY;
CREATE POLICY propios ON usuarios FOR SELECT USING (correo = current_user);
COMMENT ON TABLE vales IS 'Who took what';
COMMENT ON COLUMN vales.folio IS 'As it is printed';
`;

/** What `tsc` says of the models, by rules as strict as any project's. */
async function typeErrors({ dir }: CliProject, file: string): Promise<string> {
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const rules = "--strict --exactOptionalPropertyTypes --noUncheckedIndexedAccess --noUnusedLocals";
  const form = "--noEmit --ignoreConfig --skipLibCheck --verbatimModuleSyntax --isolatedModules";
  const target = "--module nodenext --target es2022 --lib es2023";
  const args = [tsc, ...[rules, form, target].join(" ").split(" "), join(dir, file)];
  const { stdout } = await promisify(execFile)(process.execPath, args).catch(
    (error: { stdout: string }) => error,
  );
  return stdout;
}

const read = ({ dir }: CliProject, file: string) => readFileSync(join(dir, file), "utf8");

test(
  "a live database becomes Drizzle models that compile, and that check finds clean at once",
  {
    timeout: 240_000,
  },
  () =>
    withDatabase(async (url) => {
      await withConnection(url, {}, (connection) => connection.script(schema));
      const project = cliProject();
      const said = await project.see(`dump database --models models --as drizzle --url ${url}`);
      expect(said).toMatchInlineSnapshot(`
      "exit 0
      + models/before.sql
      + models/schema.ts
      + models/after.sql
        proved: 59 objects as in localhost:PORT/DATABASE as postgres

      In limbeck.config.ts: models: [sqlFiles("./models/before.sql"), drizzle("./models/schema.ts"), sqlFiles("./models/after.sql")]"
    `);
      expect(read(project, "models/before.sql")).toMatchInlineSnapshot(`
      "SET check_function_bodies = off;

      CREATE EXTENSION citext;

      CREATE DOMAIN folio AS varchar(20) CONSTRAINT folio_check CHECK (VALUE::text <> ''::text);

      CREATE FUNCTION hoy()
      RETURNS date
      LANGUAGE sql
      STABLE
      AS $$SELECT current_date$$;
      "
    `);
      expect(read(project, "models/schema.ts")).toMatchInlineSnapshot(`
        "import { sql } from "drizzle-orm";
        import {
          bigint,
          boolean,
          check,
          customType,
          date,
          doublePrecision,
          foreignKey,
          index,
          integer,
          jsonb,
          numeric,
          pgEnum,
          pgPolicy,
          pgSchema,
          pgSequence,
          pgTable,
          type PgTableExtraConfigValue,
          pgView,
          primaryKey,
          serial,
          text,
          timestamp,
          uuid,
          varchar,
        } from "drizzle-orm/pg-core";

        const citext = customType<{ data: string }>({ dataType: () => "citext" });
        const folio = customType<{ data: string }>({ dataType: () => "folio" });

        export const audit = pgSchema("audit");

        export const nivel = audit.enum("Nivel", ["bajo", "alto"]);

        export const estado = pgEnum("estado", ["abierto", "cerrado"]);

        export const numeros = pgSequence("numeros", { increment: 5, minValue: 10 });

        export const usuarios = pgTable(
          "usuarios",
          {
            id: uuid().primaryKey().defaultRandom(),
            correo: citext().notNull().unique("usuarios_correo_key"),
            apodo: varchar({ length: 20 }).unique("apodos", { nulls: "not distinct" }),
            jefe: uuid(),
            ultimoVale: bigint("ultimo_vale", { mode: "number" }),
          },
          (t): PgTableExtraConfigValue[] => [
            foreignKey({
              name: "usuarios_jefe_fkey",
              columns: [t.jefe],
              foreignColumns: [t.id],
            }).onDelete("set null"),
            foreignKey({ name: "ultimo", columns: [t.ultimoVale], foreignColumns: [vales.id] }),
            pgPolicy("propios", { for: "select", using: sql\`correo::text = CURRENT_USER\` }),
          ],
        );

        /** Who took what */
        export const vales = pgTable(
          "vales",
          {
            id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity({ startWith: 1000 }),
            /** As it is printed */
            folio: folio().notNull(),
            estado: estado().notNull().default("abierto"),
            antes: estado().array().notNull().default([]),
            dia: date().notNull().default(sql\`hoy()\`),
            total: numeric({ precision: 12, scale: 2 }).notNull().default(sql\`0\`),
            iva: numeric({ precision: 12, scale: 2 }).generatedAlwaysAs(sql\`total * 0.19\`),
            default: boolean().default(true),
            datos: jsonb().notNull().default({ a: [1, null] }),
            pesos: doublePrecision().array(),
            texto: text(),
            usuarioId: uuid("usuario_id").notNull(),
            creado: timestamp({ precision: 3, withTimezone: true }).notNull().defaultNow(),
          },
          (t) => [
            foreignKey({
              name: "vales_usuario_id_fkey",
              columns: [t.usuarioId],
              foreignColumns: [usuarios.id],
            }),
            check("totales", sql\`total >= 0::numeric\`),
            check("vales_folio_check", sql\`folio::text <> 'a\\\\b\\\`\\\${x}'::text\`),
            index("ix_vales_datos").using("gin", t.datos.op("jsonb_path_ops")),
            index("ix_vales_dia")
              .on(t.dia.desc().nullsFirst(), t.usuarioId)
              .where(sql\`estado = 'abierto'::estado\`),
            index("ix_vales_folio").on(
              sql\`lower(folio::text) text_pattern_ops\`,
              sql\`(total + 1::numeric) DESC NULLS LAST\`,
            ),
          ],
        );

        export const sumas = audit
          .materializedView("sumas", {
            usuarioId: uuid("usuario_id"),
            total: numeric(),
          })
          .as(sql\`SELECT usuario_id,
            sum(total) AS total
           FROM vales
          GROUP BY usuario_id\`);

        export const auditText = audit.table(
          "text",
          {
            id: serial().primaryKey(),
            nivel: nivel().notNull(),
            vale: bigint({ mode: "number" }),
          },
          (t) => [foreignKey({ name: "text_vale_fkey", columns: [t.vale], foreignColumns: [vales.id] })],
        );

        export const lineas = pgTable(
          "lineas",
          {
            valeId: bigint("vale_id", { mode: "number" }).notNull(),
            n: integer().notNull(),
          },
          (t) => [
            primaryKey({ name: "lineas_pkey", columns: [t.valeId, t.n] }),
            foreignKey({
              name: "lineas_vale_id_fkey",
              columns: [t.valeId],
              foreignColumns: [vales.id],
            }).onDelete("cascade"),
          ],
        );

        export const abiertos = pgView("abiertos", {
          id: bigint({ mode: "number" }),
          folio: folio(),
          total: numeric({ precision: 12, scale: 2 }),
        }).with({ securityBarrier: true }).as(sql\`SELECT id,
            folio,
            total
           FROM vales
          WHERE estado = 'abierto'::estado\`);
        "
      `);
      expect(read(project, "models/after.sql")).toMatchInlineSnapshot(`
      "CREATE TABLE dias (
        dia date NOT NULL
      ) PARTITION BY RANGE (dia);

      CREATE TABLE dias_2026 PARTITION OF dias FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

      COMMENT ON TABLE vales IS 'Who took what';

      COMMENT ON COLUMN vales.folio IS 'As it is printed';

      ALTER TABLE vales ALTER COLUMN texto TYPE text COLLATE "C";

      CREATE UNIQUE INDEX ix_vales_texto ON vales (texto) INCLUDE (total);
      "
    `);
      expect(await typeErrors(project, "models/schema.ts")).toBe("");

      const [, models] = /models: (.*)"?$/m.exec(said)!;
      project.write({
        "limbeck.config.ts": `import { defineConfig, sqlFiles } from "limbeck";
import { drizzle } from "limbeck/drizzle";
export default defineConfig({ models: ${models} });
`,
      });
      const now = await project.json<CheckReport>(`check --from database --url ${url}`);
      expect(now).toMatchObject({ equal: true });
      await project.json(`dump database --revision --url ${url}`);
      expect(await project.json<CheckReport>("check")).toMatchObject({ equal: true });
    }),
);

test("says what the models can be written in, and where they have to go", async () => {
  const project = cliProject({ "given.sql": "CREATE TABLE vales (id int);", "src/models.ts": "" });
  expect(await project.fails("dump given.sql --models db --as prisma")).toMatchInlineSnapshot(`
    "exit 2
    ! error models are written as sql or drizzle, not as prisma
    !   → limbeck dump database --models src/db --as drizzle
    !   usage"
  `);
  expect(await project.fails("dump given.sql --as drizzle")).toMatchInlineSnapshot(`
    "exit 2
    ! error --as is for models
    !   → Say where they go: --models <folder> --as drizzle.
    !   usage"
  `);
  expect(await project.fails("dump given.sql --models src --as drizzle")).toMatchInlineSnapshot(`
    "exit 2
    ! error src holds models already: models.ts
    !   → Name a folder that is not there yet: models are written anew, never changed.
    !   usage"
  `);
  expect(read(project, "src/models.ts")).toBe("");
});

describe("every state of the corpus", () => {
  const folder = new URL("../corpus/", import.meta.url);
  test.each([
    "casts",
    "collations-of-ones-own",
    "composite-types",
    "extension-schemas",
    "foreign-key-cycles",
    "inheritance",
    "names",
    "views",
  ])("%s", { timeout: 120_000 }, async (name) => {
    const sql = readFileSync(new URL(`${name}/b.sql`, folder), "utf8");
    const project = cliProject({ "given.sql": sql });
    const report = await project.json<DumpReport>("dump given.sql --models db --as drizzle");
    expect(report.models?.differences).toEqual([]);
    expect(report.models?.files.length).toBeGreaterThan(0);
  });
});

const corpus = corpusThere();
describe.skipIf(!corpus)(
  corpus ? "schemas of others" : `schemas of others (skipped: ${corpusFolder} is not here)`,
  () => {
    const wanted = ["dumps/adventureworks", "dumps/temporal", "dumps/thingsboard"];
    const cases = corpus ? dumps().filter(({ id }) => wanted.includes(id)) : [];
    test.each(cases)("$id", { timeout: 180_000 }, async ({ after }) => {
      const project = cliProject({ "given.sql": after });
      const report = await project.json<DumpReport>("dump given.sql --models db --as drizzle");
      expect(report.models?.differences).toEqual([]);
      expect(await typeErrors(project, "db/schema.ts")).toBe("");
    });
  },
);
