import { describe, expect, test } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import type { Question } from "../../src/index.js";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject, line, sqlConfig } from "./cli-project.js";

const config = sqlConfig.replace(
  "models:",
  `environments: {
    production: { url: env("PROD_URL"), protect: true },
    staging: { url: env("PROD_URL") },
  }, models:`,
);

/** `a` and `b`, applied in the protected environment `production`. */
async function applied(run: (project: CliProject) => Promise<void>) {
  await withDatabase(async (url) => {
    process.env.PROD_URL = url;
    try {
      const project = cliProject({ ...line("a", "b"), "limbeck.config.ts": config });
      expect(await project.see("upgrade --env production")).toContain("upgraded base → b");
      await run(project);
    } finally {
      delete process.env.PROD_URL;
    }
  });
}
const current = (project: CliProject) => project.json("current --env production");

describe("a protected environment", () => {
  test("is taken back, or forgotten, only where its name is said again", () =>
    applied(async (project) => {
      expect(await project.fails("downgrade -1 --env production")).toMatchInlineSnapshot(`
        "exit 2
        ! error production is protected: a downgrade takes back what is there
        !   → If it is meant: \`limbeck downgrade -1 --env production --yes-i-mean production\`.
        !   environment-protected"
      `);
      expect(await project.fails("stamp --purge a --env production")).toMatchInlineSnapshot(`
        "exit 2
        ! error production is protected: a stamp with --purge forgets where it stands
        !   → If it is meant: \`limbeck stamp --purge a --env production --yes-i-mean production\`.
        !   environment-protected"
      `);
      expect(
        await project.fails("downgrade -1 --env production --yes-i-mean staging"),
      ).toMatchInlineSnapshot(`
        "exit 2
        ! error --yes-i-mean names staging, and this is the environment production
        !   → If it is meant: \`limbeck downgrade -1 --env staging --yes-i-mean staging\`.
        !   environment-protected"
      `);
      expect(await project.fails("downgrade -1 --yes-i-mean production")).toContain(
        "--yes-i-mean names production, and this is no environment",
      );
      expect((await project.run("downgrade -1 --env production --yes-i-mean")).err).toContain(
        "--yes-i-mean needs a value",
      );
      expect(await project.fails("downgrade b:a --sql --yes-i-mean production")).toContain(
        "--yes-i-mean means nothing with --sql",
      );
      expect(await current(project)).toMatchObject({ revisions: [{ revision: "b" }] });
      expect(await project.see("downgrade -1 --env production --yes-i-mean production")).toContain(
        "downgraded b → a",
      );
      expect(
        await project.see("stamp --purge b --env production --yes-i-mean production"),
      ).toContain("stamped a → b");
      expect(await project.see("stamp a --env production")).toContain("stamped b → a");
      expect(await project.see("stamp --purge b --env staging")).toContain("stamped a → b");
      expect(await project.see("downgrade b:a --sql --env production")).toContain("exit 0");
    }));

  test("does not go on behind a revision that was edited after it ran", () =>
    applied(async (project) => {
      const files = line("a", "b", "c");
      const edited = files["migrations/a.ts"]!.replace('"bigint"', '"integer"');
      project.write({ ...files, "migrations/a.ts": edited });
      expect(await project.fails("upgrade --env production")).toMatchInlineSnapshot(`
        "exit 2
        ! error production is protected: a says something else than what ran there
        !   → Get the file back as it was, and say what is new in a revision of its own.
        !     If it is meant: \`limbeck upgrade --env production --yes-i-mean production\`.
        !   environment-protected"
      `);
      expect(await current(project)).toMatchObject({ revisions: [{ revision: "b" }] });
      expect(await project.fails("upgrade --yes-i-mean production")).toContain("no environment");
      // Words that change nothing, and where there is nothing to run.
      project.write({ "migrations/a.ts": files["migrations/a.ts"]!.replace("// a", "// first") });
      expect(await project.see("upgrade --env production")).toContain("upgraded b → c");
      project.write({ "migrations/a.ts": edited });
      expect(await project.see("upgrade --env production")).toContain("nothing to do: at c");
      const more = line("a", "b", "c", "d", "e", "f");
      project.write({ ...more, "migrations/a.ts": edited });
      expect(await project.see("upgrade +1 --env production --yes-i-mean production")).toContain(
        "upgraded c → d",
      );
      expect(await project.see("upgrade +1 --env staging")).toContain("upgraded d → e");
      // Another version of the tool may have written the same in other words.
      await withConnection(process.env.PROD_URL!, {}, (connection) =>
        connection.query("UPDATE limbeck_journal SET tool_version = '0.0.1' WHERE revision = 'a'"),
      );
      expect(await project.see("upgrade --env production")).toContain("upgraded e → f");
    }));

  test(
    "takes a squashed revision for what was squashed into it",
    () =>
      applied(async (project) => {
        await project.run("squash base:b");
        project.write({ "migrations/c.ts": line("b", "c")["migrations/c.ts"]! });
        expect(await project.see("upgrade --env production")).toContain("upgraded b → c");
      }),
    60_000,
  );

  test("asks for its name on a terminal", () =>
    applied(async (project) => {
      const asked: Question[] = [];
      const saying = (name: string | undefined) => ({
        ask: async (question: Question) => {
          asked.push(question);
          return name;
        },
      });
      expect(await project.see("downgrade -1 --env production", saying("prod"))).toContain(
        '"prod" is not its name',
      );
      expect(await project.see("downgrade -1 --env production", saying(undefined))).toContain(
        "environment-protected",
      );
      expect(await current(project)).toMatchObject({ revisions: [{ revision: "b" }] });
      expect(await project.see("downgrade -1 --env production", saying("production"))).toContain(
        "downgraded b → a",
      );
      expect(await project.see("downgrade base --env staging", saying("never asked"))).toContain(
        "downgraded a → base",
      );
      expect(asked).toHaveLength(3);
      expect(asked[0]).toEqual({
        kind: "protected",
        environment: "production",
        what: "a downgrade takes back what is there",
      });
    }));
});
