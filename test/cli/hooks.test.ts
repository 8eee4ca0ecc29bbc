import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it, vi } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { check } from "../../src/index.js";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject, line, revisionFile } from "./cli-project.js";

// Throwaway databases on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

/** A configuration with some more settings. */
function config(...settings: readonly string[]): string {
  return `import { defineConfig, env, operation, sqlFiles } from "limbeck";
export default defineConfig({
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
  models: sqlFiles("./db/*.sql"),
  ${settings.join(",\n  ")}
});
`;
}

/** A project on a server's database. */
function onServer(
  run: (
    project: CliProject & {
      settings(...settings: readonly string[]): void;
      rows(sql: string): Promise<unknown[]>;
      script(sql: string): Promise<unknown>;
    },
  ) => Promise<void>,
): Promise<void> {
  return withDatabase(async (url) => {
    const project = cliProject({ "limbeck.config.ts": config() });
    process.env.DATABASE_URL = url;
    try {
      await run({
        ...project,
        settings: (...more) => project.write({ "limbeck.config.ts": config(...more) }),
        rows: (sql) => withConnection(url, {}, (connection) => connection.query(sql)),
        script: (sql) => withConnection(url, {}, (connection) => connection.script(sql)),
      });
    } finally {
      delete process.env.DATABASE_URL;
    }
  });
}

const applied = "SELECT revision, direction, segment FROM limbeck_journal ORDER BY id";
const tables = `SELECT string_agg(relname, ' ' ORDER BY relname) AS tables FROM pg_class
  WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'limbeck%'`;

describe("rewrite", () => {
  /** Expand and contract: what goes is a revision of its own, for the day nothing uses it. */
  const inTwo = `rewrite: (operations, { direction }) => {
    if (direction === "downgrade") return operations;
    const goes = (o) => o.kind.startsWith("drop");
    return [
      { message: "expand", operations: operations.filter((o) => !goes(o)) },
      { message: "contract", operations: operations.filter(goes) },
    ];
  }`;
  const scratch = () => `scratch: { url: ${JSON.stringify(inject("serverUrl"))} }`;
  const vales = "CREATE TABLE vales (id bigint PRIMARY KEY, folio text);";
  const split = () => {
    const project = cliProject({
      "db/models.sql": vales,
      "limbeck.config.ts": config(scratch(), inTwo, 'revisionId: "%03d"', "linear: true"),
    });
    const migrations = () =>
      readdirSync(join(project.dir, "migrations")).filter((name) => /^\d/.test(name));
    return { project, migrations };
  };

  it("makes several revisions of one, each proved, its way back worked out", async () => {
    const { project, migrations } = split();
    await project.run("generate first");
    expect(migrations()).toEqual(["001_first.ts"]);
    project.write({
      "db/models.sql": vales.replace("folio text", "numero text, nota text DEFAULT 'x'"),
    });
    expect(await project.see("generate numbers --drop vales.folio")).toMatchInlineSnapshot(`
      "exit 0
      + migrations/002_expand.ts
        2 operations
        loses on downgrade: values of column vales.numero, values of column vales.nota
        proved up: 6 objects on the way · down: 4 objects as before, 2 rows kept both ways

      + migrations/003_contract.ts
        1 operation
        loses on upgrade: values of column vales.folio
        proved up: 5 objects as the models say · down: 6 objects as before, 2 rows kept both ways

      Look them over, then bring the database up: limbeck upgrade"
    `);
    expect(migrations()).toEqual(["001_first.ts", "002_expand.ts", "003_contract.ts"]);
    const body = (file: string) => {
      const text = readFileSync(join(project.dir, "migrations", file), "utf8");
      return text.slice(text.indexOf("export const"));
    };
    expect(body("002_expand.ts")).toMatchInlineSnapshot(`
      "export const revision = "002";
      export const downRevision = "001";

      export function upgrade(op: Operations) {
        op.addColumn("vales", "numero", { type: "text" });
        op.addColumn("vales", "nota", { type: "text", default: "x" });
      }

      export function downgrade(op: Operations) {
        op.dropColumn("vales", "nota");
        op.dropColumn("vales", "numero");
      }
      "
    `);
    expect(body("003_contract.ts")).toMatchInlineSnapshot(`
      "export const revision = "003";
      export const downRevision = "002";

      export function upgrade(op: Operations) {
        op.dropColumn("vales", "folio");
      }

      export function downgrade(op: Operations) {
        op.addColumn("vales", "folio", { type: "text" });
      }
      "
    `);
    expect(readFileSync(join(project.dir, "migrations/HEAD"), "utf8").trim()).toBe("003");
    expect(await project.see("check -q")).toBe("exit 0");
    expect(await project.see("generate again -q")).toBe("exit 0");
  });

  it("writes all of them, or none", async () => {
    const { project, migrations } = split();
    await project.run("generate first");
    project.write({ "db/models.sql": vales.replace("folio", "numero") });
    // The second part is refused for its file is there, which nobody reads as a revision.
    mkdirSync(join(project.dir, "migrations/003_contract.ts"));
    expect(await project.see("generate numbers --drop vales.folio")).toContain("script-exists");
    expect(migrations()).toEqual(["001_first.ts", "003_contract.ts"]);
    expect(readFileSync(join(project.dir, "migrations/HEAD"), "utf8").trim()).toBe("001");
  });

  it("says which part cannot run by itself, and what cannot be cut", async () => {
    const { project, migrations } = split();
    await project.run("generate first");
    const cut = (parts: string) =>
      project.write({
        "limbeck.config.ts": config(scratch(), `rewrite: (operations, { direction }) => ${parts}`),
      });
    project.write({
      "db/models.sql": `${vales} CREATE TABLE notas (id bigint); CREATE INDEX ix ON notas (id);`,
    });
    cut(`direction === "downgrade" ? operations : [
      { message: "indexes", operations: operations.filter((o) => o.kind === "createIndex") },
      { message: "tables", operations: operations.filter((o) => o.kind !== "createIndex") },
    ]`);
    expect(await project.fails("generate more")).toContain(
      'rewrite made a part, "indexes", that does not run behind the ones before it: relation "notas" does not exist',
    );
    cut(`[{ message: "both ways", operations }]`);
    expect(await project.fails("generate more")).toContain("rewrite cut a downgrade into parts");
    cut(
      `direction === "downgrade" ? operations : [{ message: "a", operations }, { message: "b", operations }]`,
    );
    project.write({ "db/models.sql": vales.replace("folio", "numero") });
    expect(await project.fails("generate more --rename vales.folio=numero")).toContain(
      "what renames something cannot be several revisions",
    );
    expect(migrations()).toEqual(["001_first.ts"]);
  });

  it("changes what a revision does, both ways, before it is proved", async () => {
    const project = cliProject({
      "db/models.sql": "CREATE TABLE vales (zona text, id bigint PRIMARY KEY, folio text);",
      "limbeck.config.ts": config(`rewrite: [
    (operations) => operations.map((o) => {
      if (o.kind !== "createTable") return o;
      const [name, table] = o.args;
      const columns = Object.fromEntries(Object.entries(table.columns).sort());
      return operation("createTable", name, { ...table, columns });
    }),
    (operations, { direction }) =>
      direction === "downgrade" ? [operation("execute", "SELECT 1"), ...operations] : operations,
  ]`),
    });
    expect(await project.see("generate first --rev-id 001 -q")).toContain("exit 0");
    const text = readFileSync(join(project.dir, "migrations/001_first.ts"), "utf8");
    expect(text.slice(text.indexOf("export function"))).toMatchInlineSnapshot(`
      "export function upgrade(op: Operations) {
        op.createTable("vales", {
          columns: {
            folio: { type: "text" },
            id: { type: "bigint" },
            zona: { type: "text" },
          },
          primaryKey: ["id"],
        });
      }

      export function downgrade(op: Operations) {
        op.execute("SELECT 1");
        op.dropTable("vales");
      }
      "
    `);

    // What it makes nothing of is no difference: nothing is written, and `check` is content.
    project.write({
      "db/models.sql": "CREATE TABLE vales (zona text, id bigint PRIMARY KEY);",
      "limbeck.config.ts": config("rewrite: () => []"),
    });
    expect((await check({ cwd: project.dir })).equal).toBe(true);
    expect(await project.see("generate second")).toContain("exit 0");
    expect(await project.json("heads")).toMatchObject([{ revision: "001" }]);

    project.write({
      "limbeck.config.ts": config(`rewrite: () => [{ kind: "unknown", args: [] }]`),
    });
    expect(await project.fails("generate second")).toMatchInlineSnapshot(`
      "exit 2
      ! error rewrite gave {"kind":"unknown","args":[]}, which is no operation
      !   → It returns a list of operations: operation("createIndex", "ix_name", { … }). Or, of an upgrade, of parts: { message, operations }.
      !   config-invalid"
    `);
  });
});

describe("operations", () => {
  it("are directives of the project's own, wherever revisions run", () =>
    onServer(async (project) => {
      const { rows } = project;
      const revision = revisionFile("a", null, 'op.audited("vales");', 'op.unaudited("vales");');
      project.write({
        "migrations/a.ts": revision,
        "db/models.sql": "CREATE TABLE vales (id bigint); CREATE TABLE vales_audit (id bigint);",
        "limbeck.config.ts": config(`operations: {
    audited(op, table) {
      op.createTable(table, { columns: { id: { type: "bigint" } } });
      op.auditOf(table);
    },
    auditOf: (op, table) => op.createTable(table + "_audit", { columns: { id: { type: "bigint" } } }),
    unaudited: (op, table) => [table + "_audit", table].forEach((name) => op.dropTable(name)),
  }`),
      });
      expect(await project.see("upgrade --sql")).toContain("CREATE TABLE vales_audit");
      expect((await check({ cwd: project.dir })).equal).toBe(true);
      expect(await project.see("upgrade -q")).toContain("exit 0");
      expect(await rows(tables)).toEqual([{ tables: "vales vales_audit" }]);
      expect(await project.see("downgrade base -q")).toContain("exit 0");
      expect(await rows(tables)).toEqual([{ tables: null }]);

      // A generated revision may say it too, and what the configuration changes is not cached.
      project.write({
        "migrations/a.ts": revision.replace("audited", "auditOf"),
        "limbeck.config.ts": config(
          `operations: {
    auditOf: (op, table) => op.createTable(table + "_audit", { columns: { id: { type: "bigint" } } }),
    plain: (op, table) => op.createTable(table, { columns: { id: { type: "bigint" } } }),
  }`,
          `rewrite: (operations) => operations.map((o) => o.kind === "createTable" ? { kind: "plain", args: [o.args[0]] } : o)`,
        ),
      });
      expect(await project.see("generate more --rev-id b -q")).toContain("exit 0");
      const text = readFileSync(join(project.dir, "migrations/b_more.ts"), "utf8");
      expect(text).toContain('op.plain("vales");');
      expect((await check({ cwd: project.dir })).equal).toBe(true);
    }));
});

describe("onVersionApply", () => {
  it("is called in the transaction of every step, which it can still undo", () =>
    onServer(async ({ write, see, fails, settings, rows }) => {
      write(line("a", "b"));
      settings(`onVersionApply: async ({ direction, revision, from, to, query, client }) => {
    if (process.env.LIMBECK_TEST_REFUSED === direction) throw new Error("not today");
    await client.query("CREATE TABLE IF NOT EXISTS told (what text)");
    const what = [direction, revision, from, "to", to].join(" ");
    await query({ sql: "INSERT INTO told VALUES ($1)", params: [what] });
  }`);
      expect(await see("upgrade -q")).toContain("exit 0");
      expect(await see("downgrade -1 -q")).toContain("exit 0");
      try {
        process.env.LIMBECK_TEST_REFUSED = "upgrade";
        expect(await fails("upgrade")).toMatchInlineSnapshot(`
          "exit 1
          database: localhost:PORT/DATABASE as postgres
          ! error the upgrade of b failed: onVersionApply fails: not today
          ! b was rolled back; the database stands at a
          !   → It is a function of the configuration, called before the commit: nothing was changed.
          !   migration-failed"
        `);
        expect(await rows(tables)).toEqual([{ tables: "a told" }]);
        process.env.LIMBECK_TEST_REFUSED = "stamp";
        expect(await fails("stamp b")).toMatchInlineSnapshot(`
          "exit 1
          ! error onVersionApply fails: not today
          !   → It is a function of the configuration, called before the commit: nothing was changed.
          !   migration-failed"
        `);
      } finally {
        delete process.env.LIMBECK_TEST_REFUSED;
      }
      expect(await rows("SELECT version_num FROM limbeck_version")).toEqual([{ version_num: "a" }]);
      expect(await see("stamp b -q")).toContain("exit 0");
      expect(await rows("SELECT what FROM told")).toMatchInlineSnapshot(`
        [
          {
            "what": "upgrade a  to a",
          },
          {
            "what": "upgrade b a to b",
          },
          {
            "what": "downgrade b b to a",
          },
          {
            "what": "stamp  a to b",
          },
        ]
      `);
    }));
});

it("versionTable and versionSchema say where the records are", () =>
  onServer(async ({ write, see, settings, rows, script }) => {
    write(line("a"));
    settings('versionTable: "app_version", versionSchema: "registro"');
    expect(await see("upgrade -q")).toContain("exit 0");
    expect(await rows("SELECT version_num FROM registro.app_version")).toHaveLength(1);
    expect(await rows("SELECT revision FROM registro.app_journal")).toHaveLength(1);
    expect(await see("check --from database")).not.toContain("app_version");
    await script("DROP SCHEMA registro CASCADE");
    expect(await see("current")).toContain("base");
  }));

describe("transactionPerMigration", () => {
  const failing = {
    ...line("a", "b"),
    "migrations/c.ts": revisionFile(
      "c",
      "b",
      'op.createTable("c", { columns: { id: { type: "bigint" } } }); op.execute("CREATE VIEW v AS SELECT id FROM missing");',
      'op.execute("DROP VIEW v"); op.dropTable("c");',
    ),
  };

  it("true: what ran before a failure stays", () =>
    onServer(async ({ write, run, rows }) => {
      write(failing);
      expect((await run("upgrade")).err).toContain("c was rolled back; the database stands at b");
      expect(await rows(tables)).toEqual([{ tables: "a b" }]);
    }));

  it("false: the whole run commits together, or not at all", () =>
    onServer(async ({ write, see, run, fails, settings, rows, script }) => {
      write(failing);
      settings("transactionPerMigration: false");
      expect(await fails("upgrade")).toMatchInlineSnapshot(`
        "exit 1
        database: localhost:PORT/DATABASE as postgres
          ↑ a  a  TIME
          ↑ b  b  TIME
        ! error the upgrade of c failed
        !   operation  op.execute("CREATE VIEW v AS SELECT id FROM missing");
        !   at         migrations/c.ts:8
        !   statement  CREATE VIEW v AS SELECT id FROM missing
        !   server     relation "missing" does not exist (42P01)
        ! a, b, c were rolled back; the database stands at base
        !   migration-failed"
      `);
      expect(await rows(tables)).toEqual([{ tables: null }]);
      write(line("a", "b", "c"));
      expect(await see("upgrade -q")).toContain("exit 0");
      expect(await rows(tables)).toEqual([{ tables: "a b c" }]);
      expect(await rows(applied)).toHaveLength(3);

      const { out } = await run("upgrade --sql");
      expect(out.match(/^(?:BEGIN|COMMIT);$/gm)).toEqual([
        "BEGIN;",
        "COMMIT;",
        "BEGIN;",
        "COMMIT;",
      ]);
      await rows("DROP TABLE a, b, c, limbeck_version, limbeck_journal");
      await script(out);
      expect(await rows(tables)).toEqual([{ tables: "a b c" }]);
      expect(await see("current")).toMatch(/^c .*\(head\)/m);
    }));

  it("false: what needs a commit behind it is refused, and nothing is left of the run", () =>
    onServer(async ({ write, fails, settings, rows }) => {
      const values = 'op.createEnum("estado", { values: ["nuevo"] });';
      const more = 'op.addEnumValue("estado", "viejo"); op.execute("CREATE TABLE b (e estado)");';
      write({
        "migrations/a.ts": revisionFile("a", null, values),
        "migrations/b.ts": revisionFile("b", "a", more),
      });
      settings("transactionPerMigration: false");
      expect(await fails("upgrade")).toMatchInlineSnapshot(`
        "exit 1
        database: localhost:PORT/DATABASE as postgres
          ↑ a  a  TIME
        ! error the upgrade of b failed: it adds a value to an enum, which needs a commit behind it, and the whole run is one transaction
        ! a, b were rolled back; the database stands at base
        !   → Run up to this revision and then on from it, or leave \`transactionPerMigration\` true.
        !   operation-invalid"
      `);
      expect(await rows("SELECT typname FROM pg_type WHERE typname = 'estado'")).toEqual([]);
    }));

  it("statement: each commits by itself, and a rerun goes on behind the last one", () =>
    onServer(async ({ write, see, fails, settings, rows }) => {
      write(failing);
      settings('transactionPerMigration: "statement"');
      expect(await fails("upgrade")).toMatchInlineSnapshot(`
        "exit 1
        database: localhost:PORT/DATABASE as postgres
          ↑ a  a  TIME
          ↑ b  b  TIME
        ! error the upgrade of c failed
        !   operation  op.execute("CREATE VIEW v AS SELECT id FROM missing");
        !   at         migrations/c.ts:8
        !   statement  CREATE VIEW v AS SELECT id FROM missing
        !   server     relation "missing" does not exist (42P01)
        ! c stays committed up to part 1, the rest was rolled back; run it again to go on; the database stands at b
        !   migration-failed"
      `);
      expect(await rows(tables)).toEqual([{ tables: "a b c" }]);
      await rows("CREATE TABLE missing (id bigint)");
      expect(await see("upgrade -q")).toContain("exit 0");
      expect(await rows(applied)).toMatchInlineSnapshot(`
        [
          {
            "direction": "upgrade",
            "revision": "a",
            "segment": 0,
          },
          {
            "direction": "upgrade",
            "revision": "b",
            "segment": 0,
          },
          {
            "direction": "upgrade",
            "revision": "c",
            "segment": 0,
          },
          {
            "direction": "upgrade",
            "revision": "c",
            "segment": 1,
          },
        ]
      `);
    }));
});
