import { describe, expect, it, vi } from "vitest";
import { cliProject, line } from "../cli/cli-project.js";
import { withDatabase } from "../server.js";

// Throwaway databases on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const models = `CREATE TABLE prds (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title varchar(200) NOT NULL);
`;

/**
 * The command lines of the five systems' documents, as they are written there for Alembic, with
 * nothing changed but the first word; in an order in which each makes sense. What a reader puts in
 * is put in, and what the shell does around them is left out.
 */
const documented: readonly (readonly [line: readonly string[], prints: string])[] = [
  [["current"], "base"],
  [["revision", "--autogenerate", "-m", "description"], "_description.ts"],
  [["upgrade", "head", "--sql"], "CREATE TABLE prds"],
  [["-c", "backend/alembic.ini", "upgrade", "head", "--sql"], "CREATE TABLE prds"],
  [["-c", "backend/alembic.ini", "upgrade", "+1"], "1 revision"],
  [["upgrade", "head"], "nothing to do"],
  [["-c", "backend/alembic.ini", "upgrade", "head"], "nothing to do"],
  [["-c", "backend/alembic.ini", "revision", "--autogenerate", "-m", "Add nuevo model"], "nothing"],
  [["revision", "-m", "description"], "_description.ts"],
  [["-c", "backend/alembic.ini", "revision", "-m", "Custom migration"], "_custom_migration.ts"],
  [["history"], "Custom migration"],
  [["history", "--verbose"], "parent"],
  [["-c", "backend/alembic.ini", "history"], "Custom migration"],
  [["-c", "backend/alembic.ini", "current"], "description"],
  [["upgrade", "head"], "2 revisions"],
  [["downgrade", "-1"], "1 revision"],
  [["-c", "backend/alembic.ini", "downgrade", "-1"], "1 revision"],
  [["-c", "backend/alembic.ini", "upgrade", "<revision_id>"], "revision"],
  [["-c", "backend/alembic.ini", "downgrade", "<first_revision_id>"], "revision"],
  [["-c", "backend/alembic.ini", "stamp", "head"], "stamped"],
  [["-c", "backend/alembic.ini", "downgrade", "base"], "3 revisions"],
];

describe("the five systems' documents", () => {
  it("give command lines that run as they are, but for their first word", async () => {
    const project = cliProject({
      "backend/db/models.sql": models,
      "backend/alembic/package.json": '{ "type": "module" }\n',
      "limbeck.config.ts": `import { defineConfig, sqlFiles } from "limbeck";
export default defineConfig({
  url: "pglite:.limbeck/db",
  migrations: "backend/alembic",
  models: sqlFiles("./backend/db/*.sql"),
});
`,
    });
    const wrong: string[][] = [];
    for (const [line, prints] of documented) {
      const ids = line.some((word) => word.startsWith("<"))
        ? await project.json<{ revision: string }[]>("history")
        : [];
      const words = line.map(
        (word) =>
          ({ "<revision_id>": ids[0]?.revision, "<first_revision_id>": ids.at(-1)?.revision })[
            word
          ] ?? word,
      );
      const said = await project.see(words);
      if (!said.startsWith("exit 0") || !said.includes(prints)) wrong.push([words.join(" "), said]);
    }
    expect(wrong).toEqual([]);
    const changed = `${models}CREATE TABLE notifications (id bigint PRIMARY KEY);\n`;
    project.write({ "backend/db/models.sql": changed });
    const create = ["-c", "backend/alembic.ini", "revision", "--autogenerate", "-m"];
    const first = await project.see([...create, "Create notifications table"]);
    expect(first).toContain("create_notifications_table.ts");
    project.write({ "backend/db/models.sql": changed.replace("title", "rating int, title") });
    expect(await project.see([...create, "Add rating column to PRD"])).toContain(
      "add_rating_column",
    );
    const other = ["revision", "-m", "Descripción del cambio", "--head", "base", "--splice"];
    expect(await project.see(other)).toContain("descripción_del_cambio.ts");
    expect(await project.see("merge")).toContain("joins");
  });

  it("begin with init, wherever it is told to", async () => {
    const project = cliProject();
    project.remove("limbeck.config.ts");
    expect(await project.see("init backend/alembic")).toContain("backend/alembic/package.json");
    expect(await project.see("-c backend/alembic.ini heads")).toContain("exit 0");
  });
});

describe("Alembic's commands", () => {
  it("have their options here", () =>
    withDatabase(async (url) => {
      const files = { ...line("a", "b", "c"), ".env": `DATABASE_URL=${url}\n` };
      const { see } = cliProject(files);
      const said = async (command: string) =>
        (await see(command)).split("\n").slice(0, 6).join("\n");
      expect(await see("upgrade b -q")).toContain("exit 0");
      expect(await said("history -i")).toMatch(/^b .*\(current\)/m);
      expect(await said("history -r a:current")).toMatch(/^b [\s\S]*^a /m);
      expect(await said("history -v -r -1:current")).toContain("parent");
      expect(await said("heads --resolve-dependencies -v")).toContain("exit 0");
      expect(await said("current -v")).toContain("exit 0");
      expect(await said("current --check-heads")).toContain("exit 3");
      expect(await said("show current")).toContain("exit 0");
      expect(await said("branches -v")).toContain("exit 0");
      expect(await said("stamp heads --purge")).toContain("exit 0");
      expect(await said("stamp a:b --sql --tag x")).toContain("tag: x");
      expect(await said("downgrade b:a --sql --tag x")).toContain("tag: x");
      expect(await said("heads -v")).toContain("parent   b");
    }));
  it("have their names here, with a hyphen or with an underscore", async () => {
    const { see } = cliProject();
    expect(await see("list_templates")).toBe(await see("list-templates"));
    expect(await see("ensure_version --sql")).toBe(await see("ensure-version --sql"));
  });
});
