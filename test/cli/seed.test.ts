import { describe, expect, test } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { type SeedReport, seed, upgrade } from "../../src/index.js";
import { withDatabase } from "../server.js";
import { cliProject, revisionFile } from "./cli-project.js";

const config = `import { defineConfig, env } from "limbeck";
export default defineConfig({
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
  seeds: ["./seeds/*.sql", "./seeds/company.ts"],
  environments: {
    staging: { url: "pglite:.limbeck/db", seeds: "./seeds/10_permissions.sql" },
    production: { url: "pglite:.limbeck/db", protect: true },
  },
});
`;

const files = {
  "limbeck.config.ts": config,
  "migrations/a.ts": revisionFile(
    "a",
    null,
    `op.execute("CREATE TABLE roles (name text PRIMARY KEY); CREATE TABLE permissions (role text REFERENCES roles, may text, PRIMARY KEY (role, may)); CREATE TABLE companies (nit text PRIMARY KEY, name text)");`,
    `op.execute("DROP TABLE companies, permissions, roles");`,
  ),
  // Natural order: 2 comes before 10.
  "seeds/2_roles.sql":
    "-- who there is\nINSERT INTO roles VALUES ('Admin'), ('User') ON CONFLICT DO NOTHING;\n",
  "seeds/10_permissions.sql":
    "INSERT INTO permissions VALUES ('Admin', 'all'), ('User', 'read')\n  ON CONFLICT DO NOTHING;\n",
  "seeds/company.ts": `import { type StepContext, sql } from "limbeck";

const nit: string = "900373115";

export default async function seed(tx: StepContext) {
  const found = await tx.query(sql\`SELECT FROM companies WHERE nit = \${nit}\`);
  if (found.length > 0) return;
  await tx.client.query("INSERT INTO companies VALUES ($1, $2)", [nit, "Ferretería"]);
}
`,
};

test("seeds run in order, report what they did, and change nothing the second time", async () => {
  const { run, see, json, fails } = cliProject(files);
  expect(await fails("seed")).toMatchInlineSnapshot(`
    "exit 3
    ! error the database is 1 revision behind: seeds are for the newest schema
    !   → Bring it up first: limbeck upgrade
    !   not-at-head"
  `);
  await run("upgrade");
  expect(await see("seed")).toMatchInlineSnapshot(`
    "exit 0
    database: embedded .limbeck/db
      ✓ seeds/2_roles.sql         2 inserted  TIME
      ✓ seeds/10_permissions.sql  2 inserted  TIME
      ✓ seeds/company.ts          1 inserted  TIME"
  `);
  const again = await json<SeedReport>("seed --verify");
  expect(again.seeds.map(({ inserted, updated, deleted }) => [inserted, updated, deleted])).toEqual(
    [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
  );
});

test("an environment has seeds of its own; a protected one has no others", () =>
  withDatabase(async (url) => {
    const { json, fails, dir } = cliProject(files);
    await upgrade({ cwd: dir, url });
    await seed({ cwd: dir, url });
    const { seeds } = await json<SeedReport>(`seed --env staging --url ${url}`);
    expect(seeds.map(({ file }) => file)).toEqual(["seeds/10_permissions.sql"]);
    expect(await fails(`seed --env production --url ${url}`)).toMatchInlineSnapshot(`
      "exit 2
      ! error production is protected, and names no seeds of its own: those of development are not for it
      !   → environments: { production: { seeds: ["./seeds/roles.sql"], … } }
      !   seed-missing"
    `);
  }));

test("nothing to run is an error", async () => {
  const { write, fails } = cliProject(files);
  write({ "limbeck.config.ts": config.replace("./seeds/company.ts", "./seeds/nobody.ts") });
  expect(await fails("seed")).toMatchInlineSnapshot(`
    "exit 2
    ! error no file matches the seed ./seeds/nobody.ts
    !   → Correct \`seeds\` in limbeck.config.ts; paths start from its folder.
    !   seed-missing"
  `);
  write({ "limbeck.config.ts": config.replace(/ {2}seeds: \[.*\n/, "") });
  expect(await fails("seed")).toMatchInlineSnapshot(`
    "exit 2
    ! error the configuration names no seeds
    !   → Add to limbeck.config.ts: seeds: ["./seeds/*.sql"]
    !   seed-missing"
  `);
});

describe("a seed that fails names file and line, and leaves the database as it was", () => {
  const wrong: [string, Record<string, string>, string][] = [
    [
      "a row that is refused",
      {
        "seeds/10_permissions.sql":
          "SELECT 1;\n\nINSERT INTO permissions VALUES ('Nobody', 'x');\n",
      },
      "seeds/10_permissions.sql:3: ",
    ],
    [
      "a typo",
      { "seeds/10_permissions.sql": "SELECT 1;\nINSRT INTO roles;\n" },
      "seeds/10_permissions.sql:2: ",
    ],
    [
      "a commit",
      { "seeds/10_permissions.sql": "SELECT 1;\nCOMMIT;\n" },
      "seeds/10_permissions.sql:2: ",
    ],
    [
      "psql",
      { "seeds/10_permissions.sql": "\\copy roles FROM x\n" },
      "seeds/10_permissions.sql:1: ",
    ],
    [
      "a module that throws",
      {
        "seeds/10_permissions.sql": "\n",
        "seeds/company.ts": "export default async () => {\n  throw new Error('no company');\n};\n",
      },
      "seeds/company.ts:2: no company",
    ],
    [
      "a module the server refuses",
      {
        "seeds/10_permissions.sql": "\n",
        "seeds/company.ts":
          "export default async (tx: any) => {\n  const n = 1;\n  await tx.query({ sql: 'SELECT * FROM nowhere', params: [] });\n};\n",
      },
      "seeds/company.ts:3: ",
    ],
    [
      "a module that does not load",
      { "seeds/company.ts": "export default async () => {\n  const = 1;\n};\n" },
      "seeds/company.ts:2: ",
    ],
    [
      "a module without a function",
      { "seeds/company.ts": "export const rows = [];\n" },
      "seeds/company.ts: it exports no function",
    ],
  ];
  test.each(wrong)("%s", (_, changed, message) =>
    withDatabase(async (url) => {
      const { write, fails, dir } = cliProject(files);
      write(changed);
      await upgrade({ cwd: dir, url });
      const said = await fails(`seed --url ${url}`);
      expect(said).toContain(`! error ${message}`);
      expect(said).toContain("seed-failed");
      const left = await withConnection(url, {}, (c) => c.query("SELECT FROM permissions"));
      expect(left).toHaveLength(0);
    }),
  );

  test("also one that is not idempotent, if asked", () =>
    withDatabase(async (url) => {
      const { write, fails, see, dir } = cliProject(files);
      write({
        "seeds/2_roles.sql":
          "INSERT INTO roles VALUES ('Admin'), ('User') ON CONFLICT DO NOTHING;\nINSERT INTO roles SELECT gen_random_uuid();\n",
      });
      await upgrade({ cwd: dir, url });
      expect(await fails(`seed --verify --url ${url}`)).toMatchInlineSnapshot(`
        "exit 1
        ! error seeds/2_roles.sql: run a second time it inserted 1 and deleted 0 rows
        !   → Let it change nothing where its rows are there: INSERT … ON CONFLICT DO NOTHING
        !   seed-failed"
      `);
      expect(await see(`seed --url ${url}`)).toContain("3 inserted");
      expect(await see(`seed --url ${url}`)).toContain("1 inserted");
    }));
});

test("several at once wait for each other", () =>
  withDatabase(async (url) => {
    const { dir, write } = cliProject(files);
    write({
      "seeds/company.ts": files["seeds/company.ts"].replace(
        "if (found",
        "await tx.query({ sql: 'SELECT pg_sleep(0.1)', params: [] });\n  if (found",
      ),
    });
    await upgrade({ cwd: dir, url });
    const reports = await Promise.all([1, 2, 3, 4].map(() => seed({ cwd: dir, url })));
    const inserted = reports.flatMap(({ seeds }) => seeds.map((one) => one.inserted));
    expect(inserted.reduce((a, b) => a + b)).toBe(5);
  }));
