import { tmpdir } from "node:os";
import { describe, expect, it, vi } from "vitest";
import { readAlembicSql } from "../../src/commands/writing/alembic-sql.js";
import { withConnection } from "../../src/driver/engines.js";
import { check, current, diff, drift, type ScratchPool, withScratch } from "../../src/index.js";
import { revisionFile } from "../cli/cli-project.js";
import { withDatabase } from "../server.js";
import { alembic, beside, downgradeSql, hasAlembic, upgradeSql } from "./biblioteca.js";

// Throwaway databases on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const heads = ["2fa6180cd57b", "8e31f5a2c094"];
const importAll = "import --alembic alembic --sql upgrade.sql --sql downgrade.sql";

function run(url: string, sql: string): Promise<unknown[][]> {
  return withConnection(url, {}, (connection) => connection.script(sql)) as Promise<unknown[][]>;
}

/** A database, and one throwaway database for all that is compared with it. */
function withBoth(run: (url: string, scratch: ScratchPool) => Promise<void>): Promise<void> {
  return withDatabase((url) => withScratch({ cwd: tmpdir() }, (scratch) => run(url, scratch)));
}

async function rows(url: string): Promise<unknown[]> {
  const found = await run(url, "SELECT version_num FROM alembic_version ORDER BY 1");
  return found[0]!.map((row) => (row as unknown as { version_num: string }).version_num);
}

const models = `CREATE TABLE libros (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, titulo text NOT NULL, isbn varchar(13) UNIQUE, paginas integer);
CREATE TABLE socios (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, correo varchar(120) NOT NULL UNIQUE);
CREATE TABLE prestamos (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  libro bigint NOT NULL REFERENCES libros,
  socio bigint NOT NULL REFERENCES socios,
  devuelto date,
  renovado boolean
);
CREATE INDEX ix_prestamos_socio ON prestamos (socio);
`;

/** Both lines go on, each with a revision of its own. */
const more = {
  "migrations/paginas.ts": revisionFile(
    "paginas",
    "8e31f5a2c094",
    'op.addColumn("libros", "paginas", { type: "integer" });',
    'op.dropColumn("libros", "paginas");',
  ),
  "migrations/renovado.ts": revisionFile(
    "renovado",
    "2fa6180cd57b",
    'op.addColumn("prestamos", "renovado", { type: "boolean" });',
    'op.dropColumn("prestamos", "renovado");',
  ),
};

describe("a database that Alembic made, with branches", () => {
  it("is taken over where it stands, and goes on along each of them", () =>
    withBoth(async (url, scratch) => {
      await run(url, `${upgradeSql} INSERT INTO libros (titulo) VALUES ('Pedro Páramo');`);
      const { see, json, write, dir } = beside(url, { "db/models.sql": models });
      expect(await see(importAll)).toMatchInlineSnapshot(`
        "exit 0
        + migrations/c07d94b8e123_create_socios.sql
        + migrations/4b9c27d0e615_create_libros.sql
        + migrations/2fa6180cd57b_create_prestamos.sql
        + migrations/8e31f5a2c094_add_isbn_to_libros.sql
        4 revisions · heads: ID, ID"
      `);
      const at = { cwd: dir, scratch };
      const { atHead, revisions } = await current(at);
      expect([atHead, revisions.map((one) => one.revision).sort()]).toEqual([true, heads]);
      expect((await drift(at)).differences).toEqual([]);
      expect(await json("history")).toMatchObject([
        { revision: "8e31f5a2c094", down: ["4b9c27d0e615"] },
        { revision: "2fa6180cd57b", down: ["c07d94b8e123"], dependsOn: ["4b9c27d0e615"] },
        { revision: "4b9c27d0e615", labels: ["catalogo"], message: "create libros" },
        { revision: "c07d94b8e123", labels: ["socios"] },
      ]);

      write(more);
      expect(await see("upgrade catalogo@head -q")).toContain("exit 0");
      expect(await rows(url)).toEqual(["2fa6180cd57b", "paginas"]);
      expect(await see("upgrade heads -q")).toContain("exit 0");
      expect(await rows(url)).toEqual(["paginas", "renovado"]);
      expect((await check(at)).differences).toEqual([]);
      expect((await check({ ...at, from: "database" })).differences).toEqual([]);

      // Back past what Alembic did, by its own statements, and down to nothing.
      expect(await see("downgrade socios@base -q")).toContain("exit 0");
      expect(await rows(url)).toEqual(["paginas"]);
      expect(await run(url, "SELECT titulo, paginas FROM libros")).toEqual([
        [{ titulo: "Pedro Páramo", paginas: null }],
      ]);
      expect(await see("downgrade base -q")).toContain("exit 0");
      expect(await rows(url)).toEqual([]);
      expect(await see("upgrade -q")).toContain("exit 0");
      expect((await check({ ...at, from: "database" })).differences).toEqual([]);
    }));

  it("needs no SQL for databases that are past it: stubs, without a way back", () =>
    withDatabase(async (url) => {
      await run(url, upgradeSql);
      const { see, fails, write } = beside(url);
      expect(await see("import --alembic alembic/versions")).toContain("without SQL");
      write(more);
      expect(await see("upgrade -q")).toContain("exit 0");
      expect(await rows(url)).toEqual(["paginas", "renovado"]);
      expect(await see("downgrade catalogo@8e31 -q")).toContain("exit 0");
      expect(await fails("downgrade catalogo@base")).toMatchInlineSnapshot(`
        "exit 2
        ! error migrations/2fa6180cd57b_create_prestamos.ts has no downgrade: it cannot be taken back
        !   → Export a function \`downgrade(op)\` from it, or go down no further than it.
        !   script-invalid"
      `);
      expect(await fails("import --alembic alembic")).toMatchInlineSnapshot(`
        "exit 2
        ! error there is a revision ID already
        !   → It was imported before: alembic/versions/2fa6180cd57b_create_prestamos.py.
        !   graph-duplicate-id"
      `);
    }));

  it("says what it cannot take over", async () => {
    const { fails, write } = beside("pglite::memory:");
    expect(await fails("import")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck import needs to know what to import
      !   → Name the folder of Alembic's environment: limbeck import --alembic ../backend/alembic
      !   usage"
    `);
    expect(await fails("import --alembic nowhere")).toMatchInlineSnapshot(`
      "exit 2
      ! error nowhere has no revisions of Alembic
      !   → Name the folder with env.py in it: limbeck import --alembic ../backend/alembic
      !   usage"
    `);
    expect(await fails("import --alembic alembic --sql nowhere.sql")).toContain(
      "no file nowhere.sql",
    );
    write({ "alembic/versions/x.py": 'revision = "x"\ndown_revision = previous()\n' });
    expect(await fails("import --alembic alembic")).toMatchInlineSnapshot(`
      "exit 2
      ! error alembic/versions/x.py:2: down_revision is computed, and Python is not run
      !   → Write what it is: down_revision = "ID".
      !   script-invalid"
    `);
    write({ "alembic/versions/x.py": 'revision = "x"\ndown_revision = "gone"\n' });
    expect(await fails("import --alembic alembic")).toContain("gone");
  });

  it.skipIf(!hasAlembic)("is what Alembic itself makes (skipped where it is not installed)", () =>
    withBoth((url, scratch) =>
      withDatabase(async (other) => {
        // By revision: around them, versions of Alembic differ.
        const printed = readAlembicSql(alembic(url, "upgrade", "heads", "--sql"));
        expect(printed).toEqual(readAlembicSql(upgradeSql));
        const ways = heads.map((head) => alembic(url, "downgrade", `${head}:base`, "--sql"));
        expect(readAlembicSql(ways.join("\n"))).toEqual(readAlembicSql(downgradeSql));

        alembic(url, "upgrade", "heads");
        await run(other, upgradeSql);
        const { see, dir } = beside(url);
        expect((await diff({ cwd: dir, from: url, to: other, scratch })).differences).toEqual([]);
        expect(await see(importAll)).toContain("exit 0");
        expect((await drift({ cwd: dir, scratch })).differences).toEqual([]);

        // Each reads what the other wrote, and goes on from there.
        expect(await see("downgrade catalogo@4b9c -q")).toContain("exit 0");
        expect(alembic(url, "current")).toMatch(/^2fa6180cd57b \(head\)$/m);
        alembic(url, "upgrade", "heads");
        expect((await current({ cwd: dir })).atHead).toBe(true);
        expect(await see("downgrade base -q")).toContain("exit 0");
        expect(alembic(url, "current").trim()).toBe("");
      }),
    ),
  );
});
