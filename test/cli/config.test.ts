import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { cliProject, line, sqlConfig } from "./cli-project.js";

afterEach(() => {
  for (const name of ["DATABASE_URL", "NODE_ENV", "CI"]) delete process.env[name];
});

const config = (body: string) => ({
  "limbeck.config.ts": `import { defineConfig, env } from "limbeck";\nexport default ${body};\n`,
});

describe("the configuration", () => {
  test("is missing", async () => {
    const project = cliProject();
    rmSync(join(project.dir, "limbeck.config.ts"));
    expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
      "exit 2
      ! error there is no limbeck.config.ts in .
      !   → \`npx limbeck init\` writes one; --config names one that lies elsewhere.
      !   config-missing"
    `);
    expect(await project.fails("current --config other.ts")).toMatchInlineSnapshot(`
      "exit 2
      ! error there is no configuration other.ts
      !   → \`npx limbeck init\` writes one; --config names one that lies elsewhere.
      !   config-missing"
    `);
  });

  test("throws", async () => {
    const project = cliProject({
      "limbeck.config.ts": 'const x = 1;\nthrow new Error("no such tenant");\n',
    });
    expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts:2: no such tenant
      !   → The configuration is run to be read: it must load without errors.
      !   config-failed"
    `);
  });

  test("has a syntax error", async () => {
    const project = cliProject({ "limbeck.config.ts": "export default {\n  url: ,\n};\n" });
    expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts:2: Unexpected token
      !   → Correct that line; \`npx tsc --noEmit\` says more.
      !   config-failed"
    `);
  });

  test("exports nothing", async () => {
    const project = cliProject({ "limbeck.config.ts": "export const config = {};\n" });
    expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts has no default export
      !   → It should end with: export default defineConfig({ … });
      !   config-invalid"
    `);
  });

  test("has an unknown or a wrong setting", async () => {
    const project = cliProject(config('{ url: "pglite:x", migration: "./m" }'));
    expect(await project.fails("heads")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts: there is no setting \`migration\`
      !   → Did you mean \`migrations\`?
      !   config-invalid"
    `);
    project.write(config('{ url: "pglite:x", models: "./src/models.ts" }'));
    expect(await project.fails("heads")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts: \`models\` must be a model source or a list of them, not a string
      !   → For instance: models: [drizzle("./src/models/*.ts"), sqlFiles("./db/*.sql")]
      !   config-invalid"
    `);
  });

  test("names no database", async () => {
    const project = cliProject(config("{}"));
    expect(await project.fails("current")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts names no database: \`url\` is missing
      !   → In the configuration: url: env("DATABASE_URL", { development: "pglite:.limbeck/db" })
      !   url-missing"
    `);
    expect((await project.run("heads")).status).toBe(0); // needs none
  });

  test("names a database nobody knows", async () => {
    const project = cliProject(config('{ url: "mysql://ana:secret@db/app" }'));
    const said = await project.fails("current");
    expect(said).toMatchInlineSnapshot(`
      "exit 2
      ! error "mysql://***@db/app" is not a database URL Limbeck knows
      !   → Use postgresql://user:password@host:5432/database for a server, pglite:PATH for a database in a folder, or pglite::memory: for one that is gone when the process ends.
      !   url-invalid"
    `);
    expect(said).not.toContain("secret");
  });

  test.each([
    ["limbeck.config.js", "export default { migrations: './here' };"],
    ["limbeck.config.mjs", "export default { migrations: './here' };"],
    ["limbeck.config.cjs", "module.exports = { migrations: './here' };"],
    ["limbeck.config.mts", "export default async () => ({ migrations: './here' as string });"],
    [".config/limbeck.config.ts", "export default () => ({ migrations: './here' });"],
  ])("may be %s", async (file, text) => {
    const project = cliProject({ [file]: text, "here/package.json": "{}" });
    rmSync(join(project.dir, "limbeck.config.ts"));
    const { status, out } = await project.run("heads");
    expect({ status, out }).toEqual({ status: 0, out: "no revisions yet\n" });
  });

  test("is found from a folder below", async () => {
    const project = cliProject({ "src/x.ts": "", ...line("a") });
    const { out } = await project.run("heads", { cwd: join(project.dir, "src") });
    expect(out).toBe("a  ← base  a  (head)\n");
  });
});

describe("the database's URL", () => {
  test("is missing in production and in CI", async () => {
    const project = cliProject();
    process.env.NODE_ENV = "production";
    expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
      "exit 2
      ! error the environment variable DATABASE_URL is not set, and the development database is not used with NODE_ENV=production
      !   → Set it, for instance in .env beside the configuration: DATABASE_URL=postgresql://user:password@host:5432/database
      !     or name the database with --url.
      !   url-missing"
    `);
    delete process.env.NODE_ENV;
    process.env.CI = "true";
    expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
      "exit 2
      ! error the environment variable DATABASE_URL is not set, and the development database is not used in CI (CI is set)
      !   → Set it, for instance in .env beside the configuration: DATABASE_URL=postgresql://user:password@host:5432/database
      !     or name the database with --url.
      !   url-missing"
    `);
  });

  test("comes from .env, then the environment, then --url", async () => {
    const project = cliProject({ ".env": "DATABASE_URL=postgresql://ana@127.0.0.1:1/x\n" });
    const database = async (line: string) => (await project.run(line)).err;
    expect(await database("current")).toContain("127.0.0.1:1 ");
    process.env.DATABASE_URL = "postgresql://ana@127.0.0.1:2/x";
    expect(await database("current")).toContain("127.0.0.1:2 ");
    expect(await database("current --url postgresql://ana@127.0.0.1:3/x")).toContain(
      "127.0.0.1:3 ",
    );
  });

  test("of an environment comes by --env", async () => {
    const project = cliProject(
      config(`defineConfig({
        url: "postgresql://ana@127.0.0.1:1/x",
        environments: { staging: { url: "postgresql://ana@127.0.0.1:2/x" }, empty: {} },
      })`),
    );
    expect((await project.run("current --env staging")).err).toContain("127.0.0.1:2 ");
    expect((await project.run("--env staging current")).err).toContain("127.0.0.1:2 ");
    expect(await project.fails("current --env stagin")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts has no environment "stagin"
      !   → Did you mean "staging"?
      !   config-invalid"
    `);
    expect(await project.fails("current --env empty")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts names no database: \`environments.empty.url\` is missing
      !   → In the configuration: url: env("DATABASE_URL", { development: "pglite:.limbeck/db" })
      !   url-missing"
    `);
  });

  test("is empty", async () => {
    const project = cliProject({ "limbeck.config.ts": sqlConfig });
    expect(await project.fails(["current", "--url", ""])).toMatchInlineSnapshot(`
      "exit 2
      ! error --url is empty
      !   → In the configuration: url: env("DATABASE_URL", { development: "pglite:.limbeck/db" })
      !   url-missing"
    `);
  });
});
