import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, it, vi } from "vitest";
import { check, revision, withScratch } from "../../src/index.js";
import { cliProject } from "./cli-project.js";

// Throwaway databases on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const config = (convention: string) => `import { defineConfig, sqlFiles } from "limbeck";
export default defineConfig({
  url: "pglite::memory:",
  models: sqlFiles("./db/*.sql"),
  namingConvention: ${convention},
});
`;

const all = `{
  pk: "pk_%(table_name)s",
  uq: "uq_%(table_name)s_%(column_0_N_name)s",
  fk: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
  ck: "ck_%(table_name)s_%(constraint_name)s",
  ix: "ix_%(column_0_label)s",
}`;

const models = `CREATE TABLE usuarios (id bigint PRIMARY KEY, nombre text UNIQUE);
CREATE TABLE vales (
  id bigint PRIMARY KEY,
  usuario bigint REFERENCES usuarios,
  folio text, serie text,
  total numeric CHECK (total > 0),
  CONSTRAINT by_hand UNIQUE (folio),
  CONSTRAINT vales_serie_folio_unique UNIQUE (serie, folio)
);
CREATE INDEX ON vales (usuario);
CREATE INDEX mine ON vales (serie);
`;

it("a naming convention names what the models give no name", () =>
  withScratch({ cwd: tmpdir() }, async (scratch) => {
    const project = cliProject({ "db/models.sql": models, "limbeck.config.ts": config("{}") });
    const at = { cwd: project.dir, scratch, autogenerate: true };
    expect((await revision({ ...at, revisionId: "001" })).operations).toBe(4);

    // Renames, and nothing else.
    project.write({ "limbeck.config.ts": config(all) });
    const { file, proof } = await revision({ ...at, revisionId: "002" });
    expect(proof).toBeDefined();
    const text = readFileSync(file!, "utf8");
    expect(
      text.slice(text.indexOf("export function"), text.indexOf("export function downgrade")),
    ).toMatchInlineSnapshot(`
      "export function upgrade(op: Operations) {
        op.renameConstraint("usuarios_pkey", "pk_usuarios", { table: "usuarios" });
        op.renameConstraint("vales_pkey", "pk_vales", { table: "vales" });
        op.renameConstraint("usuarios_nombre_key", "uq_usuarios_nombre", { table: "usuarios" });
        op.renameConstraint("vales_serie_folio_unique", "uq_vales_serie_folio", { table: "vales" });
        op.renameConstraint("vales_total_check", "ck_vales_total", { table: "vales" });
        op.renameConstraint("vales_usuario_fkey", "fk_vales_usuario_usuarios", { table: "vales" });
        op.renameIndex("vales_usuario_idx", "ix_vales_usuario");
      }

      "
    `);
    expect((await check({ cwd: project.dir, scratch })).equal).toBe(true);

    project.write({ "limbeck.config.ts": config('{ uq: "uq" }') });
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 2
      ! error namingConvention: relation "uq" already exists
      !   ALTER TABLE vales RENAME CONSTRAINT vales_serie_folio_unique TO uq
      !   → Two things would have one name: give one of them a name in the models.
      !   config-invalid"
    `);
    project.write({ "limbeck.config.ts": config('{ uq: "uq_%(tabla)s" }') });
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 2
      ! error namingConvention.uq knows no %(tabla)s
      !   → For instance: uq: "uq_%(table_name)s_%(column_0_N_name)s"
      !   config-invalid"
    `);
    project.write({ "limbeck.config.ts": config('{ unique: "uq" }') });
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts: there is no setting \`namingConvention.unique\`
      !   → The settings are namingConvention.pk, namingConvention.uq, namingConvention.fk, namingConvention.ck, namingConvention.ix.
      !   config-invalid"
    `);
  }));
