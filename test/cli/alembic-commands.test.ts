import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject, sqlConfig } from "./cli-project.js";

// What the documents of the five systems tell their readers to type, in their order, with `limbeck` for
// `alembic`, on a server as theirs.

const addsTable = (name: string) => ({ [`db/${name}.sql`]: `CREATE TABLE ${name} (id bigint);\n` });

const onServer = (run: (env: { ".env": string }) => Promise<void>) => () =>
  withDatabase((url) => run({ ".env": `DATABASE_URL=${url}\n` }));

async function type(project: CliProject, line: string, from = ""): Promise<void> {
  const quoted = /"(.*)"/.exec(line)?.[1];
  const revisions = readdirSync(`${project.dir}/${from}migrations`).filter((f) =>
    f.endsWith(".ts"),
  );
  const newest = revisions.at(-1)?.split("_")[0] ?? "";
  const words = line
    .replace(/ "(.*)"/, "")
    .replace("<revision_id>", newest)
    .split(" ");
  const { status, err } = await project.run(quoted === undefined ? words : [...words, quoted]);
  expect(`${line}: ${status} ${err}`).toBe(`${line}: 0 `);
}

describe("commands of the documents", () => {
  test(
    "mexa-core",
    onServer(async (env) => {
      const project = cliProject({ ...env, ...addsTable("vales") });
      await type(project, 'revision --autogenerate -m "description"');
      for (const line of ["upgrade head", "downgrade -1", "current", "history"])
        await type(project, line);
      for (const line of ["upgrade head", "downgrade -1", "current", "history --verbose"])
        await type(project, line);
      await type(project, 'revision -m "description"');
      for (const line of ["upgrade head", "upgrade head", "upgrade head"])
        await type(project, line);
    }),
  );

  test(
    "memorymeet",
    onServer(async (env) => {
      const files = Object.entries({
        ...env,
        "limbeck.config.ts": sqlConfig,
        ...addsTable("meetings"),
      });
      const project = cliProject({
        ...Object.fromEntries(files.map(([name, text]) => [`backend/${name}`, text])),
        "backend/migrations/package.json": '{ "type": "module" }\n',
      });
      project.remove("limbeck.config.ts");
      const configured = (line: string) =>
        type(project, `-c backend/limbeck.config.ts ${line}`, "backend/");
      const add = (name: string) =>
        project.write({ [`backend/db/${name}.sql`]: addsTable(name)[`db/${name}.sql`]! });

      await configured('revision --autogenerate -m "Descripción del cambio"');
      await configured('revision -m "Custom migration"');
      const lines = [
        "upgrade head",
        "downgrade -1",
        "upgrade +1",
        "upgrade <revision_id>",
        "downgrade -1",
        "upgrade head",
        "downgrade <revision_id>",
        "downgrade base",
        "history",
        "current",
        "upgrade head --sql",
        "upgrade head",
      ];
      for (const line of lines) await configured(line);
      add("ratings");
      await configured('revision --autogenerate -m "Add rating column to PRD"');
      await configured("upgrade head");
      add("notifications");
      await configured('revision --autogenerate -m "Create notifications table"');
      for (const line of ["upgrade head", "history", "downgrade -1", "current", "upgrade head"])
        await configured(line);
      add("nuevo");
      await configured('revision --autogenerate -m "Add nuevo model"');
      for (const line of ["stamp head", "upgrade head", "current", "history", "upgrade head"])
        await configured(line);
    }),
  );

  test(
    "provider-registration",
    onServer(async (env) => {
      const project = cliProject({ ...env, ...addsTable("suppliers") });
      await type(project, 'revision --autogenerate -m "description"');
      for (const line of ["upgrade head", "current", "downgrade -1", "upgrade head", "history"])
        await type(project, line);
      await type(project, 'revision -m "description"');
      for (const line of ["upgrade head --sql", "upgrade head", "current", "downgrade -1"])
        await type(project, line);
    }),
  );

  test(
    "arxos",
    onServer(async (env) => {
      const project = cliProject({ ...env, ...addsTable("buildings") });
      await type(project, 'revision --autogenerate -m "description"');
      await type(project, "upgrade head");
    }),
  );

  test(
    "facturacion",
    onServer(async (env) => {
      const project = cliProject({ ...env, ...addsTable("invoices") });
      await type(project, "revision -m one --head base --splice");
      await type(project, "revision -m other --head base --splice");
      await type(project, "merge heads");
      await type(project, "upgrade head");
    }),
  );
});
