import { describe, expect, test } from "vitest";
import { differences } from "../../src/catalog/index.js";
import { readCatalog } from "../../src/dialect/index.js";
import { type Connection, withConnection } from "../../src/driver/engines.js";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject, line, revisionFile } from "./cli-project.js";

const project = cliProject({
  ...line("a"),
  "migrations/b.ts": revisionFile(
    "b",
    "a",
    `op.createEnum("estado", { values: ["abierto"] });
  op.addColumn("a", "estado", { type: "estado", default: "abierto" });
  op.createFunction("f", { arguments: "", returns: "int", language: "sql", body: "SELECT 1 -- one" });
  op.execute({ sql: "INSERT INTO a SELECT $1 + i FROM generate_series(1, $2) i", params: [40, 2] });
  op.execute("INSERT INTO a VALUES (1); INSERT INTO a VALUES (2); -- done");
  op.bulkInsert("a", [{ id: 7 }]);`,
    'op.dropFunction("f");\n  op.dropColumn("a", "estado");\n  op.dropEnum("estado");',
  ),
  "migrations/c.ts": revisionFile(
    "c",
    "b",
    `op.addEnumValue("estado", "cerrado");
  op.execute("UPDATE a SET estado = 'cerrado' WHERE id = 1");`,
    "",
  ),
  "migrations/d.sql": `-- a view · 2026-11-21
-- revision: d
-- down-revision: a

-- upgrade
CREATE VIEW v AS SELECT id FROM a;

-- downgrade
DROP VIEW v;
`,
});

interface Standing {
  readonly heads: readonly string[];
  readonly rows: readonly unknown[];
  readonly journal: readonly unknown[];
}

async function standing(connection: Connection): Promise<Standing> {
  const heads = await connection.query<{ version_num: string }>(
    "SELECT version_num FROM limbeck_version ORDER BY 1",
  );
  return {
    heads: heads.map((row) => row.version_num),
    rows: await connection.query("SELECT to_jsonb(a) AS row FROM a ORDER BY id"),
    journal: await connection.query(
      "SELECT revision, direction, segment, complete, statements_hash FROM limbeck_journal ORDER BY id",
    ),
  };
}

function onServer(run: (connection: Connection, url: string) => Promise<void>): Promise<void> {
  return withDatabase((url) => withConnection(url, {}, (connection) => run(connection, url)));
}

async function sqlOf(from: CliProject, command: string): Promise<string> {
  const { status, out, err } = await from.run(command);
  expect(err).toBe("");
  expect(status).toBe(0);
  return out;
}

describe.each(["", " --idempotent"])("upgrade --sql%s", (form) => {
  test("does what a run does, records included", () =>
    onServer(async (online, url) => {
      await project.run(["upgrade", "--url", url]);
      await onServer(async (offline) => {
        await offline.script(await sqlOf(project, `upgrade --sql${form}`));
        expect(await standing(offline)).toEqual(await standing(online));
        const read = { targetSchema: "public" };
        expect(
          differences(await readCatalog(online, read), await readCatalog(offline, read)),
        ).toEqual([]);
        // And back, from where a run brought it.
        await online.script(await sqlOf(project, `downgrade heads:a --sql${form}`));
        expect(await standing(online)).toMatchObject({
          heads: ["a"],
          rows: [{ row: { id: 1 } }, {}, {}, {}, {}],
        });
      });
    }));
});

describe("upgrade --sql --idempotent", () => {
  test("goes on from wherever the database stands, and does nothing twice", () =>
    onServer(async (database, url) => {
      const script = await sqlOf(project, "upgrade b:heads --sql --idempotent");
      await expect(database.script(script)).rejects.toThrow(
        "this script goes from b to c, d, and the database is nowhere between: it is at base",
      );
      await database.script("ROLLBACK");
      await project.run(["upgrade", "c", "--url", url]);
      await database.script(script);
      const once = await standing(database);
      expect(once.heads).toEqual(["c", "d"]);
      await database.script(script);
      expect(await standing(database)).toEqual(once);
    }));

  test("refuses in every transaction, even when the first refusal was passed over", () =>
    onServer(async (database) => {
      await database.script(await sqlOf(project, "ensure-version --sql"));
      const script = await sqlOf(project, "upgrade a:b --sql --idempotent");
      const [, step = ""] = script.split(/^-- upgrade b.*$/m);
      await expect(database.script(step)).rejects.toThrow(
        "upgrade b goes on from a, and the database is at base",
      );
    }));
});

describe("what cannot be in a file", () => {
  const steps = cliProject({
    "migrations/a.ts": revisionFile(
      "a",
      null,
      'op.createSchema("s");\n  op.run("fill\\nit", async () => { throw new Error("ran"); });\n  op.createSchema("t");',
    ),
    "migrations/b.ts": revisionFile(
      "b",
      "a",
      "return op.query(sql`SELECT 1`).catch(() => undefined);",
    ),
  });

  test("data steps are refused, or left out", async () => {
    expect(await steps.fails("upgrade a --sql")).toMatchInlineSnapshot(`
      "exit 1
      ! error a has a data step, "fill
      ! it" (migrations/a.ts:9), which only a run can do
      !   → Leave it out with --skip-steps and do that part by hand, or run the revision: \`limbeck upgrade\`.
      !   not-offline"
    `);
    const { out, err } = await steps.run("upgrade a --sql --skip-steps");
    expect(err).toBe('left out data step "fill\nit" of a\n');
    expect(out).toContain(`CREATE SCHEMA s;
-- left out: data step "fill it" (migrations/a.ts:9)
CREATE SCHEMA t;
INSERT INTO`);
    await onServer(async (database) => {
      await database.script(await sqlOf(steps, "upgrade a --sql --skip-steps --idempotent -q"));
      expect(
        await database.query("SELECT FROM pg_namespace WHERE nspname IN ('s', 't')"),
      ).toHaveLength(2);
    });
  });

  test("reading is refused, even where the revision hides that", async () => {
    expect(await steps.fails("upgrade a:b --sql")).toMatchInlineSnapshot(`
      "exit 1
      ! error b (migrations/b.ts) reads with op.query, and SQL in a file has no database to read
      !   → Run the revision on the database: \`limbeck upgrade\`. Or let SQL decide: op.execute(sql\`DO $$ … $$\`).
      !   not-offline"
    `);
  });
});

describe("ranges and flags", () => {
  test("a downgrade says both ends", async () => {
    expect(await project.fails("downgrade a --sql")).toContain(
      "Say both ends: `limbeck downgrade heads:a --sql`.",
    );
    expect(await project.fails("downgrade b: --sql")).toContain("`limbeck downgrade b:base --sql`");
    const turned = await project.fails("downgrade a:c --sql");
    expect(turned).toContain("error a:c: c does not lie below a");
    expect(turned).toContain("from new to old: `limbeck downgrade c:a --sql`.");
    expect(await project.fails("downgrade base:heads --sql")).toContain(
      "downgrade heads:base --sql",
    );
    expect(await project.fails("downgrade c:d --sql")).toContain("`limbeck history` shows");
    expect(await project.see("downgrade c:-1 --sql")).toContain("exit 0");
  });

  test("an upgrade says them from old to new", async () => {
    expect(await project.fails("upgrade c:a --sql")).toMatchInlineSnapshot(`
      "exit 2
      ! error c:a: a does not lie above c
      !   → An upgrade goes from old to new: \`limbeck upgrade a:c --sql\`.
      !   revision-range"
    `);
    for (const [turned, right] of [
      ["c:base", "base:c"],
      ["heads:d", "d:heads"],
    ])
      expect(await project.fails(`upgrade ${turned} --sql`)).toContain(
        `from old to new: \`limbeck upgrade ${right} --sql\`.`,
      );
    expect(await sqlOf(project, "upgrade c:c --sql")).toContain("nothing to do");
    expect(await sqlOf(project, "upgrade c:d --sql")).toContain("c -> c, d");
  });

  test("no database is asked, so nothing is relative to it", async () => {
    expect(await project.fails("upgrade current:heads --sql")).toContain("revision-malformed");
    expect(await project.fails("upgrade a:b")).toMatchInlineSnapshot(`
      "exit 2
      ! error "a:b" is not a revision identifier: one revision is wanted, and ":" makes a range
      !   → Name the target alone; ranges are for \`--sql\` and for \`limbeck history -r\`.
      !   revision-malformed"
    `);
    expect(await sqlOf(project, "upgrade b:+1 --sql")).toContain("b -> c");
  });

  test("flags that mean nothing are refused", async () => {
    for (const flags of ["--idempotent", "--skip-steps", "--tag x"])
      expect(await project.fails(`upgrade ${flags}`)).toContain("is for --sql");
    expect(await project.fails("upgrade --sql --lock-timeout 5s")).toContain(
      "--lock-timeout means nothing with --sql",
    );
    expect(await project.fails("stamp head --sql --purge")).toContain("--purge means nothing");
  });

  test("stamp records as a run does", () =>
    onServer(async (database) => {
      await database.script(await sqlOf(project, "ensure-version --sql"));
      await database.script(await sqlOf(project, "stamp heads --sql"));
      await database.script(await sqlOf(project, "stamp heads:a --sql --idempotent"));
      expect(
        await database.query("SELECT version_num, direction FROM limbeck_version, limbeck_journal"),
      ).toEqual(Array(3).fill({ version_num: "a", direction: "stamp" }));
    }));
});
