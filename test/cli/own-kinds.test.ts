import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { consoleProject, play } from "../docs/console.js";
import { readPage, root } from "../docs/page.js";
import { withDatabase } from "../server.js";
import { cliProject } from "./cli-project.js";

// Throwaway databases on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const page = readPage("docs/plugins.md");
const fileNamed = (name: string) =>
  page.blocks.filter(({ mark }) => mark === `file ${name}`).map(({ text }) => text);
const [config] = fileNamed("limbeck.config.ts") as [string];
const [models] = fileNamed("db/models.sql") as [string];

it("docs/plugins.md: rows of lookup tables in the models, in revisions and in the database", async () => {
  const project = consoleProject({ "migrations/package.json": '{ "type": "module" }\n' });
  try {
    const { text, ran } = await play(page, project);
    if (process.env.LIMBECK_WRITE_DOCS === "1") writeFileSync(join(root, page.name), text);
    else expect(page.text).toBe(text);
    expect(ran.map(({ status }) => status)).toEqual([0, 0, 3, 0, 0, 0, 0, 0]);
    const [, second] = readdirSync(join(project.dir, "migrations")).sort();
    const written = readFileSync(join(project.dir, "migrations", second!), "utf8");
    expect(written.match(/op\.\w+\(.*/g)).toMatchInlineSnapshot(`
      [
        "op.addColumn("currencies", "digits", { type: "integer", notNull: true, default: 2 });",
        "op.insertRow("currencies", { code: "JPY", name: "yen", digits: 0 });",
        "op.updateRow("currencies", { code: "MXN" }, { name: "peso mexicano", digits: 2 });",
        "op.deleteRow("currencies", { code: "USD" });",
        "op.updateRow("currencies", { code: "MXN" }, { name: "peso" });",
        "op.insertRow("currencies", { code: "USD", name: "dollar" });",
        "op.deleteRow("currencies", { code: "JPY" });",
        "op.dropColumn("currencies", "digits");",
      ]
    `);
  } finally {
    project.remove();
  }
});

describe("kinds of a project's own", () => {
  it("are in every comparison with a server, and in what closes the gap", () =>
    withDatabase(async (url) => {
      const { see, json } = cliProject({ "limbeck.config.ts": config, "db/models.sql": models });
      const at = `--url ${url}`;
      // The table is not there yet, so neither are rows of it.
      expect(await json<{ sql: string[] }>(`diff database models ${at}`)).toMatchObject({
        sql: [
          expect.stringContaining("CREATE TABLE currencies"),
          "INSERT INTO currencies (code, name) VALUES\n  ('MXN', 'peso')",
          "INSERT INTO currencies (code, name) VALUES\n  ('USD', 'dollar')",
        ],
      });
      expect(await see("generate currencies -q")).toContain("exit 0");
      expect(await see(`upgrade -q ${at}`)).toContain("exit 0");
      expect(await json(`drift ${at}`)).toMatchObject({ equal: true, objects: 6 });
      const script = (sql: string) =>
        withConnection(url, {}, (connection) => connection.script(sql));
      await script("UPDATE currencies SET name = 'euro', code = 'EUR' WHERE code = 'USD'");
      const drift = await json<{ repair: { database: { sql: string[] } } }>(`drift ${at}`);
      expect(drift).toMatchObject({
        differences: [{ text: '- row of currencies "EUR"' }, { text: '+ row of currencies "USD"' }],
      });
      for (const sql of drift.repair.database.sql) await script(sql);
      expect(await json(`drift ${at}`)).toMatchObject({ equal: true });
      expect(await json(`check --from database ${at}`)).toMatchObject({ equal: true });
      expect(await see(`dump database ${at}`)).toContain("('USD', 'dollar')");
      expect(await see(`reset --yes -q ${at}`)).toContain("exit 0");
      expect(await json(`drift ${at}`)).toMatchObject({ equal: true });
    }));

  it("are made in another's words where the configuration has no directive for them", async () => {
    const kind = `{
      name: "note",
      relation: "notes",
      query: "SELECT title AS name, json_build_object('body', body) AS data, 'table notes' AS parent FROM notes",
      rows: true,
      loses: "text",
      create: ({ name, data }) => [{ kind: "bulkInsert", args: ["notes", [{ title: name, ...data }]] }],
      drop: ({ name }) => [{ kind: "execute", args: [\`DELETE FROM notes WHERE title = '\${name}'\`] }],
    }`;
    const { see, json, write } = cliProject({
      "limbeck.config.ts": `import { defineConfig, sqlFiles } from "limbeck";
export default defineConfig({ url: "pglite:.limbeck/db", models: sqlFiles("./db/*.sql"), kinds: [${kind}] });`,
      "db/models.sql":
        "CREATE TABLE notes (title text, body text); INSERT INTO notes VALUES ('a', '1');",
    });
    expect(await see("generate notes -q")).toContain("exit 0");
    write({ "db/models.sql": "CREATE TABLE notes (title text, body text);" });
    const { loses } = await json<{ loses: { upgrade: string[] } }>("generate without");
    expect(loses.upgrade).toEqual(["text of note a"]);
    expect(await json("check")).toMatchObject({ equal: true });
  });

  it("are told apart from the built-in ones, and fail by their names", async () => {
    const kind = (name: string, query: string) =>
      `kinds: [{ name: "${name}", query: "${query}", create: () => [], drop: () => [] }]`;
    const { fails, write } = cliProject({ "db/models.sql": "CREATE TABLE vales (id int);" });
    const configured = (settings: string) =>
      write({
        "limbeck.config.ts": `import { defineConfig, sqlFiles } from "limbeck";
export default defineConfig({ url: "pglite:.limbeck/db", models: sqlFiles("./db/*.sql"), ${settings} });`,
      });
    configured(kind("table", "SELECT"));
    expect(await fails("check")).toMatchInlineSnapshot(`
      "exit 2
      ! error there are two kinds with the name table
      !   → Give the one of the configuration, or of the plugin, another name.
      !   config-invalid"
    `);
    configured(kind("job", "SELECT jobname FROM cron.job"));
    expect(await fails("check")).toMatchInlineSnapshot(`
      "exit 2
      ! error the query of the kind job fails: relation "cron.job" does not exist
      !   → It is said in the configuration, or by one of its plugins.
      !   config-failed"
    `);
    configured("kinds: [{ name: 'job' }]");
    expect(await fails("check")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts: \`kinds\` must be a list of kinds, each with \`name\`, \`query\`, \`create\` and \`drop\`; something in it is not
      !   → For instance: kinds: [cronJobs()]
      !   config-invalid"
    `);
  });
});
